// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.check;

import io.wardline.pattern.Absence;
import io.wardline.pattern.Condition;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Emit;
import io.wardline.pattern.Link;
import io.wardline.pattern.Role;
import io.wardline.pattern.Step;
import io.wardline.pattern.Times;
import io.wardline.pattern.condition.ConditionCompiler;
import io.wardline.pattern.condition.ConditionCompiler.Outcome;
import io.wardline.pattern.parse.Durations;
import io.wardline.pattern.parse.Fields;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.YamlValue;
import io.wardline.pattern.parse.YamlValue.YamlMap;
import io.wardline.pattern.parse.YamlValue.YamlText;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads single steps and absences, wherever in a pattern they stand. */
final class StepChecker {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    private final String patternId;
    private final Duration window;
    private final ConditionCompiler conditions;
    private final EmitChecker emits;
    private final Problems problems;
    private final IdentityHashMap<Link, Integer> places = new IdentityHashMap<>();

    StepChecker(String patternId, Duration window, ConditionCompiler conditions, EmitChecker emits, Problems problems) {
        this.patternId = patternId;
        this.window = window;
        this.conditions = conditions;
        this.emits = emits;
        this.problems = problems;
    }

    /**
     * What a place makes of a step.
     *
     * @param first whether nothing is before it
     * @param afterEveryStart whether the step before starts a match with each of its events, so that a gap misses none
     */
    record Place(boolean first, boolean afterEveryStart, Group group) {}

    /** Of what group a step is a member. */
    enum Group {
        NONE("a step"),
        ANY_OF("a step of 'any_of'"),
        ALL_OF("a step of 'all_of'");

        private final String words;

        Group(String words) {
            this.words = words;
        }
    }

    /** Where a link that was read stands in the file. */
    int placeOf(Link link) {
        return places.getOrDefault(link, 0);
    }

    /** @param names those of the sequence so far */
    Optional<Step> step(YamlValue item, Place place, Set<String> names) {
        return Fields.of(item, place.group().words, problems).flatMap(fields -> step(fields, place, names));
    }

    private Optional<Step> step(Fields fields, Place place, Set<String> names) {
        Optional<YamlText> name = fields.requiredText("step");
        boolean named = name.isPresent() && checkName(name.get(), names);
        fields.requirePresent("by");
        Optional<Role> by = fields.oneOf("by", Role.class, false);
        Optional<YamlText> when = fields.requiredText("when");
        Optional<Condition> condition = when.flatMap(text -> condition(name, text));
        Optional<Duration> within = within(fields, place);
        boolean optional = optional(fields, place);
        Times times = times(fields, place);
        Optional<Emit> emit = emits.read(fields, named ? name : Optional.empty(), Optional.empty());
        if (place.group() == Group.ALL_OF) {
            fields.value("emit")
                    .ifPresent(
                            value -> problems.error(
                                    value.index(),
                                    Code.P028,
                                    "a step of 'all_of' tells nothing, since any of them may be the last; let the step after the group tell"));
        }
        fields.finish();
        if (name.isEmpty() || by.isEmpty() || condition.isEmpty() || when.isEmpty()) {
            return Optional.empty();
        }
        Step step = new Step(
                name.get().value(),
                by.get(),
                when.get().value().strip(),
                condition.get(),
                within,
                emit,
                optional && emit.isEmpty(),
                times);
        places.put(step, name.get().index());
        return Optional.of(step);
    }

    /** @param last whether nothing comes after it */
    Optional<Absence> absence(Fields fields, boolean last, Set<String> names) {
        Optional<YamlText> name = fields.requiredText("absent");
        boolean named = name.isPresent() && checkName(name.get(), names);
        fields.requirePresent("by");
        Optional<Role> by = fields.oneOf("by", Role.class, false);
        Optional<YamlText> when = fields.requiredText("when");
        Optional<Condition> condition = when.flatMap(text -> condition(name, text));
        Optional<Duration> waits = waits(fields, last);
        Optional<Emit> emit = emits.read(fields, named ? name : Optional.empty(), waits);
        fields.finish();
        if (name.isEmpty() || by.isEmpty() || condition.isEmpty() || when.isEmpty()) {
            return Optional.empty();
        }
        Absence absence =
                new Absence(name.get().value(), by.get(), when.get().value().strip(), condition.get(), waits, emit);
        places.put(absence, name.get().index());
        return Optional.of(absence);
    }

    private boolean checkName(YamlText name, Set<String> names) {
        if (!NAME.matcher(name.value()).matches()) {
            problems.error(
                    name.index(),
                    Code.P019,
                    "a step's name is [a-z][a-z0-9-]*, at most 60 characters, not '%s'".formatted(name.value()));
            return false;
        }
        if (!names.add(name.value())) {
            problems.error(
                    name.index(), Code.P019, "step '%s' is there already in this sequence".formatted(name.value()));
            return false;
        }
        return true;
    }

    private Optional<Condition> condition(Optional<YamlText> name, YamlText when) {
        String label = patternId + "/" + name.map(YamlText::value).orElse("?");
        Outcome outcome = conditions.compile(label, when.value());
        if (outcome instanceof Outcome.Wrong wrong) {
            wrong.mistakes()
                    .forEach(
                            mistake -> problems.error(when.place(mistake.offset()), mistake.code(), mistake.message()));
        }
        return outcome instanceof Outcome.Right right ? Optional.of(right.condition()) : Optional.empty();
    }

