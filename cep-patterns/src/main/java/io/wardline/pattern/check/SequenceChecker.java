// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.check;

import io.wardline.pattern.Absence;
import io.wardline.pattern.AllOf;
import io.wardline.pattern.AnyOf;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Element;
import io.wardline.pattern.Link;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Step;
import io.wardline.pattern.Ways;
import io.wardline.pattern.check.StepChecker.Group;
import io.wardline.pattern.check.StepChecker.Place;
import io.wardline.pattern.parse.Durations;
import io.wardline.pattern.parse.Fields;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.YamlValue;
import io.wardline.pattern.parse.YamlValue.YamlMap;
import io.wardline.pattern.parse.YamlValue.YamlText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the sequences of one pattern, and holds them to what Flink CEP can say. */
final class SequenceChecker {
    /** Orders of four are 24 already. */
    private static final int MAX_ALL_OF = 4;

    private static final List<String> KINDS = List.of("step", "absent", "any_of", "all_of");

    private final Duration window;
    private final StepChecker steps;
    private final EmitChecker emits;
    private final Problems problems;

    SequenceChecker(Duration window, StepChecker steps, EmitChecker emits, Problems problems) {
        this.window = window;
        this.steps = steps;
        this.emits = emits;
        this.problems = problems;
    }

    Sequence sequence(int index, List<YamlValue> items) {
        List<Element> elements = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int position = 0; position < Math.min(items.size(), PatternChecker.MAX_STEPS); position++) {
            boolean last = position == items.size() - 1;
            element(items.get(position), elements, position, last, names).ifPresent(elements::add);
        }
        if (items.size() > PatternChecker.MAX_STEPS) {
            emits.leftOut();
        }
        Sequence sequence = new Sequence(elements);
        int written = Math.max(items.size(), sequence.links().size());
        if (written < 1 || written > PatternChecker.MAX_STEPS) {
            problems.error(
                    index,
                    Code.P021,
                    "a sequence has 1 to %d steps, this one has %d".formatted(PatternChecker.MAX_STEPS, written));
        }
        // What could not be read was told of already; what it stood beside can't be judged.
        if (elements.size() == items.size()) {
            for (int i = 0; i < elements.size(); i++) {
                if (elements.get(i) instanceof Absence absence) {
                    absence(absence, elements, i);
                }
            }
        }
        return sequence;
    }

    /** Call after the last alternative, when all of them are right. */
    void finish(List<Sequence> alternatives) {
        Set<String> told = new LinkedHashSet<>();
        for (Sequence sequence : alternatives) {
            for (Link link : sequence.links()) {
                if (link.emit().isPresent() && told.add(link.name())) {
                    ways(link, alternatives);
                }
            }
        }
    }

    private void ways(Link link, List<Sequence> alternatives) {
        List<List<Link>> ways = Ways.to(link.name(), alternatives);
        int branches = ways.stream().mapToInt(Ways::branches).max().orElse(0);
        if (ways.size() > Ways.MAX_WAYS) {
            problems.error(
                    steps.placeOf(link),
                    Code.P029,
                    "there are more than %d ways to '%s', of which each is run by itself; every choice of 'any_of' and every order of 'all_of' is one"
                            .formatted(Ways.MAX_WAYS, link.name()));
        } else if (branches > Ways.MAX_BRANCHES) {
            problems.error(
                    steps.placeOf(link),
                    Code.P029,
                    "a sequence can go on in %d ways from each start before '%s', at most %d are run; every optional step doubles them, and every number of 'times' is one"
                            .formatted(branches, link.name(), Ways.MAX_BRANCHES));
        }
    }

    private Optional<Element> element(
            YamlValue item, List<Element> before, int position, boolean last, Set<String> names) {
        List<YamlText> kinds = kinds(item);
        if (kinds.size() > 1) {
            problems.error(
                    kinds.get(1).index(),
                    Code.P005,
                    "one place in a sequence is one of %s; this one says '%s' already"
                            .formatted(String.join(", ", KINDS), kinds.get(0).value()));
            emits.leftOut();
            return Optional.empty();
        }
        String kind = kinds.stream().map(YamlText::value).findFirst().orElse("step");
        Place place = new Place(position == 0, position == 1 && everyEventStarts(before), Group.NONE);
        if (kind.equals("step")) {
            return steps.step(item, place, names).map(step -> step);
        }
        Optional<Fields> fields = Fields.of(item, "a step", problems);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        if (kind.equals("absent")) {
            return steps.absence(fields.get(), last, names).map(absence -> absence);
        }
        Group group = kind.equals("any_of") ? Group.ANY_OF : Group.ALL_OF;
        int most = group == Group.ANY_OF ? PatternChecker.MAX_STEPS : MAX_ALL_OF;
        List<YamlValue> items = fields.get().list(kind);
        fields.get().finish();
        if (items.size() < 2 || items.size() > most) {
            fields.get()
                    .value(kind)
                    .ifPresent(value -> problems.error(
                            value.index(),
                            Code.P028,
                            "'%s' has 2 to %d steps, this one has %d".formatted(kind, most, items.size())));
            return Optional.empty();
        }
        Place member = new Place(place.first(), place.afterEveryStart(), group);
        List<Step> members = new ArrayList<>();
        items.forEach(step -> steps.step(step, member, names).ifPresent(members::add));
        if (members.size() < items.size()) {
            return Optional.empty();
        }
        return Optional.of(group == Group.ANY_OF ? new AnyOf(members) : new AllOf(members));
    }

    private static List<YamlText> kinds(YamlValue item) {
        return item instanceof YamlMap map
                ? map.entries().keySet().stream()
                        .filter(key -> KINDS.contains(key.value()))
                        .toList()
                : List.of();
    }

    /** Whether every event that fits the first element starts a match: of a group or a repetition, a later one may be taken. */
    private static boolean everyEventStarts(List<Element> before) {
        return before.isEmpty()
                || (!(before.get(0) instanceof AllOf)
                        && before.get(0).steps().stream()
                                .allMatch(step -> step.times().max() == 1));
    }

    private void absence(Absence absence, List<Element> elements, int position) {
        int index = steps.placeOf(absence);
        if (position == 0) {
            problems.error(
                    index, Code.P026, "an absence can't be first: it is held from the event that the step before took");
            return;
        }
        boolean atTheEnd = position == elements.size() - 1;
        for (int i = position - 1; i >= 0; i--) {
            Element before = elements.get(i);
            Optional<Step> repeated = before.steps().stream()
                    .filter(step -> step.times().max() > 1)
                    .findFirst();
            if (repeated.isPresent()) {
                problems.error(
                        index,
                        Code.P026,
                        "step '%s' before it is repeated, and Flink would hold the absence between the repetitions too; write them as steps of their own"
                                .formatted(repeated.get().name()));
            }
            if (before instanceof Absence other && atTheEnd) {
                problems.error(
                        index,
                        Code.P026,
                        "an absence at the end follows a step, not the absence '%s', which Flink would not hold there"
                                .formatted(other.name()));
            }
            if (!(before instanceof Step step && step.optional())) {
                break;
            }
        }
        absence.waits().filter(wait -> atTheEnd).ifPresent(wait -> {
            if (window.plus(wait).compareTo(PatternSpec.MAX_WINDOW) > 0) {
                problems.error(
                        index,
                        Code.P010,
                        "the window of %s and 'for' of %s are more than %s together, and evidence is kept no longer"
                                .formatted(
                                        Durations.write(window),
                                        Durations.write(wait),
                                        Durations.write(PatternSpec.MAX_WINDOW)));
            }
        });
    }
}
