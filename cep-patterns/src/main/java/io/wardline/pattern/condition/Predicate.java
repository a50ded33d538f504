// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.condition;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Observation;
import java.util.List;

/**
 * The part of CEL that conditions are nearly always made of, as plain Java: an event is tested against every loaded pattern, and a
 * comparison costs nanoseconds here and microseconds in an interpreter. The fields are public so that an index over many conditions
 * can be built from them.
 */
public sealed interface Predicate extends Condition {

    /** How a number is compared with a constant. */
    enum Comparison {
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        EQUAL;

        boolean holds(double value, double constant) {
            return switch (this) {
                case LESS -> value < constant;
                case LESS_OR_EQUAL -> value <= constant;
                case GREATER -> value > constant;
                case GREATER_OR_EQUAL -> value >= constant;
                case EQUAL -> value == constant;
            };
        }

        /** The comparison with its two sides swapped. */
        Comparison mirrored() {
            return switch (this) {
                case LESS -> GREATER;
                case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
                case GREATER -> LESS;
                case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
                case EQUAL -> EQUAL;
            };
        }
    }

    /** A field of text. */
    enum TextField {
        KIND,
        PAYMENT_DIRECTION,
        PAYMENT_METHOD;

        /** Its value in an event. */
        public String of(Observation event) {
            return switch (this) {
                case KIND -> event.kind();
                case PAYMENT_DIRECTION -> event.paymentDirection();
                case PAYMENT_METHOD -> event.paymentMethod();
            };
        }
    }

    /** A signal's score against a constant; a signal that was not scored reads as 0. */
    record SignalScore(String signal, Comparison comparison, double constant) implements Predicate {
        @Override
        public boolean test(Observation event) {
            return comparison.holds(event.score(signal), constant);
        }
    }

    /** Whether a signal was scored at all. */
    record SignalPresent(String signal) implements Predicate {
        @Override
        public boolean test(Observation event) {
            return event.signals().containsKey(signal);
        }
    }

    /** A field of text that is one of a few. */
    record TextIn(TextField field, List<String> values) implements Predicate {
        public TextIn {
            values = List.copyOf(values);
        }

        @Override
        public boolean test(Observation event) {
            return values.contains(field.of(event));
        }
    }

    /** How many media items there are, against a constant. */
    record MediaCount(Comparison comparison, long constant) implements Predicate {
        @Override
        public boolean test(Observation event) {
            return comparison.holds(event.mediaCount(), (double) constant);
        }
    }

    /** Whether a media item matched a list of known hashes. */
    record HashMatched() implements Predicate {
        @Override
        public boolean test(Observation event) {
            return event.hashMatched();
        }
    }

    /** A constant. */
    record Always(boolean value) implements Predicate {
        @Override
        public boolean test(Observation event) {
            return value;
        }
    }

    /** A shared condition, by its name. */
    record Shared(String name, Condition condition) implements Predicate {
        @Override
        public boolean test(Observation event) {
            return condition.test(event);
        }
    }

    /** Negation. */
    record Not(Condition condition) implements Predicate {
        @Override
        public boolean test(Observation event) {
            return !condition.test(event);
        }
    }

    /** Conjunction, left first. */
    record And(Condition left, Condition right) implements Predicate {
        @Override
        public boolean test(Observation event) {
            return left.test(event) && right.test(event);
        }
    }

    /** Disjunction, left first. */
    record Or(Condition left, Condition right) implements Predicate {
        @Override
        public boolean test(Observation event) {
            return left.test(event) || right.test(event);
        }
    }
}
