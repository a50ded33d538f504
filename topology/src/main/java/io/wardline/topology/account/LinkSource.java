// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account that another one is linked to: a disabled one, or one that a case names as the offender.
 *
 * @param sinceMillis when it was disabled, or named
 * @param disabled whether it is the former
 * @param back whether the other one signed up after the disabling, so that it may be its return
 * @param caseIds its cases
 * @param origin the ring that it started, or that those it returned from belong to; null when it is in none
 * @param ring the ring whose name serves
 */
public record LinkSource(
        String accountId,
        long sinceMillis,
        boolean disabled,
        boolean back,
        List<String> caseIds,
        @Nullable Ring origin,
        @Nullable Ring ring) {}
