// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.condition;

import io.wardline.pattern.Condition;
import io.wardline.pattern.condition.Predicate.Comparison;
import io.wardline.pattern.condition.Predicate.TextField;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A plain fact of an event that a condition can't do without, so that conditions can be looked up by what an event is. */
public sealed interface Trigger {
    /** A field of text has this value. */
    record Text(TextField field, String value) implements Trigger {}

    /** A signal was scored with at least so much; more than zero. */
    record Score(String signal, double atLeast) implements Trigger {}

    /** A media item matched a list of known hashes. */
    record HashMatch() implements Trigger {}

    /**
     * Triggers of which every event that satisfies the condition has one; the converse need not be. Empty when there are none such, as of
     * a condition that is interpreted: then any event may satisfy it.
     */
    static Optional<Set<Trigger>> of(Condition condition) {
        if (!(condition instanceof Predicate predicate)) {
            return Optional.empty();
        }
        if (predicate instanceof Predicate.Shared shared) {
            return of(shared.condition());
        }
        if (predicate instanceof Predicate.And and) {
            return fewer(of(and.left()), of(and.right()));
        }
        if (predicate instanceof Predicate.Or or) {
            return of(or.left()).flatMap(left -> of(or.right()).map(right -> union(left, right)));
        }
        if (predicate instanceof Predicate.TextIn text) {
            Set<Trigger> values = new LinkedHashSet<>();
            text.values().forEach(value -> values.add(new Text(text.field(), value)));
            return Optional.of(values);
        }
        if (predicate instanceof Predicate.SignalScore score && isPositive(score)) {
            return Optional.of(Set.of(new Score(score.signal(), score.constant())));
        }
        if (predicate instanceof Predicate.HashMatched) {
            return Optional.of(Set.of(new HashMatch()));
        }
        if (predicate instanceof Predicate.Always always && !always.value()) {
            return Optional.of(Set.of());
        }
        return Optional.empty();
    }

    /** Whether the score must be at least the constant, and so be there at all: one that is not reads as 0. */
    private static boolean isPositive(Predicate.SignalScore score) {
        boolean atLeast = score.comparison() == Comparison.GREATER
                || score.comparison() == Comparison.GREATER_OR_EQUAL
                || score.comparison() == Comparison.EQUAL;
        return atLeast && score.constant() > 0;
    }

    private static Optional<Set<Trigger>> fewer(Optional<Set<Trigger>> left, Optional<Set<Trigger>> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.isEmpty() ? right : left;
        }
        return left.get().size() <= right.get().size() ? left : right;
    }

    private static Set<Trigger> union(Set<Trigger> left, Set<Trigger> right) {
        Set<Trigger> union = new LinkedHashSet<>(left);
        union.addAll(right);
        return union;
    }
}
