// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.Absence;
import io.wardline.pattern.Condition;
import io.wardline.pattern.Link;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Role;
import io.wardline.pattern.Step;
import io.wardline.pattern.Times;
import io.wardline.pattern.condition.Predicate;
import io.wardline.pattern.explain.ConditionText;
import io.wardline.pattern.parse.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The ways in which one step or absence may be mistaken: who, what, how often, how soon, how long. */
final class LinkMutants {
    private final Duration window;
    private final List<Change> changes = new ArrayList<>();

    private LinkMutants(Duration window) {
        this.window = window;
    }

    /** A link changed in one thing, under the name of the mutant, and the case that would notice. */
    record Change(String name, UnaryOperator<Link> change, String caughtBy) {}

    /** @param window of the pattern, which bounds how long an absence may wait */
    static List<Change> of(Link link, Duration window) {
        LinkMutants all = new LinkMutants(window);
        if (link instanceof Step step) {
            all.gap(step);
            all.required(step);
            all.repetitions(step);
        } else if (link instanceof Absence absence) {
            all.waits(absence);
        }
        all.role(link);
        all.conjuncts(link);
        return List.copyOf(all.changes);
    }

    private void add(String name, UnaryOperator<Link> change, String caughtBy) {
        changes.add(new Change(name, change, caughtBy));
    }

    private void gap(Step step) {
        step.within()
                .ifPresent(gap -> add(
                        "drop the gap before '" + step.name() + "'",
                        link -> link instanceof Step changed ? Elements.withoutGap(changed) : link,
                        step.optional()
                                ? "a telling case without '%s' in its evidence, which comes %s or more after the step before"
                                        .formatted(step.name(), Durations.write(gap))
                                : "a silent case in which '%s' comes %s or more after the step before, and within the window"
                                        .formatted(step.name(), Durations.write(gap))));
    }

    private void required(Step step) {
        if (step.optional()) {
            add(
                    "require step '" + step.name() + "'",
                    link -> link instanceof Step changed ? changed.required() : link,
                    "a telling case without '" + step.name() + "'");
        }
    }

    private void repetitions(Step step) {
        Times times = step.times();
        if (times.max() == 1) {
            return;
        }
        int min = times.min();
        int max = times.max();
        if (min == max) {
            taken(step, min - 1, max - 1, "a silent case with '%s' %d times only", min - 1);
            taken(step, min + 1, max + 1, "a telling case with '%s' %d times, and no more", min);
            return;
        }
        taken(step, min - 1, max, "a silent case with '%s' %d times only", min - 1);
        taken(step, min + 1, max, "a telling case with '%s' %d times, and no more", min);
        taken(step, min, max - 1, "a telling case with '%s' %d times in its evidence", max);
        taken(
                step,
                min,
                max + 1,
                "a telling case in which '%s' comes more often than the %d times in its evidence",
                max);
    }

    private void taken(Step step, int min, int max, String caughtBy, int number) {
        if (min >= 1 && max <= Times.MOST) {
            String often = min == max ? String.valueOf(min) : min + " to " + max;
            add(
                    "take '%s' %s times".formatted(step.name(), often),
                    link -> link instanceof Step changed ? Elements.taken(changed, new Times(min, max)) : link,
                    caughtBy.formatted(step.name(), number));
        }
    }

    private void waits(Absence absence) {
        if (absence.waits().isEmpty()) {
            return;
        }
        Duration waits = absence.waits().get();
        Duration most = PatternSpec.MAX_WINDOW.minus(window);
        Duration doubled = waits.multipliedBy(2).compareTo(most) > 0 ? most : waits.multipliedBy(2);
        Duration halved = waits.dividedBy(2);
        String noticed = "case in which '%s' happens %s or more after the step before, and less than %s";
        if (doubled.compareTo(waits) > 0) {
            add(
                    "double the wait of '" + absence.name() + "'",
                    link -> link instanceof Absence changed ? Elements.waiting(changed, doubled) : link,
                    "a telling " + noticed.formatted(absence.name(), Durations.write(waits), Durations.write(doubled)));
        }
        add(
                "halve the wait of '" + absence.name() + "'",
                link -> link instanceof Absence changed ? Elements.waiting(changed, halved) : link,
                "a silent " + noticed.formatted(absence.name(), Durations.write(halved), Durations.write(waits)));
    }

    private void role(Link link) {
        Optional<Role> other =
                switch (link.by()) {
                    case OFFENDER -> Optional.of(Role.VICTIM);
                    case VICTIM -> Optional.of(Role.OFFENDER);
                    case ANYONE -> Optional.empty();
                };
        String noticed = link instanceof Absence
                ? "a silent case with '%s', or a telling one in which the other side does it"
                : "a telling case with '%s', or a silent one in which the other side does it";
        other.ifPresent(by -> add(
                "swap the role of '" + link.name() + "'",
                changed -> Elements.by(changed, by),
                noticed.formatted(link.name())));
    }

    private void conjuncts(Link link) {
        List<Predicate> parts = parts(link.when());
        for (int i = 0; parts.size() > 1 && i < parts.size(); i++) {
            Predicate dropped = parts.get(i);
            List<Predicate> left = new ArrayList<>(parts);
            left.remove(i);
            Condition weaker = left.stream().reduce(Predicate.And::new).orElseThrow();
            String text = ConditionText.of(dropped, true);
            add(
                    "drop '%s' from '%s'".formatted(text, link.name()),
                    changed -> Elements.when(changed, weaker),
                    "a %s case in which all of '%s' holds but %s"
                            .formatted(link instanceof Absence ? "telling" : "silent", link.name(), text));
        }
    }

    /** What an author joined by {@code &&}. */
    private static List<Predicate> parts(Condition condition) {
        if (condition instanceof Predicate.And and) {
            List<Predicate> parts = new ArrayList<>(parts(and.left()));
            parts.addAll(parts(and.right()));
            return parts;
        }
        return condition instanceof Predicate predicate ? List.of(predicate) : List.of();
    }
}
