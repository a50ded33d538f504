// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.check;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Status;
import io.wardline.pattern.condition.ConditionCompiler;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.parse.Durations;
import io.wardline.pattern.parse.Fields;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.parse.YamlReader;
import io.wardline.pattern.parse.YamlValue;
import io.wardline.pattern.parse.YamlValue.YamlMap;
import io.wardline.pattern.parse.YamlValue.YamlText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a {@code pattern.yaml}. All mistakes are told at once; nothing an author writes makes it throw. */
public final class PatternChecker {
    public static final int MAX_STEPS = 16;
    public static final int MAX_ALTERNATIVES = 8;
    public static final int MAX_TEXT = 2_000;

    private final Problems problems;
    private final ConditionLibrary library;

    private PatternChecker(Problems problems, ConditionLibrary library) {
        this.problems = problems;
        this.library = library;
    }

    /**
     * Checks one file.
     *
     * @param expectedId the folder's name, or the id under which a revision is published; the two can't drift apart
     */
    public static Checked<PatternSpec> check(SourceFile file, String expectedId, ConditionLibrary library) {
        Problems problems = new Problems(file);
        Optional<PatternSpec> spec = YamlReader.read(problems)
                .flatMap(root -> Fields.of(root, "a pattern", problems))
                .flatMap(fields -> new PatternChecker(problems, library).pattern(fields, expectedId));
        return spec.isPresent() && !problems.anyError()
                ? Checked.right(spec.get(), problems.all())
                : Checked.wrong(problems.all());
    }

    private Optional<PatternSpec> pattern(Fields fields, String expectedId) {
        Optional<YamlText> id = fields.requiredText("id");
        id.ifPresent(text -> checkId(text, expectedId));
        Optional<String> title = line(fields, "title");
        fields.requirePresent("revision");
        Optional<Integer> revision = fields.number("revision", 1, 1_000_000);
        fields.requirePresent("status");
        Optional<Status> status = fields.oneOf("status", Status.class, false);
        Optional<String> owner = line(fields, "owner");
        Optional<String> why = line(fields, "why");
        List<String> falsePositives = lines(fields, "false_positives");
        List<String> references = lines(fields, "references");
        Optional<String> runbook = fields.text("runbook").map(text -> limited("runbook", text));
        Optional<Instant> effectiveFrom = fields.instant("effective_from");
        Optional<Duration> window = window(fields);
        scope(fields);
        EmitChecker emits = new EmitChecker(
                fields.flag("reportable").orElse(true), fields.flag("crisis").orElse(false), problems);
        // A window that could not be read bounds nothing, and was told of already.
        Duration bound = window.orElse(PatternSpec.MAX_WINDOW);
        StepChecker steps = new StepChecker(
                expectedId, bound, new ConditionCompiler(conditions(fields, expectedId)), emits, problems);
        List<Sequence> alternatives = alternatives(fields, new SequenceChecker(bound, steps, emits, problems), emits);
        fields.finish();
        boolean complete = id.isPresent()
                && title.isPresent()
                && revision.isPresent()
                && status.isPresent()
                && owner.isPresent()
                && why.isPresent()
                && window.isPresent()
                && !alternatives.isEmpty();
        return complete && !problems.anyError()
                ? Optional.of(new PatternSpec(
                        expectedId,
                        title.get(),
                        revision.get(),
                        status.get(),
                        owner.get(),
                        why.get(),
                        falsePositives,
                        references,
                        runbook,
                        effectiveFrom,
                        window.get(),
                        alternatives))
                : Optional.empty();
    }

    private void checkId(YamlText id, String expectedId) {
        if (!id.value().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || id.value().length() > 60) {
            problems.error(
                    id.index(),
                    Code.P009,
                    "an id is kebab-case, at most 60 characters, not '%s'".formatted(id.value()));
        } else if (!id.value().equals(expectedId)) {
            problems.error(
                    id.index(),
                    Code.P009,
                    "the id is '%s', but the pattern is filed as '%s'; an id never changes, so rename the folder"
                            .formatted(id.value(), expectedId));
        }
    }

