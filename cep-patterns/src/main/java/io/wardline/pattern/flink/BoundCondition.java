// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Role;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** A step as Flink tests it. The role comes first: it costs nothing, and rules out half the events of a conversation. */
final class BoundCondition extends SimpleCondition<Bound<?>> {
    private final Role by;
    private final Condition when;

    BoundCondition(Role by, Condition when) {
        this.by = by;
        this.when = when;
    }

    @Override
    public boolean filter(Bound<?> bound) {
        return by.admits(bound.byOffender()) && when.test(bound.event());
    }
}
