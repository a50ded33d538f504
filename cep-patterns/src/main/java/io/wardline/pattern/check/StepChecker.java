// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.check;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Element;
import io.wardline.pattern.Emit;
import io.wardline.pattern.Role;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Severity;
import io.wardline.pattern.Step;
import io.wardline.pattern.condition.ConditionCompiler;
import io.wardline.pattern.condition.ConditionCompiler.Outcome;
import io.wardline.pattern.parse.Durations;
import io.wardline.pattern.parse.Fields;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.Suggestion;
import io.wardline.pattern.parse.YamlValue;
import io.wardline.pattern.parse.YamlValue.YamlText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the sequences of one pattern. */
final class StepChecker {
    private static final Pattern STEP_NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}");
    private static final List<String> PLACEHOLDERS = List.of(Emit.OFFENDER, Emit.VICTIMS);

    private final String patternId;
    private final boolean reportable;
    private final boolean crisis;
    private final Duration window;
    private final ConditionCompiler conditions;
    private final Problems problems;

    /** What each step's name tells, over all alternatives. */
    private final Map<String, Optional<Emit>> told = new LinkedHashMap<>();

    private boolean emits;

    StepChecker(
            String patternId,
            boolean reportable,
            boolean crisis,
            Duration window,
            ConditionCompiler conditions,
            Problems problems) {
        this.patternId = patternId;
        this.reportable = reportable;
        this.crisis = crisis;
        this.window = window;
        this.conditions = conditions;
        this.problems = problems;
    }

    Sequence sequence(int index, List<YamlValue> items) {
        if (items.isEmpty() || items.size() > PatternChecker.MAX_STEPS) {
            problems.error(
                    index,
                    Code.P021,
                    "a sequence has 1 to %d steps, this one has %d".formatted(PatternChecker.MAX_STEPS, items.size()));
        }
        List<Element> steps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int position = 0; position < items.size(); position++) {
            int place = position;
            Fields.of(items.get(position), "a step", problems)
                    .flatMap(fields -> step(fields, place, names))
                    .ifPresent(steps::add);
        }
        return new Sequence(steps);
    }

    /** Call after the last alternative. */
    void finish(int index) {
        if (!emits) {
            problems.error(index, Code.P013, "no step has 'emit', so the pattern could never tell anything");
        }
    }

    private Optional<Step> step(Fields fields, int position, Set<String> names) {
        Optional<YamlText> name = fields.requiredText("step");
        boolean named = name.isPresent() && checkName(name.get(), names);
        fields.requirePresent("by");
        Optional<Role> by = fields.oneOf("by", Role.class, false);
        Optional<YamlText> when = fields.requiredText("when");
        Optional<Condition> condition = when.flatMap(text -> condition(name, text));
        Optional<Duration> within = within(fields, position);
        Optional<YamlValue> emitted = fields.value("emit");
        Optional<Emit> emit =
                emitted.flatMap(value -> Fields.of(value, "'emit'", problems)).flatMap(this::emit);
        fields.finish();
        emits |= emitted.isPresent();
        // What could not be read was told of already; comparing its absence would only add noise.
        if (named && name.isPresent() && emitted.isPresent() == emit.isPresent()) {
            sameEverywhere(name.get(), emit);
        }
        return name.isPresent() && by.isPresent() && condition.isPresent() && when.isPresent()
                ? Optional.of(new Step(
                        name.get().value(), by.get(), when.get().value().strip(), condition.get(), within, emit))
                : Optional.empty();
    }

    private boolean checkName(YamlText name, Set<String> names) {
        if (!STEP_NAME.matcher(name.value()).matches()) {
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

    private Optional<Duration> within(Fields fields, int position) {
        Optional<YamlText> written = fields.text("within");
        Optional<Duration> within = written.isPresent() ? fields.duration("within") : Optional.empty();
        if (written.isEmpty() || within.isEmpty()) {
            return Optional.empty();
        }
        int index = written.get().index();
        if (position == 0) {
            problems.error(index, Code.P012, "the first step follows no other, so 'within' has nothing to bound");
        } else if (within.get().isZero() || within.get().compareTo(window) >= 0) {
            problems.error(
                    index,
                    Code.P011,
                    "a gap is more than 0s and less than the window of %s, not %s"
                            .formatted(Durations.write(window), written.get().value()));
        } else if (position > 1) {
            problems.warning(
                    index,
                    Code.P023,
                    "the step before takes the first event that fits and no later one: when that one is more than %s back, the sequence is given up, though a later one might be near enough"
                            .formatted(Durations.write(within.get())));
        }
        return within;
    }

    private Optional<Emit> emit(Fields fields) {
        fields.requirePresent("severity");
        Optional<Severity> severity = fields.oneOf("severity", Severity.class, true);
        Optional<YamlText> explanation = fields.requiredText("explanation");
        explanation.ifPresent(this::checkExplanation);
        boolean crisisHere = fields.flag("crisis").orElse(crisis);
        boolean reportableHere = fields.flag("reportable").orElse(reportable);
        fields.finish();
        return severity.flatMap(level -> explanation.map(
                text -> new Emit(level, crisisHere, reportableHere, text.value().strip())));
    }

    private void checkExplanation(YamlText explanation) {
        if (explanation.value().length() > PatternChecker.MAX_TEXT) {
            problems.error(
                    explanation.index(),
                    Code.P021,
                    "an explanation has at most %d characters".formatted(PatternChecker.MAX_TEXT));
        }
        Matcher placeholder = PLACEHOLDER.matcher(explanation.value());
        while (placeholder.find()) {
            if (!PLACEHOLDERS.contains(placeholder.group())) {
                problems.error(
                        explanation.place(placeholder.start()),
                        Code.P022,
                        "'%s' is never filled in; there are %s%s"
                                .formatted(
                                        placeholder.group(),
                                        String.join(" and ", PLACEHOLDERS),
                                        Suggestion.of(placeholder.group(), PLACEHOLDERS)));
            }
        }
    }

    private void sameEverywhere(YamlText name, Optional<Emit> emit) {
        Optional<Emit> before =
                told.putIfAbsent(name.value(), emit) == null ? emit : told.getOrDefault(name.value(), emit);
        if (!before.equals(emit)) {
            problems.error(
                    name.index(),
                    Code.P020,
                    "step '%s' has another 'emit' in an alternative above; write the same in both, or name the steps apart"
                            .formatted(name.value()));
        }
    }
}
