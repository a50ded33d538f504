// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.Absence;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Link;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Status;
import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.condition.Predicate;
import io.wardline.pattern.parse.Durations;
import io.wardline.pattern.parse.Problems;
import java.util.List;
import java.util.Locale;

/** What is wrong with a pattern that is written right: it can't match, tells nothing new, or costs too much. */
final class MeaningChecks {
    private final Entry entry;
    private final Problems problems;
    private final Places places;

    MeaningChecks(Entry entry, Problems problems) {
        this.entry = entry;
        this.problems = problems;
        this.places = new Places(problems.file());
    }

    /** @param live patterns that it must not repeat */
    void run(List<PatternSpec> live) {
        List<Sequence> alternatives = entry.spec().alternatives();
        for (int i = 0; i < alternatives.size(); i++) {
            for (Link link : alternatives.get(i).links()) {
                condition(i, link);
            }
        }
        work();
        if (entry.spec().status() != Status.RETIRED) {
            repeats(live);
        }
    }

    private void condition(int alternative, Link link) {
        // A shared condition that can't hold is told of where it is written.
        if (link.when() instanceof Predicate.Shared) {
            return;
        }
        String what = link instanceof Absence
                ? "absence '%s' prevents nothing".formatted(link.name())
                : "step '%s' can never happen".formatted(link.name());
        Possibilities possibilities = Possibilities.of(link.when());
        int place = places.ofLink(alternative, link, "when");
        possibilities.impossible().ifPresent(why -> problems.error(place, Code.P040, what + ": " + why));
        if (possibilities.neverAdmitted()) {
            problems.error(
                    place,
                    Code.P041,
                    what
                            + ": admission drops every event for which this holds, since it has no kind, payment or signal that makes it evidence");
        }
    }

    private void work() {
        Cost cost = Cost.of(entry.spec(), entry.automata());
        if (cost.evaluations() > Cost.MAX_EVALUATIONS) {
            String message =
                    "a full conversation would cost up to %s step tests for one event, and at most %s are borne; tell at fewer steps, leave out optional or repeated ones, or let the offender begin or decide"
                            .formatted(grouped(cost.evaluations()), grouped(Cost.MAX_EVALUATIONS));
            int sequence = places.of("sequence");
            problems.error(sequence > 0 ? sequence : places.of("alternatives"), Code.P049, message);
        }
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private void repeats(List<PatternSpec> live) {
        PatternSpec spec = entry.spec();
        int place = places.of("id");
        for (PatternSpec other : live) {
            if (other.id().equals(spec.id()) || !Covered.by(spec, other)) {
                continue;
            }
            boolean mutual = Covered.by(other, spec);
            // Of two that are alike, the one filed later is the copy.
            if (mutual && spec.status() == Status.LIVE && firstOf(live, spec, other)) {
                continue;
            }
            if (mutual) {
                problems.error(
                        place,
                        Code.P042,
                        "'%s' tells the same as the live pattern '%s'; remove one of them"
                                .formatted(spec.id(), other.id()));
            } else {
                problems.warning(
                        place,
                        Code.P042,
                        "'%s' tells nothing that the live pattern '%s' does not tell too, in its wider window of %s"
                                .formatted(spec.id(), other.id(), Durations.write(other.window())));
            }
            return;
        }
    }

    private static boolean firstOf(List<PatternSpec> live, PatternSpec spec, PatternSpec other) {
        return live.indexOf(spec) < live.indexOf(other);
    }
}
