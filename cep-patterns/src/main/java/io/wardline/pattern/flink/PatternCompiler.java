// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import io.wardline.pattern.Emit;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Status;
import io.wardline.pattern.Step;
import io.wardline.pattern.flink.Automaton.StepCondition;
import io.wardline.pattern.flink.Automaton.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.WithinType;

/**
 * A checked pattern to Flink CEP.
 *
 * <p>Steps follow each other by {@code followedBy}: other events may come between, and a step takes the first event that fits it.
 * {@code noSkip} keeps every start, and tells a match as soon as it is complete.
 *
 * <p>Flink holds both bounds of a pattern at once and we use both as they are. The window ({@code FIRST_AND_LAST}) is compared with the
 * first event's time; a step's gap ({@code PREVIOUS_AND_CURRENT}, kept per state under the name of the step that is waited for) with
 * the time of the event taken last, which ignored events don't move. Whichever is reached first gives the partial match up, and a
 * time equal to the bound is too late. Giving up and skipping come to the same matches: events arrive in time order, so once a gap
 * has passed no later event could fit it either. Flink refuses a gap wider than the window; so does the checker.
 */
public final class PatternCompiler {
    private PatternCompiler() {}

    /** One automaton for each emitting step, in the order in which the pattern names them. */
    public static List<Automaton> compile(PatternSpec spec) {
        Map<String, Emit> emits = new LinkedHashMap<>();
        Map<String, List<Variant>> variants = new LinkedHashMap<>();
        for (Sequence sequence : spec.alternatives()) {
            List<Step> steps = sequence.steps();
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                Optional<Emit> emit = step.emit();
                if (emit.isPresent()) {
                    emits.putIfAbsent(step.name(), emit.get());
                    variants.computeIfAbsent(step.name(), name -> new ArrayList<>())
                            .add(variant(spec, steps.subList(0, i + 1)));
                }
            }
        }
        List<Automaton> automata = new ArrayList<>();
        emits.forEach((step, emit) -> automata.add(new Automaton(
                spec.id(),
                spec.revision(),
                spec.status() != Status.LIVE,
                step,
                emit.severity(),
                emit.crisis(),
                emit.reportable(),
                emit.explanation(),
                spec.window(),
                variants.getOrDefault(step, List.of()))));
        return automata;
    }

    private static Variant variant(PatternSpec spec, List<Step> steps) {
        Step last = steps.get(steps.size() - 1);
        List<StepCondition> conditions = steps.stream()
                .map(step -> new StepCondition(step.name(), step.by(), step.when()))
                .toList();
        return new Variant(last.by(), last.when(), conditions, pattern(spec, steps));
    }

    private static Pattern<Bound<?>, ?> pattern(PatternSpec spec, List<Step> steps) {
        Step first = steps.get(0);
        Pattern<Bound<?>, Bound<?>> pattern = Pattern.<Bound<?>>begin(first.name(), AfterMatchSkipStrategy.noSkip())
                .where(new BoundCondition(first.by(), first.when()));
        for (Step step : steps.subList(1, steps.size())) {
            pattern = pattern.followedBy(step.name()).where(new BoundCondition(step.by(), step.when()));
            if (step.within().isPresent()) {
                pattern = pattern.within(step.within().get(), WithinType.PREVIOUS_AND_CURRENT);
            }
        }
        return pattern.within(spec.window());
    }
}
