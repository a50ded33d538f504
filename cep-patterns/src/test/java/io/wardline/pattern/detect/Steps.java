// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Element;
import io.wardline.pattern.Emit;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Role;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Severity;
import io.wardline.pattern.Status;
import io.wardline.pattern.Step;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.PatternCompiler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Small patterns for examples, all with one window. */
final class Steps {
    static final Duration WINDOW = Duration.ofMillis(10);

    private Steps() {}

    static List<Automaton> pattern(String id, Step... steps) {
        return PatternCompiler.compile(spec(id, List.of(List.of(steps))));
    }

    static List<Automaton> alternatives(String id, List<List<Step>> alternatives) {
        return PatternCompiler.compile(spec(id, alternatives));
    }

    private static PatternSpec spec(String id, List<List<Step>> alternatives) {
        return new PatternSpec(
                id,
                "a title",
                1,
                Status.LIVE,
                "an owner",
                "a reason",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                WINDOW,
                alternatives.stream()
                        .map(steps -> new Sequence(
                                steps.stream().<Element>map(step -> step).toList()))
                        .toList());
    }

    static Step silent(String name, Role by, Condition when) {
        return new Step(name, by, "a condition", when, Optional.empty(), Optional.empty());
    }

    static Step telling(String name, Role by, Condition when) {
        return new Step(name, by, "a condition", when, Optional.empty(), Optional.of(emit()));
    }

    static Step telling(String name, Role by, Condition when, Duration within) {
        return new Step(name, by, "a condition", when, Optional.of(within), Optional.of(emit()));
    }

    private static Emit emit() {
        return new Emit(Severity.HIGH, false, true, "text");
    }

    static Condition kindIs(String... kinds) {
        List<String> any = List.of(kinds);
        return event -> any.contains(event.kind());
    }
}
