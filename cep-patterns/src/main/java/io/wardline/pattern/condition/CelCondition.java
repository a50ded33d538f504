// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.StructValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.wardline.pattern.Condition;
import io.wardline.pattern.ConditionFailedException;
import io.wardline.pattern.Observation;
import java.io.Serial;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A condition that CEL's interpreter evaluates, since it says more than {@link Predicate} can. Programs do not travel between
 * machines: the text does, and is compiled again on arrival.
 */
final class CelCondition implements Condition {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String label;
    private final String source;
    private final Map<String, Condition> shared;
    private final transient CelRuntime.Program program;

    private CelCondition(String label, String source, Map<String, Condition> shared, CelRuntime.Program program) {
        this.label = label;
        this.source = source;
        this.shared = shared;
        this.program = program;
    }

    static CelCondition of(String label, String source, Map<String, Condition> shared, CelAbstractSyntaxTree checked) {
        try {
            return new CelCondition(label, source, new TreeMap<>(shared), CelEnvironment.program(checked));
        } catch (CelEvaluationException impossible) {
            throw new IllegalStateException("condition " + label + " is checked but can't be planned", impossible);
        }
    }

    @Override
    public boolean test(Observation event) {
        try {
            // The checker saw to it that the result is a bool.
            return (Boolean) program.eval(name -> variable(name, event));
        } catch (CelEvaluationException failed) {
            throw new ConditionFailedException(label, failed.getErrorCode().name());
        } catch (ConditionFailedException inner) {
            throw inner;
        } catch (RuntimeException failed) {
            // The interpreter's own messages may quote values of the event, and those go nowhere.
            throw new ConditionFailedException(label, failed.getClass().getSimpleName());
        }
    }

    private Optional<Object> variable(String name, Observation event) {
        return switch (name) {
            case "kind" -> Optional.of(event.kind());
            case "signals" -> Optional.of(new Signals(event));
            case "payment" -> Optional.of(new Payment(event));
            case "media" -> Optional.of(new Media(event));
            default -> Optional.ofNullable(shared.get(name)).map(condition -> condition.test(event));
        };
    }

    @Serial
    private Object readResolve() {
        try {
            return of(
                    label,
                    source,
                    shared,
                    CelEnvironment.compiler(shared.keySet()).compile(source).getAst());
        } catch (CelValidationException impossible) {
            throw new IllegalStateException("condition " + label + " was checked by another build", impossible);
        }
    }

    @Override
    public String toString() {
        return label + ": " + source;
    }

    /** An event's part as CEL reads it, live only while one condition is evaluated. */
    private abstract static class View extends StructValue<String, Observation> {
        @SuppressWarnings("Immutable") // observations are records, which an interface can't state
        final Observation event;

        private final String name;

        View(String name, Observation event) {
            this.name = name;
            this.event = event;
        }

        @Override
        public Observation value() {
            return event;
        }

        @Override
        public boolean isZeroValue() {
            return false;
        }

        @Override
        public CelType celType() {
            return StructTypeReference.create("wardline." + name);
        }
    }

    private static final class Signals extends View {
        Signals(Observation event) {
            super("signals", event);
        }

        @Override
        public Object select(String signal) {
            return event.score(signal);
        }

        @Override
        public Optional<Object> find(String signal) {
            return Optional.ofNullable(event.signals().get(signal));
        }
    }

    private static final class Payment extends View {
        Payment(Observation event) {
            super("payment", event);
        }

        @Override
        public Object select(String field) {
            return switch (field) {
                case "direction" -> event.paymentDirection();
                case "method" -> event.paymentMethod();
                default -> throw new IllegalArgumentException(field);
            };
        }

        @Override
        public Optional<Object> find(String field) {
            return event.paymentDirection().equals(Observation.NO_PAYMENT)
                    ? Optional.empty()
                    : Optional.of(select(field));
        }
    }

    private static final class Media extends View {
        Media(Observation event) {
            super("media", event);
        }

        @Override
        public Object select(String field) {
            return switch (field) {
                case "count" -> (long) event.mediaCount();
                case "hash_matched" -> event.hashMatched();
                default -> throw new IllegalArgumentException(field);
            };
        }

        @Override
        public Optional<Object> find(String field) {
            return Optional.of(select(field));
        }
    }
}
