// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.Link;

/**
 * An event seen with the offender bound to one account: what Flink's NFA is fed.
 *
 * @param event the admitted event
 * @param byOffender whether the bound offender sent it
 * @param mayStart whether a match may begin with it; one that may not is taken by later steps only
 */
public record Bound<E extends Evidence>(E event, boolean byOffender, boolean mayStart) {
    /** An event that a match may begin with. */
    public Bound(E event, boolean byOffender) {
        this(event, byOffender, true);
    }

    /** The same event where no match may begin with it. */
    public Bound<E> notStarting() {
        return new Bound<>(event, byOffender, false);
    }

    /** Whether it is what a step takes, or what an absence forbids. The role comes first: it costs nothing. */
    public boolean fits(Link link) {
        return link.by().admits(byOffender) && link.when().test(event);
    }
}
