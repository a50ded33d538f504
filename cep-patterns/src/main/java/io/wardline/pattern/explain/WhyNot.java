// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import io.wardline.pattern.Absence;
import io.wardline.pattern.Condition;
import io.wardline.pattern.ConditionFailedException;
import io.wardline.pattern.Evidence;
import io.wardline.pattern.Link;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Step;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.explain.Attempt.Obstacle;
import io.wardline.pattern.explain.Attempt.Prevented;
import io.wardline.pattern.parse.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Follows the steps of a pattern through a conversation by hand, as far as they go, and says at each event why it did not go further.
 * Only the matcher decides what is told; this explains it.
 */
public final class WhyNot<E extends Evidence> {
    /** Where the least is missing; of those, where nothing prevented it and nothing is waited for, and then where most came. */
    private static final Comparator<Attempt<?>> NEAREST = Comparator.<Attempt<?>>comparingInt(
                    attempt -> attempt.steps().size() - attempt.reached().size())
            .thenComparing(attempt -> attempt.prevented().isPresent())
            .thenComparing(attempt -> attempt.pending().isPresent())
            .thenComparing(attempt -> -attempt.reached().size());

    private final PatternSpec spec;
    private final List<E> events;

    /** @param events all of the conversation, also those that are not evidence */
    public WhyNot(PatternSpec spec, Collection<E> events) {
        this.spec = spec;
        this.events = events.stream().sorted(Evidence.ORDER).toList();
    }

    /** For each alternative and what it tells, the furthest that it went with this account as the offender. */
    public List<Attempt<E>> of(String offender) {
        List<Attempt<E>> attempts = new ArrayList<>();
        Map<Link, BitSet> fitting = new HashMap<>();
        List<Sequence> alternatives = spec.alternatives();
        for (int i = 0; i < alternatives.size(); i++) {
            int number = alternatives.size() == 1 ? 0 : i + 1;
            for (Link link : alternatives.get(i).links()) {
                if (link.emit().isPresent()) {
                    StraightWays.to(link.name(), alternatives.get(i)).stream()
                            .map(way -> new Way(number, offender, way, fitting).furthest())
                            .min(NEAREST)
                            .ifPresent(attempts::add);
                }
            }
        }
        return attempts;
    }

    /** Whether a condition holds; one that fails does not. */
    static boolean holds(Condition condition, Evidence event) {
        try {
            return condition.test(event);
        } catch (ConditionFailedException failed) {
            return false;
        }
    }

    private static List<String> lacking(Condition condition, Evidence event) {
        try {
            return condition.test(event) ? List.of() : Reasons.whyNot(condition, event);
        } catch (ConditionFailedException failed) {
            return List.of(String.valueOf(failed.getMessage()));
        }
    }

    /** Whether an event is one that a step takes or that an absence forbids. */
    private boolean fits(Link link, E event, String offender) {
        return Vocabulary.admits(event)
                && link.by().admits(event.senderId().equals(offender))
                && holds(link.when(), event);
    }

    /** How far one start came. */
    private record Walk<E extends Evidence>(List<Integer> taken, Optional<Prevented<E>> prevented) {}

    /** One way to what is told. */
    private final class Way {
        private final int alternative;
        private final String offender;
        private final Map<Link, BitSet> fitting;
        private final String tells;
        private final List<Step> steps = new ArrayList<>();
        /** For each step, what must not come before it; the last one is for the end. */
        private final List<List<Absence>> absences = new ArrayList<>();

        Way(int alternative, String offender, List<Link> links, Map<Link, BitSet> fitting) {
            this.alternative = alternative;
            this.offender = offender;
            this.fitting = fitting;
            this.tells = links.get(links.size() - 1).name();
            absences.add(new ArrayList<>());
            for (Link link : links) {
                if (link instanceof Step step) {
                    steps.add(step);
                    absences.add(new ArrayList<>());
                } else if (link instanceof Absence absence) {
                    absences.get(steps.size()).add(absence);
                }
            }
        }

        Attempt<E> furthest() {
            Walk<E> best = IntStream.range(0, events.size())
                    .filter(start -> fits(steps.get(0), start))
                    .mapToObj(this::from)
                    .max(Comparator.<Walk<E>>comparingInt(walk -> walk.taken().size())
                            .thenComparing(walk -> walk.prevented().isEmpty())
                            // Of two that came as far, the earlier is what the matcher would have told.
                            .thenComparing(walk -> -walk.taken().get(0)))
                    .orElse(new Walk<>(List.of(), Optional.empty()));
            List<E> reached = best.taken().stream().map(events::get).toList();
            return new Attempt<>(
                    alternative,
                    offender,
                    tells,
                    steps,
                    reached,
                    best.prevented().isPresent() ? List.of() : obstacles(best.taken(), reached),
                    best.prevented(),
                    best.prevented().isPresent() ? Optional.empty() : pending(reached));
        }

