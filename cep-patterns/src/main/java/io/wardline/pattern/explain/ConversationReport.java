// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import io.wardline.pattern.Absence;
import io.wardline.pattern.Condition;
import io.wardline.pattern.Evidence;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Role;
import io.wardline.pattern.Step;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.detect.Detector;
import io.wardline.pattern.detect.Match;
import io.wardline.pattern.detect.MatchedStep;
import io.wardline.pattern.explain.Attempt.Obstacle;
import io.wardline.pattern.explain.Attempt.Prevented;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.parse.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why a pattern told of a conversation, and why not of whom it did not. What was told is what the matcher finds in all the events,
 * whatever the order in which they came, at the end of what is known.
 */
public final class ConversationReport<E extends Evidence> {
    /** Of the events that a step did not take, those that came nearest; more than a screen helps nobody. */
    private static final int MAX_OBSTACLES = 8;

    private final PatternSpec spec;
    private final List<Automaton> automata;
    private final List<E> events;
    private final long endMillis;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> failures = new LinkedHashSet<>();

    private ConversationReport(PatternSpec spec, List<Automaton> automata, Collection<E> events, long endMillis) {
        this.spec = spec;
        this.automata = automata;
        this.events = events.stream().sorted(Evidence.ORDER).toList();
        this.endMillis = endMillis;
    }

    /**
     * Lines without line ends.
     *
     * @param events of one conversation, each once, those that are not evidence among them
     * @param offender whose case is looked at; everybody's when empty
     * @param endMillis up to when it is known that nothing else came, milliseconds since the epoch: what waits beyond it is not told yet
     */
    public static <E extends Evidence> List<String> of(
            PatternSpec spec,
            List<Automaton> automata,
            Collection<E> events,
            Optional<String> offender,
            long endMillis) {
        ConversationReport<E> report = new ConversationReport<>(spec, automata, events, endMillis);
        report.write(offender);
        return List.copyOf(report.lines);
    }

    private void write(Optional<String> offender) {
        List<E> evidence = events.stream().filter(Vocabulary::admits).toList();
        lines.add("%d events, %d of them evidence".formatted(events.size(), evidence.size()));
        List<Match<E>> told = told(evidence).stream()
                .filter(match -> offender.map(match.offenderId()::equals).orElse(true))
                .toList();
        told.forEach(this::told);
        WhyNot<E> whyNot = new WhyNot<>(spec, events);
        for (String account : offender.map(Set::of).orElseGet(this::suspects)) {
            notTold(
                    account,
                    whyNot.of(account).stream()
                            .filter(attempt -> told.stream().noneMatch(match -> explains(match, attempt)))
                            .toList());
        }
        failures.forEach(failure -> lines.add("the pattern failed while it was matched: " + failure));
    }

    private List<Match<E>> told(List<E> evidence) {
        try (Detector<E> detector =
                new Detector<>(automata, (automaton, reason) -> failures.add(String.valueOf(reason.getMessage())))) {
            return detector.standing(evidence, endMillis);
        }
    }

    private boolean explains(Match<E> match, Attempt<E> attempt) {
        return match.offenderId().equals(attempt.offender())
                && match.automaton().step().equals(attempt.tells());
    }

    private void told(Match<E> match) {
        lines.add("");
        lines.add("TOLD %s, %s, of %s"
                .formatted(match.automaton().step(), match.automaton().severity(), match.offenderId()));
        for (MatchedStep<E> taken : match.evidence()) {
            lines.add("  %s: %s".formatted(taken.step(), described(taken.event())));
            condition(taken, match)
                    .ifPresent(
                            condition -> lines.add("    " + String.join(", ", Reasons.why(condition, taken.event()))));
        }
        if (!match.automaton().waits().isZero()) {
            lines.add("  %s: none came until %s"
                    .formatted(
                            match.automaton().step(),
                            Instant.ofEpochMilli(match.deciding().occurredAtMillis())
                                    .plus(match.automaton().waits())));
        }
    }

    /** That of the step, in whichever alternative it holds. */
    private Optional<Condition> condition(MatchedStep<E> taken, Match<E> match) {
        boolean byOffender = taken.event().senderId().equals(match.offenderId());
        return spec.alternatives().stream()
                .flatMap(sequence -> sequence.steps().stream())
                .filter(step -> step.name().equals(taken.step()))
                .filter(step -> step.by().admits(byOffender) && WhyNot.holds(step.when(), taken.event()))
                .map(Step::when)
                .findFirst();
    }

    /** Those who did something that only an offender does in this pattern; without any, everybody. */
    private Set<String> suspects() {
        List<Step> steps = spec.alternatives().stream()
                .flatMap(sequence -> sequence.steps().stream())
                .filter(step -> step.by() == Role.OFFENDER)
                .toList();
        Set<String> suspects = new LinkedHashSet<>();
        Set<String> everybody = new LinkedHashSet<>();
        for (E event : events) {
            everybody.add(event.senderId());
            if (steps.stream().anyMatch(step -> WhyNot.holds(step.when(), event))) {
                suspects.add(event.senderId());
            }
        }
        return suspects.isEmpty() ? everybody : suspects;
    }

