// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.List;

/**
 * A disabled account that another one is linked to.
 *
 * @param disabledAtMillis since when
 * @param back whether the other one signed up after that, so that it may be its return
 * @param caseIds its cases
 * @param groupId the group it belongs to: the first disabled account's id
 * @param groupSinceMillis when that one was disabled
 */
public record LinkSource(
        String accountId,
        long disabledAtMillis,
        boolean back,
        List<String> caseIds,
        String groupId,
        long groupSinceMillis) {}
