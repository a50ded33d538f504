// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.Absence;
import io.wardline.pattern.AllOf;
import io.wardline.pattern.AnyOf;
import io.wardline.pattern.Element;
import io.wardline.pattern.Link;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Step;
import io.wardline.pattern.condition.Predicate;
import io.wardline.pattern.lint.LinkMutants.Change;
import io.wardline.pattern.parse.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The ways in which a pattern may be mistaken without looking wrong. */
final class Mutants {
    private final PatternSpec spec;
    private final List<Mutant> mutants = new ArrayList<>();

    private Mutants(PatternSpec spec) {
        this.spec = spec;
    }

    static List<Mutant> of(PatternSpec spec) {
        Mutants all = new Mutants(spec);
        all.windows();
        for (int i = 0; i < spec.alternatives().size(); i++) {
            all.sequence(i);
        }
        return List.copyOf(all.mutants);
    }

    private void windows() {
        // One event has no span.
        if (spec.alternatives().stream().allMatch(sequence -> Elements.mostEvents(sequence) <= 1)) {
            return;
        }
        Duration window = spec.window();
        Duration wider = window.multipliedBy(2);
        Duration most = PatternSpec.MAX_WINDOW.minus(Elements.longestWait(spec.alternatives()));
        Duration doubled = wider.compareTo(most) > 0 ? most : wider;
        if (doubled.compareTo(window) > 0) {
            add(
                    "double the window",
                    with(doubled, spec.alternatives()),
                    "a silent case that takes %s or more, and less than %s"
                            .formatted(Durations.write(window), Durations.write(doubled)));
        }
        Duration halved = window.dividedBy(2);
        add(
                "halve the window",
                with(halved, gapsWithin(halved)),
                "a telling case that takes %s or more, and less than %s"
                        .formatted(Durations.write(halved), Durations.write(window)));
    }

    /** Flink refuses a gap that is wider than the window, and it would bound nothing. */
    private List<Sequence> gapsWithin(Duration window) {
        List<Sequence> changed = new ArrayList<>();
        for (Sequence sequence : spec.alternatives()) {
            Sequence narrower = sequence;
            for (Step step : sequence.steps()) {
                if (step.within().filter(gap -> gap.compareTo(window) >= 0).isPresent()) {
                    narrower = Elements.withStep(narrower, step.name(), Elements::withoutGap);
                }
            }
            changed.add(narrower);
        }
        return changed;
    }

    private void sequence(int alternative) {
        Sequence sequence = spec.alternatives().get(alternative);
        List<Element> elements = sequence.elements();
        for (int i = 0; i < elements.size(); i++) {
            drop(alternative, i);
        }
        for (Link link : sequence.links()) {
            for (Change change : LinkMutants.of(link, spec.window())) {
                replace(
                        alternative,
                        Elements.withLink(sequence, link.name(), change.change()),
                        change.name(),
                        change.caughtBy());
            }
        }
    }

    private void drop(int alternative, int position) {
        Sequence sequence = spec.alternatives().get(alternative);
        Element element = sequence.elements().get(position);
        if (element instanceof Absence absence) {
            dropAbsence(alternative, position, absence);
        } else if (element instanceof AllOf all) {
            for (Step step : all.steps()) {
                replace(
                        alternative,
                        Elements.withoutMember(sequence, position, step),
                        "drop '%s' from all of".formatted(step.name()),
                        "a silent case with all of the other steps and without '%s'".formatted(step.name()));
            }
        } else if (element instanceof AnyOf any) {
            for (Step step : any.steps()) {
                replace(
                        alternative,
                        Elements.withoutMember(sequence, position, step),
                        "drop '%s' from any of".formatted(step.name()),
                        "a telling case with '%s' and none of the others".formatted(step.name()));
            }
            dropStep(
                    alternative,
                    position,
                    "drop any of "
                            + any.steps().stream()
                                    .map(step -> "'" + step.name() + "'")
                                    .collect(Collectors.joining(", ")),
                    any.steps().get(0).name());
        } else {
            String name = element.steps().get(0).name();
            dropStep(alternative, position, "drop step '" + name + "'", name);
        }
    }

    private void dropStep(int alternative, int position, String name, String step) {
        Sequence sequence = spec.alternatives().get(alternative);
        Element element = sequence.elements().get(position);
        boolean tells = element.links().stream().anyMatch(link -> link.emit().isPresent());
        boolean optional = element instanceof Step dropped && dropped.optional();
        String silent = "a silent case with all of the other steps and without '" + step + "'";
        replace(
                alternative,
                Elements.without(sequence, position),
                name,
                tells
                        ? "a telling case that only this way tells, at '" + step + "'"
                        : (optional ? "a telling case with '" + step + "' in its evidence" : silent));
    }

    /** One at the end still tells; it only never fails to. */
    private void dropAbsence(int alternative, int position, Absence absence) {
        Sequence sequence = spec.alternatives().get(alternative);
        Sequence without = absence.waits().isPresent()
                ? Elements.withLink(sequence, absence.name(), link -> Elements.when(link, new Predicate.Always(false)))
                : Elements.without(sequence, position);
        replace(
                alternative,
                without,
                "drop the absence '%s'".formatted(absence.name()),
                "a silent case with all of the steps in which '%s' happens in time".formatted(absence.name()));
    }

    /** A sequence that is left without anything is left out; a pattern without any sequence is none. */
    private void replace(int alternative, Sequence sequence, String name, String caughtBy) {
        List<Sequence> changed = new ArrayList<>(spec.alternatives());
        if (sequence.steps().isEmpty()) {
            changed.remove(alternative);
        } else {
            changed.set(alternative, sequence);
        }
        if (!changed.isEmpty()) {
            add(prefix(alternative) + name, with(spec.window(), changed), caughtBy);
        }
    }

    /** What could not be run is no mistake that an author could make unseen: the checker tells of it. */
    private void add(String name, PatternSpec changed, String caughtBy) {
        if (Elements.canRun(changed)) {
            mutants.add(new Mutant(name, changed, caughtBy));
        }
    }

    private String prefix(int alternative) {
        return spec.alternatives().size() == 1 ? "" : "alternative %d: ".formatted(alternative + 1);
    }

    private PatternSpec with(Duration window, List<Sequence> alternatives) {
        return new PatternSpec(
                spec.id(),
                spec.title(),
                spec.revision(),
                spec.status(),
                spec.owner(),
                spec.why(),
                spec.falsePositives(),
                spec.references(),
                spec.runbook(),
                spec.effectiveFrom(),
                window,
                alternatives);
    }
}
