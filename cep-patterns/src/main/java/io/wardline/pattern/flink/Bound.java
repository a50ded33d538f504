// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import io.wardline.pattern.Evidence;

/**
 * An event seen with the offender bound to one account: what Flink's NFA is fed.
 *
 * @param event the admitted event
 * @param byOffender whether the bound offender sent it
 */
public record Bound<E extends Evidence>(E event, boolean byOffender) {}
