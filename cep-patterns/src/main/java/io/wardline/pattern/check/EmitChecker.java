// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.check;

import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Emit;
import io.wardline.pattern.Severity;
import io.wardline.pattern.parse.Fields;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.Suggestion;
import io.wardline.pattern.parse.YamlValue;
import io.wardline.pattern.parse.YamlValue.YamlText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what steps tell, and sees to it that a step of one name tells the same wherever it stands. */
final class EmitChecker {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}");
    private static final List<String> PLACEHOLDERS = List.of(Emit.OFFENDER, Emit.VICTIMS);

    private final boolean reportable;
    private final boolean crisis;
    private final Problems problems;

    /** What each step's name tells and when, over all alternatives. */
    private final Map<String, Told> told = new LinkedHashMap<>();

    private boolean emits;

    EmitChecker(boolean reportable, boolean crisis, Problems problems) {
        this.reportable = reportable;
        this.crisis = crisis;
        this.problems = problems;
    }

    private record Told(Optional<Emit> emit, Optional<Duration> waits) {}

    /**
     * What the step with these fields tells.
     *
     * @param name of the step, when it is a right one
     * @param waits how long it waits before it tells
     */
    Optional<Emit> read(Fields fields, Optional<YamlText> name, Optional<Duration> waits) {
        Optional<YamlValue> emitted = fields.value("emit");
        Optional<Emit> emit =
                emitted.flatMap(value -> Fields.of(value, "'emit'", problems)).flatMap(this::emit);
        emits |= emitted.isPresent();
        // What could not be read was told of already; comparing its absence would only add noise.
        if (emitted.isPresent() == emit.isPresent()) {
            name.ifPresent(text -> sameEverywhere(text, new Told(emit, waits)));
        }
        return emit;
    }

    /** Steps were not read, since there are too many; some of them may tell. */
    void leftOut() {
        emits = true;
    }

    /** Call after the last alternative. */
    void finish(int index) {
        if (!emits) {
            problems.error(index, Code.P013, "no step has 'emit', so the pattern could never tell anything");
        }
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

    private void sameEverywhere(YamlText name, Told here) {
        Told before = told.putIfAbsent(name.value(), here) == null ? here : told.getOrDefault(name.value(), here);
        if (!before.equals(here)) {
            problems.error(
                    name.index(),
                    Code.P020,
                    "step '%s' has another '%s' in an alternative above; write the same in both, or name the steps apart"
                            .formatted(name.value(), before.emit().equals(here.emit()) ? "for" : "emit"));
        }
    }
}