    private Optional<Duration> window(Fields fields) {
        fields.requirePresent("window");
        Optional<Duration> window = fields.duration("window");
        Optional<YamlText> written = window.isPresent() ? fields.text("window") : Optional.empty();
        written.ifPresent(text -> {
            if (window.get().isZero() || window.get().compareTo(PatternSpec.MAX_WINDOW) > 0) {
                problems.error(
                        text.index(),
                        Code.P010,
                        "a window is more than 0s and at most %s, since evidence is kept no longer; not %s"
                                .formatted(Durations.write(PatternSpec.MAX_WINDOW), text.value()));
            }
        });
        return window.filter(w -> !w.isZero() && w.compareTo(PatternSpec.MAX_WINDOW) <= 0);
    }

    /** The shared conditions and the pattern's own. */
    private ConditionLibrary conditions(Fields fields, String id) {
        Optional<YamlValue> own = fields.value("conditions");
        if (own.isPresent() && own.get() instanceof YamlMap map) {
            return new ConditionsChecker(id + "/", library, problems).read(map);
        }
        own.ifPresent(other -> problems.error(
                other.index(),
                Code.P006,
                "'conditions' must be a map of names, but this is %s".formatted(other.shape())));
        return library;
    }

    /** There is one so far; that it is a key leaves room for others. */
    private void scope(Fields fields) {
        fields.text("scope")
                .filter(scope -> !scope.value().equals("conversation"))
                .ifPresent(scope -> problems.error(
                        scope.index(),
                        Code.P030,
                        "a pattern looks at the events of one conversation, so the scope is 'conversation' (or left out), not '%s'"
                                .formatted(scope.value())));
    }

    /** Either one {@code sequence}, or {@code alternatives} with a sequence each. */
    private List<Sequence> alternatives(Fields fields, SequenceChecker checker, EmitChecker emits) {
        Optional<YamlValue> single = fields.value("sequence");
        Optional<YamlValue> several = fields.value("alternatives");
        if (single.isPresent() == several.isPresent()) {
            problems.error(
                    fields.index(),
                    single.isPresent() ? Code.P005 : Code.P004,
                    "write either 'sequence' or 'alternatives', exactly one of them");
            return List.of();
        }
        List<Sequence> sequences = new ArrayList<>();
        if (single.isPresent()) {
            sequences.add(checker.sequence(single.get().index(), fields.list("sequence")));
        } else {
            List<YamlValue> items = fields.list("alternatives");
            if (items.isEmpty() || items.size() > MAX_ALTERNATIVES) {
                problems.error(
                        several.get().index(),
                        Code.P021,
                        "a pattern has 1 to %d alternatives, this one has %d"
                                .formatted(MAX_ALTERNATIVES, items.size()));
                if (items.size() > MAX_ALTERNATIVES) {
                    emits.leftOut();
                }
            }
            items.stream().limit(MAX_ALTERNATIVES).forEach(item -> Fields.of(item, "an alternative", problems)
                    .ifPresent(alternative -> {
                        List<YamlValue> written = alternative.requiredList("sequence");
                        sequences.add(checker.sequence(alternative.index(), written));
                        alternative.finish();
                    }));
        }
        emits.finish((single.isPresent() ? single : several).get().index());
        if (!problems.anyError()) {
            checker.finish(sequences);
        }
        return sequences;
    }

    private Optional<String> line(Fields fields, String key) {
        return fields.requiredText(key).map(text -> limited(key, text));
    }

    private List<String> lines(Fields fields, String key) {
        return fields.texts(key).stream().map(text -> limited(key, text)).toList();
    }

    private String limited(String key, YamlText text) {
        if (text.value().length() > MAX_TEXT) {
            problems.error(
                    text.index(),
                    Code.P021,
                    "'%s' has at most %d characters, this one has %d"
                            .formatted(key, MAX_TEXT, text.value().length()));
        }
        return text.value().strip();
    }
}
