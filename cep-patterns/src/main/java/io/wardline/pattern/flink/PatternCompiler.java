// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import io.wardline.pattern.Absence;
import io.wardline.pattern.Emit;
import io.wardline.pattern.Link;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Status;
import io.wardline.pattern.Step;
import io.wardline.pattern.Times;
import io.wardline.pattern.Ways;
import io.wardline.pattern.flink.Automaton.Variant;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
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
 * {@code noSkip} keeps every start, and tells a match as soon as it is complete. {@code optional} and {@code times} are Flink's own, an
 * absence is {@code notFollowedBy}; groups, which Flink has not, are several patterns ({@link Ways}).
 *
 * <p>Flink holds both bounds of a pattern at once and we use both as they are. The window ({@code FIRST_AND_LAST}) is compared with the
 * first event's time; a step's gap ({@code PREVIOUS_AND_CURRENT}, kept per state under the name of the step that is waited for) with
 * the time of the event taken last, which ignored events don't move. Whichever is reached first gives the partial match up, and a
 * time equal to the bound is too late. Giving up and skipping come to the same matches: events arrive in time order, so once a gap
 * has passed no later event could fit it either. Flink refuses a gap wider than the window; so does the checker. Where Flink's own bound
 * would mean something else, a condition says it: {@link GapCondition}, {@link WindowCondition}.
 */
public final class PatternCompiler {
    private PatternCompiler() {}

    /** One automaton for each emitting step, in the order in which the pattern names them. */
    public static List<Automaton> compile(PatternSpec spec) {
        Map<String, Link> emitting = new LinkedHashMap<>();
        for (Sequence sequence : spec.alternatives()) {
            for (Link link : sequence.links()) {
                if (link.emit().isPresent()) {
                    emitting.putIfAbsent(link.name(), link);
                }
            }
        }
        List<Automaton> automata = new ArrayList<>();
        for (Link link : emitting.values()) {
            link.emit().ifPresent(emit -> automata.add(automaton(spec, link, emit)));
        }
        return automata;
    }

    private static Automaton automaton(PatternSpec spec, Link link, Emit emit) {
        return new Automaton(
                spec.id(),
                spec.revision(),
                spec.status() != Status.LIVE,
                link.name(),
                emit.severity(),
                emit.crisis(),
                emit.reportable(),
                emit.explanation(),
                spec.window(),
                Ways.to(link.name(), spec.alternatives()).stream()
                        .map(way -> new Variant(way, pattern(spec, way)))
                        .toList(),
                spec.effectiveFrom().map(PatternCompiler::millis).orElse(Long.MIN_VALUE),
                Long.MAX_VALUE,
                waits(link).orElse(Duration.ZERO));
    }

    private static Optional<Duration> waits(Link link) {
        return link instanceof Absence absence ? absence.waits() : Optional.empty();
    }

    /** The first whole millisecond that is not before the moment: event time has no finer grain. */
    private static long millis(Instant from) {
        try {
            return from.plusNanos(999_999).toEpochMilli();
        } catch (ArithmeticException | DateTimeException tooFar) {
            return from.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private static Pattern<Bound<?>, ?> pattern(PatternSpec spec, List<Link> way) {
        Link first = way.get(0);
        Pattern<Bound<?>, Bound<?>> pattern = repeated(
                Pattern.<Bound<?>>begin(first.name(), AfterMatchSkipStrategy.noSkip())
                        .where(new StartCondition(first)),
                first);
        for (int i = 1; i < way.size(); i++) {
            Link link = way.get(i);
            BoundCondition condition = new BoundCondition(link.by(), link.when());
            if (link instanceof Step step) {
                pattern = pattern.followedBy(step.name()).where(condition);
                for (int j = i - 1; j > 0 && way.get(j) instanceof Absence absence; j--) {
                    pattern = pattern.where(new AbsentCondition(absence, step.name()));
                }
                if (i == way.size() - 2 && waits(way.get(i + 1)).isPresent()) {
                    pattern = pattern.where(
                            new WindowCondition(first.name(), spec.window().toMillis()));
                }
                pattern = repeated(gapped(pattern, way, i), step);
            } else {
                pattern = pattern.notFollowedBy(link.name()).where(condition);
            }
        }
        Optional<Duration> waits = waits(way.get(way.size() - 1));
        if (waits.isEmpty()) {
            return pattern.within(spec.window());
        }
        return pattern.within(waits.get(), WithinType.PREVIOUS_AND_CURRENT)
                .within(spec.window().plus(waits.get()));
    }

    /** Bounds the time from the step before to the step at a place of its way. */
    private static Pattern<Bound<?>, Bound<?>> gapped(Pattern<Bound<?>, Bound<?>> pattern, List<Link> way, int i) {
        if (!(way.get(i) instanceof Step step) || step.within().isEmpty()) {
            return pattern;
        }
        Duration gap = step.within().get();
        if (!step.optional() && step.times().equals(Times.ONCE) && !mayGoOnFrom(way.get(i - 1))) {
            return pattern.within(gap, WithinType.PREVIOUS_AND_CURRENT);
        }
        List<String> before = new ArrayList<>();
        for (int j = i - 1; j >= 0; j--) {
            before.add(way.get(j).name());
        }
        return pattern.where(new GapCondition(step.name(), before, gap.toMillis()));
    }

    /**
     * Whether Flink may try the step after this link while its state is still this one's: past an optional step, and past the
     * repetitions that need not be.
     */
    private static boolean mayGoOnFrom(Link link) {
        return link instanceof Step step && (step.optional() || step.times().choices() > 1);
    }

    private static Pattern<Bound<?>, Bound<?>> repeated(Pattern<Bound<?>, Bound<?>> pattern, Link link) {
        if (!(link instanceof Step step)) {
            return pattern;
        }
        Times times = step.times();
        Pattern<Bound<?>, Bound<?>> repeated =
                times.equals(Times.ONCE) ? pattern : pattern.times(times.min(), times.max());
        return step.optional() ? repeated.optional() : repeated;
    }
}