    private Optional<Duration> within(Fields fields, Place place) {
        Optional<YamlText> written = fields.text("within");
        Optional<Duration> within = written.isPresent() ? fields.duration("within") : Optional.empty();
        if (written.isEmpty() || within.isEmpty()) {
            return Optional.empty();
        }
        int index = written.get().index();
        if (place.group() == Group.ALL_OF) {
            problems.error(
                    index,
                    Code.P028,
                    "the steps of 'all_of' come in any order, so there is no step before for 'within' to count from");
        } else if (place.first()) {
            problems.error(index, Code.P012, "the first step follows no other, so 'within' has nothing to bound");
        } else if (within.get().isZero() || within.get().compareTo(window) >= 0) {
            problems.error(
                    index,
                    Code.P011,
                    "a gap is more than 0s and less than the window of %s, not %s"
                            .formatted(Durations.write(window), written.get().value()));
        } else if (!place.afterEveryStart()) {
            problems.warning(
                    index,
                    Code.P023,
                    "the step before takes the first event that fits and no later one: when that one is more than %s back, the sequence is given up, though a later one might be near enough"
                            .formatted(Durations.write(within.get())));
        }
        return within;
    }

    private boolean optional(Fields fields, Place place) {
        boolean optional = fields.flag("optional").orElse(false);
        if (!optional) {
            return false;
        }
        int index = fields.text("optional").map(YamlText::index).orElse(fields.index());
        if (place.group() != Group.NONE) {
            problems.error(index, Code.P024, "%s can't be optional".formatted(place.group().words));
        } else if (place.first()) {
            problems.error(
                    index,
                    Code.P024,
                    "the first step can't be optional, since a match starts with it; write an alternative without it");
        } else if (fields.value("emit").isPresent()) {
            problems.error(
                    index,
                    Code.P024,
                    "a step that tells can't be optional: it tells when it is there and nothing when it is not");
        }
        return true;
    }

    private Times times(Fields fields, Place place) {
        Optional<YamlValue> written = fields.value("times");
        if (written.isEmpty()) {
            return Times.ONCE;
        }
        int index = written.get().index();
        Optional<Integer> min;
        Optional<Integer> max;
        if (written.get() instanceof YamlMap) {
            Optional<Fields> bounds = Fields.of(written.get(), "'times'", problems);
            bounds.ifPresent(range -> range.requirePresent("min"));
            bounds.ifPresent(range -> range.requirePresent("max"));
            min = bounds.flatMap(range -> range.text("min")).flatMap(this::count);
            max = bounds.flatMap(range -> range.text("max")).flatMap(this::count);
            bounds.ifPresent(Fields::finish);
        } else {
            min = fields.text("times").flatMap(this::count);
            max = min;
        }
        if (min.isEmpty() || max.isEmpty()) {
            return Times.ONCE;
        }
        if (min.get() > max.get()) {
            problems.error(
                    index, Code.P025, "'min' is %d, more than 'max', which is %d".formatted(min.get(), max.get()));
            return Times.ONCE;
        }
        if (place.group() == Group.ALL_OF && max.get() > 1) {
            problems.error(index, Code.P028, "a step of 'all_of' is taken once");
        }
        return new Times(min.get(), max.get());
    }

    private Optional<Integer> count(YamlText text) {
        if (!text.value().matches("\\d{1,2}")
                || Integer.parseInt(text.value()) < 1
                || Integer.parseInt(text.value()) > Times.MOST) {
            problems.error(
                    text.index(),
                    Code.P025,
                    "a step is taken 1 to %d times, not '%s'%s"
                            .formatted(
                                    Times.MOST,
                                    text.value(),
                                    text.value().equals("0")
                                            ? "; write 'optional: true' for one that may be missing"
                                            : ""));
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text.value()));
    }

    private Optional<Duration> waits(Fields fields, boolean last) {
        Optional<YamlText> written = fields.text("for");
        Optional<Duration> waits = written.isPresent() ? fields.duration("for") : Optional.empty();
        if (!last) {
            for (String key : new String[] {"for", "emit"}) {
                fields.value(key)
                        .ifPresent(value -> problems.error(
                                value.index(),
                                Code.P027,
                                "an absence between two steps ends with the step after it, so it has no '%s'"
                                        .formatted(key)));
            }
            return Optional.empty();
        }
        if (fields.value("for").isEmpty() || fields.value("emit").isEmpty()) {
            problems.error(
                    fields.index(),
                    Code.P027,
                    "an absence at the end says with 'for' how long nothing may come, and with 'emit' what is told then");
        } else if (waits.isPresent() && (waits.get().isZero() || waits.get().compareTo(window) >= 0)) {
            problems.error(
                    written.map(YamlText::index).orElse(fields.index()),
                    Code.P027,
                    "'for' is more than 0s and less than the window of %s, not %s"
                            .formatted(Durations.write(window), Durations.write(waits.get())));
        }
        return waits;
    }
}