    /** What stopped at the same place is told once. */
    private void notTold(String account, List<Attempt<E>> attempts) {
        Map<List<String>, List<Attempt<E>>> alike = new LinkedHashMap<>();
        for (Attempt<E> attempt : attempts) {
            List<String> place = new ArrayList<>(
                    attempt.reached().stream().map(Evidence::eventId).toList());
            attempt.prevented()
                    .ifPresent(prevented -> place.add(prevented.absence().name()));
            attempt.pending().ifPresent(absence -> place.add(absence.name()));
            attempt.waitedFor().ifPresent(step -> place.addAll(List.of(step.name(), step.source())));
            alike.computeIfAbsent(place, same -> new ArrayList<>()).add(attempt);
        }
        alike.values().forEach(group -> {
            lines.add("");
            lines.add("NOT TOLD %s of %s"
                    .formatted(
                            group.stream()
                                    .map(ConversationReport::name)
                                    .distinct()
                                    .collect(Collectors.joining(", ")),
                            account));
            notTold(group.get(0));
        });
    }

    private static String name(Attempt<?> attempt) {
        String tells = attempt.tells();
        return attempt.alternative() == 0 ? tells : tells + " (way " + attempt.alternative() + ")";
    }

    private void notTold(Attempt<E> attempt) {
        for (int i = 0; i < attempt.reached().size(); i++) {
            Step step = attempt.steps().get(i);
            String time = step.times().max() == 1
                    ? ""
                    : " (%d of %s)".formatted(attempt.repetition(i), ElementText.number(step.times()));
            lines.add("  reached %s%s with %s"
                    .formatted(step.name(), time, described(attempt.reached().get(i))));
        }
        if (attempt.prevented().isPresent()) {
            prevented(attempt.prevented().get(), attempt);
        } else if (attempt.waitedFor().isPresent()) {
            waited(attempt.waitedFor().get(), attempt);
        } else if (attempt.pending().isPresent()) {
            pending(attempt.pending().get(), attempt);
        } else {
            lines.add(
                    "  every step came, but this account is not tried as the offender: when the victim decides, those are who threatened or demanded before");
        }
    }

    private void prevented(Prevented<E> prevented, Attempt<E> attempt) {
        int last = attempt.reached().size() - 1;
        E before = attempt.reached().get(last);
        String after = "%s after %s"
                .formatted(
                        Times.between(
                                before.occurredAtMillis(), prevented.event().occurredAtMillis()),
                        attempt.steps().get(last).name());
        Absence absence = prevented.absence();
        lines.add("  prevented by %s, %s: %s".formatted(absence.name(), after, described(prevented.event())));
        lines.add("    " + String.join(", ", Reasons.why(absence.when(), prevented.event())));
        lines.add("    it must not come "
                + attempt.waitedFor()
                        .map(next -> "before " + next.name())
                        .orElseGet(() -> "for " + waits(absence) + " after "
                                + attempt.steps().get(last).name()));
    }

    private void pending(Absence absence, Attempt<E> attempt) {
        E last = attempt.reached().get(attempt.reached().size() - 1);
        lines.add(
                "  every step came, but the wait is not over: %s must stay away until %s, and what is known ends at %s"
                        .formatted(
                                absence.name(),
                                Instant.ofEpochMilli(last.occurredAtMillis())
                                        .plus(absence.waits().orElse(Duration.ZERO)),
                                Instant.ofEpochMilli(endMillis)));
    }

    private static String waits(Absence absence) {
        return Durations.write(absence.waits().orElse(Duration.ZERO));
    }

    private void waited(Step step, Attempt<E> attempt) {
        int came = attempt.repetition(attempt.reached().size()) - 1;
        lines.add("  waited for %s by %s, for which `%s` holds%s"
                .formatted(
                        step.name(),
                        PatternProse.who(step.by()),
                        PatternProse.oneLine(step.source()),
                        step.times().max() == 1
                                ? ""
                                : ", %s times; %d came".formatted(ElementText.number(step.times()), came)));
        List<Obstacle<E>> all = attempt.obstacles();
        if (all.isEmpty()) {
            lines.add("    no event came after that");
        }
        List<Obstacle<E>> nearest = all.stream()
                .filter(obstacle -> !obstacle.isRemote())
                .sorted(Comparator.comparingInt(Obstacle::distance))
                .limit(MAX_OBSTACLES)
                .sorted(Comparator.comparing(Obstacle::event, Evidence.ORDER))
                .toList();
        nearest.forEach(obstacle -> {
            lines.add("    " + described(obstacle.event()));
            obstacle.reasons().forEach(reason -> lines.add("      " + reason));
        });
        long remote = all.stream().filter(Obstacle::isRemote).count();
        long further = all.size() - nearest.size() - remote;
        if (further > 0) {
            lines.add("    and %d that came less near".formatted(further));
        }
        if (remote > 0) {
            lines.add("    and %d that were not admitted: no kind, payment or signal of %s makes them evidence"
                    .formatted(remote, Evidence.FLOOR));
        }
    }

    private static String described(Evidence event) {
        return "%s at %s, %s by %s"
                .formatted(
                        event.eventId(),
                        Instant.ofEpochMilli(event.occurredAtMillis()),
                        event.kind(),
                        event.senderId());
    }
}
