// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.explain.Attempt;
import io.wardline.pattern.explain.AutomatonSvg;
import io.wardline.pattern.explain.AutomatonText;
import io.wardline.pattern.explain.ConversationReport;
import io.wardline.pattern.explain.PatternProse;
import io.wardline.pattern.explain.WhyNot;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.lint.Mutant;
import io.wardline.pattern.lint.MutationCheck;
import io.wardline.pattern.lint.PatternLinter;
import io.wardline.pattern.lint.PatternSelection;
import io.wardline.pattern.testing.ScenarioEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The author's kit over drawn patterns of the whole language: nothing throws, every mutant can be run, and the explanation of a
 * conversation, which follows the steps by hand, comes to what the matcher tells.
 */
class AuthorsKitPropertyTest {
    private static final long SEED = Long.getLong("wardline.kit.seed", 20_261_124);
    private static final int PATTERNS = Integer.getInteger("wardline.kit.patterns", 60);
    private static final int CONVERSATIONS = 25;

    @TempDir
    Path folder = Path.of("");

    private int told;
    private int mutants;

    @Test
    void takesEveryPatternAndExplainsWhatTheMatcherTells() throws IOException {
        System.out.printf("%d drawn patterns from seed %d%n", PATTERNS, SEED);
        for (long seed = SEED; seed < SEED + PATTERNS; seed++) {
            List<LanguageCase> alike = LongStream.range(seed * CONVERSATIONS, (seed + 1) * CONVERSATIONS)
                    .mapToObj(one -> LanguageCase.of(one, CONVERSATIONS))
                    .toList();
            Drawn drawn = alike.get(0).patterns().get(0);
            try {
                Entry entry = written(seed, drawn);
                described(entry);
                alike.forEach(language -> explained(entry, language.log()));
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError(
                        "repeat with -Dwardline.kit.patterns=1 -Dwardline.kit.seed=%d%n%s"
                                .formatted(seed, drawn.yaml()),
                        broken);
            }
        }
        System.out.printf("%d mutants, %d accounts told of%n", mutants, told);
        assertThat(mutants).isGreaterThanOrEqualTo(PATTERNS);
        assertThat(told).isGreaterThanOrEqualTo(PATTERNS);
    }

    private Entry written(long seed, Drawn drawn) throws IOException {
        Path place = Files.createDirectories(folder.resolve(seed + "/" + drawn.id()));
        Files.writeString(place.resolve("pattern.yaml"), drawn.yaml());
        PatternSelection selection = PatternSelection.at(place);
        PatternLinter linter = new PatternLinter(selection);
        // It has no tests, which is told.
        assertThat(linter.lint()).isNotEmpty();
        assertThat(linter.cost(selection.chosen().get(0))).isPresent();
        return selection.catalog().entries().get(0);
    }

    private void described(Entry entry) {
        for (Mutant mutant : MutationCheck.mutants(entry)) {
            try (Detector<ScenarioEvent> detector = Conversation.detector(PatternCompiler.compile(mutant.spec()))) {
                assertThat(detector.standing(List.of(), 0)).as(mutant.name()).isEmpty();
            }
            mutants++;
        }
        PatternSpec spec = entry.spec();
        assertThat(PatternProse.of(spec, ConditionLibrary.empty())).isNotEmpty();
        assertThat(AutomatonText.of(spec, true)).isNotEmpty();
        assertThat(AutomatonSvg.of(spec)).endsWith("</svg>\n");
    }

    private void explained(Entry entry, List<ScenarioEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        assertThat(ConversationReport.of(
                        entry.spec(),
                        entry.automata(),
                        events,
                        Optional.empty(),
                        events.get(events.size() - 1).occurredAtMillis()))
                .noneMatch(line -> line.contains("failed"));
        List<ScenarioEvent> evidence =
                events.stream().filter(Vocabulary::admits).toList();
        long end = events.get(events.size() - 1).occurredAtMillis();
        List<Match<ScenarioEvent>> standing;
        try (Detector<ScenarioEvent> detector = Conversation.detector(entry.automata())) {
            standing = detector.standing(evidence, end);
        }
        WhyNot<ScenarioEvent> whyNot = new WhyNot<>(entry.spec(), events);
        for (String account :
                new TreeSet<>(events.stream().map(ScenarioEvent::senderId).toList())) {
            List<Attempt<ScenarioEvent>> attempts = whyNot.of(account);
            for (Automaton automaton : entry.automata()) {
                agrees(automaton.step(), account, attempts, standing);
            }
        }
    }

    /** What the matcher tells came all the way; and what came all the way and was decided by the offender is told. */
    private void agrees(
            String step, String account, List<Attempt<ScenarioEvent>> attempts, List<Match<ScenarioEvent>> standing) {
        boolean tells = standing.stream()
                .anyMatch(match -> match.offenderId().equals(account)
                        && match.automaton().step().equals(step));
        List<Attempt<ScenarioEvent>> complete = attempts.stream()
                .filter(attempt -> attempt.tells().equals(step))
                .filter(attempt -> attempt.waitedFor().isEmpty()
                        && attempt.prevented().isEmpty()
                        && attempt.pending().isEmpty())
                .toList();
        if (tells) {
            told++;
            assertThat(complete).as("%s of %s is told", step, account).isNotEmpty();
        } else {
            assertThat(complete).as("%s of %s is not told", step, account).noneMatch(attempt -> attempt.reached()
                    .get(attempt.reached().size() - 1)
                    .senderId()
                    .equals(account));
        }
    }
}