        /** The absence at the end, when the given events end before its time has passed. */
        private Optional<Absence> pending(List<E> reached) {
            if (reached.size() < steps.size()) {
                return Optional.empty();
            }
            long last = reached.get(reached.size() - 1).occurredAtMillis();
            long end = events.get(events.size() - 1).occurredAtMillis();
            return absences.get(steps.size()).stream()
                    .filter(absence -> last + waits(absence) > end)
                    .findFirst();
        }

        /** What comes of it when the first step takes this event. */
        private Walk<E> from(int start) {
            List<Integer> taken = new ArrayList<>(List.of(start));
            for (int at = start + 1; at < events.size(); at++) {
                E event = events.get(at);
                if (taken.size() < steps.size() ? isTooLate(event, taken) : isAfterTheWait(event, taken)) {
                    break;
                }
                for (Absence absence : absences.get(taken.size())) {
                    if (fits(absence, at)) {
                        return new Walk<>(taken, Optional.of(new Prevented<>(absence, event)));
                    }
                }
                if (taken.size() < steps.size() && fits(steps.get(taken.size()), at)) {
                    taken.add(at);
                }
            }
            return new Walk<>(taken, Optional.empty());
        }

        private boolean fits(Link link, int at) {
            return fitting.computeIfAbsent(link, this::fitting).get(at);
        }

        private BitSet fitting(Link link) {
            BitSet fits = new BitSet();
            for (int i = 0; i < events.size(); i++) {
                fits.set(i, WhyNot.this.fits(link, events.get(i), offender));
            }
            return fits;
        }

        private boolean isAfterTheWait(E event, List<Integer> taken) {
            long last = events.get(taken.get(taken.size() - 1)).occurredAtMillis();
            return absences.get(steps.size()).stream()
                    .allMatch(absence -> event.occurredAtMillis() >= last + waits(absence));
        }

        private static long waits(Absence absence) {
            return absence.waits().map(Duration::toMillis).orElse(0L);
        }

        private boolean isTooLate(E event, List<Integer> taken) {
            long at = event.occurredAtMillis();
            boolean beyondGap = gap(taken.size())
                    .filter(gap -> at - events.get(taken.get(taken.size() - 1)).occurredAtMillis() >= gap.toMillis())
                    .isPresent();
            return beyondGap
                    || at - events.get(taken.get(0)).occurredAtMillis()
                            >= spec.window().toMillis();
        }

        /** Of a repeated step it bounds the first event only. */
        private Optional<Duration> gap(int place) {
            boolean again = place > 0
                    && steps.get(place - 1).name().equals(steps.get(place).name());
            return again ? Optional.empty() : steps.get(place).within();
        }

        private List<Obstacle<E>> obstacles(List<Integer> taken, List<E> reached) {
            if (reached.size() == steps.size()) {
                return List.of();
            }
            Step next = steps.get(reached.size());
            int from = taken.isEmpty() ? 0 : taken.get(taken.size() - 1) + 1;
            List<Obstacle<E>> obstacles = new ArrayList<>();
            for (E event : events.subList(from, events.size())) {
                List<String> reasons = new ArrayList<>(refusals(event, next));
                reasons.addAll(tooLate(event, reached));
                obstacles.add(new Obstacle<>(event, Vocabulary.admits(event), reasons));
            }
            return obstacles;
        }

        /** What of the event itself keeps a step from taking it. */
        private List<String> refusals(E event, Step step) {
            List<String> refusals = new ArrayList<>();
            if (!Vocabulary.admits(event)) {
                refusals.add("not admitted: kind %s without a payment or a signal of %s or more"
                        .formatted(event.kind(), Evidence.FLOOR));
            }
            boolean byOffender = event.senderId().equals(offender);
            if (!step.by().admits(byOffender)) {
                refusals.add(
                        byOffender
                                ? "sent by the offender, must be by the victim"
                                : "sent by the victim, must be by the offender");
            }
            refusals.addAll(lacking(step.when(), event));
            return refusals;
        }

        /** What of its time does. */
        private List<String> tooLate(E event, List<E> reached) {
            if (reached.isEmpty()) {
                return List.of();
            }
            List<String> reasons = new ArrayList<>();
            E before = reached.get(reached.size() - 1);
            gap(reached.size()).ifPresent(gap -> {
                if (event.occurredAtMillis() - before.occurredAtMillis() >= gap.toMillis()) {
                    reasons.add("came %s after %s, must be within %s"
                            .formatted(
                                    Times.between(before.occurredAtMillis(), event.occurredAtMillis()),
                                    steps.get(reached.size() - 1).name(),
                                    Durations.write(gap)));
                }
            });
            long over = event.occurredAtMillis()
                    - reached.get(0).occurredAtMillis()
                    - spec.window().toMillis();
            if (over >= 0) {
                reasons.add(
                        over == 0
                                ? "at the very end of the window of %s, which is outside"
                                        .formatted(Durations.write(spec.window()))
                                : "outside the window of %s by %s"
                                        .formatted(Durations.write(spec.window()), Times.between(0, over)));
            }
            return reasons;
        }
    }
}
