// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.profile.AccountFacts;

/** What a case knows of one of its accounts, which may be that there is nothing to know. */
public record AccountOfCase(String accountId, AccountFacts facts) {}
