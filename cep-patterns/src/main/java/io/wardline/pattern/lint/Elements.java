// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.Absence;
import io.wardline.pattern.AllOf;
import io.wardline.pattern.AnyOf;
import io.wardline.pattern.Condition;
import io.wardline.pattern.Element;
import io.wardline.pattern.Link;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Role;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Step;
import io.wardline.pattern.Times;
import io.wardline.pattern.Ways;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** How sequences are changed, and whether what comes of it can still be run. */
final class Elements {
    private Elements() {}

    /** The sequence with one of its steps or absences changed, wherever it stands. */
    static Sequence withLink(Sequence sequence, String name, UnaryOperator<Link> change) {
        return new Sequence(sequence.elements().stream()
                .map(element -> withLink(element, name, change))
                .toList());
    }

    /** The sequence with one of its steps changed. */
    static Sequence withStep(Sequence sequence, String name, UnaryOperator<Step> change) {
        return withLink(sequence, name, link -> link instanceof Step step ? change.apply(step) : link);
    }

    private static Element withLink(Element element, String name, UnaryOperator<Link> change) {
        if (element instanceof Link link) {
            return link.name().equals(name) ? change.apply(link) : link;
        }
        List<Step> changed = element.steps().stream()
                .map(step -> step.name().equals(name) && change.apply(step) instanceof Step other ? other : step)
                .toList();
        return element instanceof AnyOf ? new AnyOf(changed) : new AllOf(changed);
    }

    /** The sequence without one of its elements; what follows at the beginning starts it, so it has no gap and can't stay away. */
    static Sequence without(Sequence sequence, int position) {
        List<Element> left = new ArrayList<>(sequence.elements());
        left.remove(position);
        while (position == 0 && !left.isEmpty() && left.get(0) instanceof Absence) {
            left.remove(0);
        }
        Sequence less = new Sequence(left);
        if (position == 0 && !left.isEmpty()) {
            for (Step first : left.get(0).steps()) {
                less = withStep(less, first.name(), step -> withoutGap(step).required());
            }
        }
        return less;
    }

    /** The sequence with a group that has one of its steps less; of one step that is left, there is no group. */
    static Sequence withoutMember(Sequence sequence, int position, Step member) {
        Element group = sequence.elements().get(position);
        List<Step> left =
                group.steps().stream().filter(step -> !step.equals(member)).toList();
        List<Element> elements = new ArrayList<>(sequence.elements());
        if (left.size() == 1) {
            elements.set(position, left.get(0));
        } else {
            elements.set(position, group instanceof AnyOf ? new AnyOf(left) : new AllOf(left));
        }
        return new Sequence(elements);
    }

    static Step withoutGap(Step step) {
        return new Step(
                step.name(),
                step.by(),
                step.source(),
                step.when(),
                Optional.empty(),
                step.emit(),
                step.optional(),
                step.times());
    }

    static Step taken(Step step, Times times) {
        return new Step(
                step.name(), step.by(), step.source(), step.when(), step.within(), step.emit(), step.optional(), times);
    }

    static Absence waiting(Absence absence, Duration waits) {
        return new Absence(
                absence.name(), absence.by(), absence.source(), absence.when(), Optional.of(waits), absence.emit());
    }

    static Link by(Link link, Role by) {
        return changed(link, by, link.when());
    }

    static Link when(Link link, Condition when) {
        return changed(link, link.by(), when);
    }

    private static Link changed(Link link, Role by, Condition when) {
        if (link instanceof Absence absence) {
            return new Absence(absence.name(), by, absence.source(), when, absence.waits(), absence.emit());
        }
        return link instanceof Step step
                ? new Step(
                        step.name(), by, step.source(), when, step.within(), step.emit(), step.optional(), step.times())
                : link;
    }

    /** The most events that one match of a sequence holds. */
    static int mostEvents(Sequence sequence) {
        int events = 0;
        for (Element element : sequence.elements()) {
            Stream<Integer> times =
                    element.steps().stream().map(step -> step.times().max());
            events += element instanceof AnyOf
                    ? times.max(Integer::compare).orElse(0)
                    : times.mapToInt(Integer::intValue).sum();
        }
        return events;
    }

    /** The longest wait of the absences at an end; zero without any. */
    static Duration longestWait(List<Sequence> sequences) {
        return sequences.stream()
                .flatMap(sequence -> sequence.links().stream())
                .filter(Absence.class::isInstance)
                .flatMap(link -> ((Absence) link).waits().stream())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Whether a changed pattern is one that the checker would let run. */
    static boolean canRun(PatternSpec spec) {
        return spec.alternatives().stream().allMatch(Elements::absencesCanBeHeld)
                && spec.alternatives().stream()
                        .flatMap(sequence -> sequence.links().stream())
                        .filter(link -> link.emit().isPresent())
                        .map(link -> Ways.to(link.name(), spec.alternatives()))
                        .allMatch(ways -> ways.size() <= Ways.MAX_WAYS
                                && ways.stream().allMatch(way -> Ways.branches(way) <= Ways.MAX_BRANCHES));
    }

    private static boolean absencesCanBeHeld(Sequence sequence) {
        List<Element> elements = sequence.elements();
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Absence && !canBeHeld(elements, i)) {
                return false;
            }
        }
        return true;
    }

    /** Neither first, nor after a repetition, nor at the end after another absence; optional steps between change nothing. */
    private static boolean canBeHeld(List<Element> elements, int position) {
        for (int i = position - 1; i >= 0; i--) {
            Element before = elements.get(i);
            boolean repeated =
                    before.steps().stream().anyMatch(step -> step.times().max() > 1);
            if (repeated || (before instanceof Absence && position == elements.size() - 1)) {
                return false;
            }
            if (!(before instanceof Step step && step.optional())) {
                return true;
            }
        }
        return false;
    }
}
