// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Observation;
import io.wardline.pattern.Severity;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.parse.Durations;
import io.wardline.pattern.parse.Fields;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.parse.Suggestion;
import io.wardline.pattern.parse.YamlReader;
import io.wardline.pattern.parse.YamlValue;
import io.wardline.pattern.parse.YamlValue.YamlText;
import io.wardline.pattern.testing.Scenario.Expectation;
import io.wardline.pattern.testing.TestFile.AllowedMutant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a {@code tests.yaml} or a clean corpus. Mistakes are told as those of a pattern are. */
public final class ScenarioReader {
    /** The account that is expected to be told, unless a case names another. */
    public static final String OFFENDER = "offender";

    public static final int MAX_CASES = 200;

    /** Any time will do, since all that counts is relative; this one is easy to recognise in a failure. */
    static final long START_MILLIS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private final Problems problems;
    private int countedTo;
    private int linesBefore;

    private ScenarioReader(Problems problems) {
        this.problems = problems;
    }

    /** The cases alone. */
    public static Checked<List<Scenario>> check(SourceFile file) {
        Checked<TestFile> read = read(file);
        return read.value()
                .map(tests -> Checked.right(tests.cases(), read.diagnostics()))
                .orElse(Checked.wrong(read.diagnostics()));
    }

    /** All that the file says. */
    public static Checked<TestFile> read(SourceFile file) {
        Problems problems = new Problems(file);
        TestFile tests = YamlReader.read(problems)
                .flatMap(root -> Fields.of(root, "the file", problems))
                .map(new ScenarioReader(problems)::file)
                .orElse(new TestFile(List.of(), List.of()));
        return problems.anyError() ? Checked.wrong(problems.all()) : Checked.right(tests, problems.all());
    }

    private TestFile file(Fields root) {
        List<Scenario> cases = cases(root);
        List<AllowedMutant> allowed = new ArrayList<>();
        root.list("allow_mutants").forEach(item -> Fields.of(item, "an allowed mutant", problems)
                .flatMap(this::allowedMutant)
                .ifPresent(allowed::add));
        root.finish();
        return new TestFile(cases, allowed);
    }

    private Optional<AllowedMutant> allowedMutant(Fields fields) {
        Optional<YamlText> mutant = fields.requiredText("mutant");
        Optional<YamlText> reason = fields.requiredText("reason");
        fields.finish();
        return mutant.flatMap(name -> reason.map(
                why -> new AllowedMutant(name.value().strip(), why.value().strip(), name.index())));
    }

    private List<Scenario> cases(Fields root) {
        List<YamlValue> items = root.requiredList("cases");
        if (items.isEmpty() || items.size() > MAX_CASES) {
            problems.error(
                    root.index(),
                    Code.P021,
                    "a file has 1 to %d cases, this one has %d".formatted(MAX_CASES, items.size()));
        }
        List<Scenario> cases = new ArrayList<>();
        items.forEach(item ->
                Fields.of(item, "a case", problems).flatMap(this::scenario).ifPresent(cases::add));
        return cases;
    }

    private Optional<Scenario> scenario(Fields fields) {
        Optional<YamlText> name = fields.requiredText("name");
        Map<String, ScenarioEvent> events = new LinkedHashMap<>();
        fields.requiredList("events")
                .forEach(item -> Fields.of(item, "an event", problems).ifPresent(event -> event(event, events)));
        List<YamlText> arrives = fields.texts("arrives");
        arrives.forEach(id -> known(id, events));
        List<Expectation> tells = new ArrayList<>();
        fields.list("tells").forEach(item -> Fields.of(item, "what is told", problems)
                .flatMap(told -> expectation(told, events))
                .ifPresent(tells::add));
        // Silence is claimed, not forgotten.
        boolean silent = fields.flag("silent").orElse(false);
        if (silent != fields.list("tells").isEmpty()) {
            problems.error(
                    fields.index(), Code.P007, "a case has either 'tells' or 'silent: true', exactly one of them");
        }
        if (!arrives.isEmpty()
                && arrives.stream().map(YamlText::value).distinct().count() != events.size()) {
            problems.error(
                    fields.index(),
                    Code.P007,
                    "'arrives' names each of the case's events at least once; a second time is a copy");
        }
        boolean todo = fields.flag("todo").orElse(false);
        fields.finish();
        List<ScenarioEvent> arrived = arrives.isEmpty()
                ? List.copyOf(events.values())
                : arrives.stream()
                        .flatMap(id -> Optional.ofNullable(events.get(id.value())).stream())
                        .toList();
        return name.map(text -> new Scenario(text.value().strip(), line(fields.index()), arrived, tells, todo));
    }

    private void event(Fields fields, Map<String, ScenarioEvent> events) {
        Optional<YamlText> id = fields.requiredText("id");
        fields.requirePresent("at");
        long at = fields.duration("at").map(Duration::toMillis).orElse(0L);
        Optional<YamlText> by = fields.requiredText("by");
        String kind = fields.text("kind")
                .map(text -> name("kind", text, Vocabulary.KINDS))
                .orElse("MESSAGE");
        Map<String, Double> signals = signals(fields);
        Payment payment = payment(fields);
        Media media = media(fields, kind);
        fields.finish();
        if (id.isPresent() && by.isPresent()) {
            ScenarioEvent event = new ScenarioEvent(
                    id.get().value(),
                    START_MILLIS + at,
                    by.get().value(),
                    kind,
                    signals,
                    payment.direction(),
                    payment.method(),
                    media.count(),
                    media.hashMatched());
            if (events.putIfAbsent(event.eventId(), event) != null) {
                problems.error(id.get().index(), Code.P005, "event '%s' is there already".formatted(event.eventId()));
            }
        }
    }

    private record Payment(String direction, String method) {}

    private record Media(int count, boolean hashMatched) {}

    private Map<String, Double> signals(Fields fields) {
        Map<String, Double> signals = new LinkedHashMap<>();
        Optional<YamlValue> written = fields.value("signals");
        if (written.isPresent() && written.get() instanceof YamlValue.YamlMap map) {
            map.entries().forEach((name, score) -> {
                name("a signal", name, Vocabulary.SIGNALS);
                score(score).ifPresent(value -> signals.put(name.value(), value));
            });
        } else {
            written.ifPresent(other -> problems.error(
                    other.index(),
                    Code.P006,
                    "'signals' must be a map of names to scores, but this is " + other.shape()));
        }
        return signals;
    }

    private Optional<Double> score(YamlValue value) {
        if (value instanceof YamlText text && text.value().matches("0|1|0?\\.\\d{1,9}|1\\.0{1,9}")) {
            return Optional.of(Double.parseDouble(text.value()));
        }
        problems.error(value.index(), Code.P007, "a score is a number from 0 to 1");
        return Optional.empty();
    }

    private Payment payment(Fields fields) {
        Optional<Fields> payment = fields.value("payment").flatMap(value -> Fields.of(value, "'payment'", problems));
        if (payment.isEmpty()) {
            return new Payment(Observation.NO_PAYMENT, Observation.NO_PAYMENT);
        }
        String direction = payment.get()
                .text("direction")
                .map(text -> name("direction", text, Vocabulary.PAYMENT_DIRECTIONS))
                .orElse("UNKNOWN");
        String method = payment.get()
                .text("method")
                .map(text -> name("method", text, Vocabulary.PAYMENT_METHODS))
                .orElse("UNKNOWN");
        payment.get().finish();
        return new Payment(direction, method);
    }

    private Media media(Fields fields, String kind) {
        int atLeast = kind.equals("MEDIA") ? 1 : 0;
        Optional<Fields> media = fields.value("media").flatMap(value -> Fields.of(value, "'media'", problems));
        if (media.isEmpty()) {
            return new Media(atLeast, false);
        }
        int count = media.get().number("count", 0, 100).orElse(atLeast);
        boolean hashMatched = media.get().flag("hash_matched").orElse(false);
        media.get().finish();
        return new Media(count, hashMatched);
    }

    private Optional<Expectation> expectation(Fields fields, Map<String, ScenarioEvent> events) {
        Optional<YamlText> step = fields.requiredText("step");
        String offender = fields.text("offender").map(YamlText::value).orElse(OFFENDER);
        fields.requirePresent("evidence");
        List<YamlText> evidence = fields.texts("evidence");
        evidence.forEach(id -> known(id, events));
        Optional<YamlText> after = fields.text("after");
        after.ifPresent(id -> known(id, events));
        Optional<Duration> at = fields.duration("at");
        at.ifPresent(told -> notBeforeItsEvidence(told, fields, evidence, events));
        Optional<Severity> severity = fields.oneOf("severity", Severity.class, true);
        boolean withdrawn = fields.flag("withdrawn").orElse(false);
        fields.finish();
        return step.map(text -> new Expectation(
                text.value(),
                offender,
                evidence.stream().map(YamlText::value).toList(),
                after.map(YamlText::value),
                at,
                severity,
                withdrawn,
                text.index(),
                line(text.index())));
    }

    private void notBeforeItsEvidence(
            Duration told, Fields fields, List<YamlText> evidence, Map<String, ScenarioEvent> events) {
        evidence.stream()
                .flatMap(id -> Optional.ofNullable(events.get(id.value())).stream())
                .filter(event -> event.occurredAtMillis() > START_MILLIS + told.toMillis())
                .findFirst()
                .ifPresent(event -> problems.error(
                        fields.value("at").map(YamlValue::index).orElse(fields.index()),
                        Code.P007,
                        "nothing is told at %s by '%s', which happens at %s; write when it is told, not before its evidence"
                                .formatted(
                                        Durations.write(told),
                                        event.eventId(),
                                        Durations.write(Duration.ofMillis(event.occurredAtMillis() - START_MILLIS)))));
    }

    /** Asked for in about the order of the file, so what was counted before need not be counted again. */
    private int line(int index) {
        String text = problems.file().text();
        if (index < countedTo) {
            countedTo = 0;
            linesBefore = 0;
        }
        while (countedTo < index) {
            linesBefore += text.charAt(countedTo++) == '\n' ? 1 : 0;
        }
        return linesBefore + 1;
    }

    private void known(YamlText id, Map<String, ScenarioEvent> events) {
        if (!events.containsKey(id.value())) {
            problems.error(
                    id.index(),
                    Code.P014,
                    "no event has the id '%s'%s".formatted(id.value(), Suggestion.of(id.value(), events.keySet())));
        }
    }

    private String name(String what, YamlText written, List<String> known) {
        if (!known.contains(written.value())) {
            problems.error(
                    written.index(),
                    Code.P018,
                    "%s is never '%s'%s".formatted(what, written.value(), Suggestion.of(written.value(), known)));
        }
        return written.value();
    }
}
