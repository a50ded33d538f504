// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.flink.SequenceMatcher.TooManyPartialMatchesException;
import io.wardline.pattern.testing.ScenarioEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.WithinType;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The matcher says what Flink's operator says, and a run leaves nothing behind for the next. */
class SequenceMatcherTest {
    private static final int PLENTY = 10_000;
    private static final Duration WINDOW = Duration.ofMillis(10);

    /** a, then b, then c, within the window. */
    private static final Pattern<Bound<?>, ?> ABC = Pattern.<Bound<?>>begin("a", AfterMatchSkipStrategy.noSkip())
            .where(kind("A"))
            .followedBy("b")
            .where(kind("B"))
            .followedBy("c")
            .where(kind("C"))
            .within(WINDOW);

    private final SequenceMatcher<Bound<?>> matcher = new SequenceMatcher<>(PLENTY);

    @AfterEach
    void closesTheMatcher() {
        matcher.close();
    }

    @Test
    void findsEveryStartThatReachesTheEnd() {
        assertThat(agreed(ABC, "A1 A2 B3 B4 C5 C6")).containsExactly("A1 B3 C5", "A2 B3 C5");
    }

    @Test
    void excludesASpanOfTheWholeWindow() {
        assertThat(agreed(ABC, "A0 B5 C10")).isEmpty();
        assertThat(agreed(ABC, "A0 B5 C9")).containsExactly("A0 B5 C9");
        assertThat(agreed(ABC, "A0 A1 B5 C10")).containsExactly("A1 B5 C10");
    }

    @Test
    void takesEventsOfOneMomentInTheGivenOrder() {
        assertThat(agreed(ABC, "A5 B5 C5")).containsExactly("A5 B5 C5");
        assertThat(agreed(
                        Pattern.<Bound<?>>begin("b", AfterMatchSkipStrategy.noSkip())
                                .where(kind("B"))
                                .followedBy("a")
                                .where(kind("A"))
                                .within(WINDOW),
                        "A5 B5"))
                .as("b comes after a")
                .isEmpty();
    }

    @Test
    void boundsTheGapBetweenTwoSteps() {
        Pattern<Bound<?>, ?> gapped = Pattern.<Bound<?>>begin("a", AfterMatchSkipStrategy.noSkip())
                .where(kind("A"))
                .followedBy("b")
                .where(kind("B"))
                .within(Duration.ofMillis(3), WithinType.PREVIOUS_AND_CURRENT)
                .followedBy("c")
                .where(kind("C"))
                .within(WINDOW);
        assertThat(agreed(gapped, "A0 A1 B3 C9")).containsExactly("A1 B3 C9");
    }

    @Test
    void agreesWithStockOnRepetitionConditionsOverTheMatchAndEveryContiguity() {
        Pattern<Bound<?>, ?> repeated = Pattern.<Bound<?>>begin("a", AfterMatchSkipStrategy.noSkip())
                .where(kind("A"))
                .oneOrMore()
                .followedByAny("b")
                .where(new NotOfTheMomentOf("a"))
                .next("c")
                .where(kind("C"))
                .within(WINDOW);
        assertThat(agreed(repeated, "A1 A2 B3 C4 B5 C6"))
                .contains("A1 A2 B3 C4", "A1 A2 B5 C6")
                .hasSizeGreaterThan(2);
    }

    @Test
    void agreesWithStockBeyondTheSizeOfFlinksCaches() {
        // Flink keeps 1,024 events and as many graph nodes of a run in its caches; the rest goes through the map
        // states.
        Pattern<Bound<?>, ?> longer = Pattern.<Bound<?>>begin("a", AfterMatchSkipStrategy.noSkip())
                .where(kind("A"))
                .followedBy("b")
                .where(kind("B"))
                .times(1_100)
                .followedBy("c")
                .where(kind("C"))
                .within(Duration.ofDays(1));
        String conversation = "A0 A1 " + numbered("B", 2, 1_110) + " C1110 C1111";
        assertThat(agreed(longer, conversation))
                .containsExactlyInAnyOrder(
                        "A0 " + numbered("B", 2, 1_102) + " C1110", "A1 " + numbered("B", 2, 1_102) + " C1110");
    }

    private static String numbered(String kind, int from, int to) {
        return IntStream.range(from, to).mapToObj(time -> kind + time).collect(Collectors.joining(" "));
    }

    @Test
    void aRunStartsFromNothing() {
        SequenceMatcher.Compiled<Bound<?>> sequence = SequenceMatcher.compile(ABC);
        assertThat(found(sequence, events("A1 B2"))).isEmpty();
        assertThat(found(sequence, events("C3")))
                .as("the a and b of the run before are forgotten")
                .isEmpty();
        assertThat(found(sequence, events("A1 B2 C3"))).containsExactly("A1 B2 C3");
        assertThat(found(sequence, events("A1 B2 C3"))).as("the same run again").containsExactly("A1 B2 C3");
        assertThat(found(sequence, List.of())).isEmpty();
    }

    @Test
    void aRunStartsFromNothingAfterOneThatFailed() {
        SequenceMatcher.Compiled<Bound<?>> sequence =
                SequenceMatcher.compile(Pattern.<Bound<?>>begin("a", AfterMatchSkipStrategy.noSkip())
                        .where(kind("A"))
                        .followedBy("b")
                        .where(new FailsOn("C"))
                        .within(WINDOW));
        assertThatThrownBy(() -> found(sequence, events("A1 A2 C3 B4")))
                .isInstanceOf(RuntimeException.class)
                .hasRootCauseMessage("no C, please");
        assertThat(found(sequence, events("B4")))
                .as("what waited in the failed run is gone")
                .isEmpty();
        assertThat(found(sequence, events("A1 B2"))).containsExactly("A1 B2");
        assertThat(agreed(ABC, "A1 B2 C3")).as("another pattern").containsExactly("A1 B2 C3");
    }

    @Test
    void refusesEveryStrategyThatWithholdsMatches() {
        for (AfterMatchSkipStrategy withholds : List.of(
                AfterMatchSkipStrategy.skipPastLastEvent(),
                AfterMatchSkipStrategy.skipToNext(),
                AfterMatchSkipStrategy.skipToFirst("a"),
                AfterMatchSkipStrategy.skipToLast("a"))) {
            Pattern<Letter, ?> pattern =
                    Pattern.<Letter>begin("a", withholds).where(SimpleCondition.of(letter -> true));
            assertThatThrownBy(() -> SequenceMatcher.compile(pattern))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'a' must use noSkip");
        }
    }

    @Test
    void givesUpARunThatOpensMorePartialMatchesThanAllowed() {
        // Two waiting for b, and the one that waits for a start.
        SequenceMatcher<Bound<?>> narrow = new SequenceMatcher<>(3);
        try {
            SequenceMatcher.Compiled<Bound<?>> sequence = SequenceMatcher.compile(ABC);
            assertThat(found(narrow, sequence, events("A1 A2 B3 C4"))).containsExactly("A1 B3 C4", "A2 B3 C4");
            assertThatThrownBy(() -> found(narrow, sequence, events("A1 A2 A3 B4 C5")))
                    .isInstanceOf(TooManyPartialMatchesException.class)
                    .hasMessageContaining("more than 3");
            assertThat(found(narrow, sequence, events("B4 C5")))
                    .as("of the run given up")
                    .isEmpty();
            assertThat(found(narrow, sequence, events("A1 A12 A23 B24 C25")))
                    .as("those out of the window are not open")
                    .containsExactly("A23 B24 C25");
        } finally {
            narrow.close();
        }
    }

    @Test
    void closingEndsTheTimerThread() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        SequenceMatcher<Letter> shortLived = new SequenceMatcher<>(PLENTY);
        Set<Thread> started = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.getName().startsWith("Timer-"))
                .collect(Collectors.toSet());
        assertThat(started)
                .as("Flink's thread for the statistics of its caches")
                .isNotEmpty();
        shortLived.close();
        for (Thread thread : started) {
            thread.join(10_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void runsOverAnyTypeOfEvent() {
        SequenceMatcher.Compiled<Letter> sequence =
                SequenceMatcher.compile(Pattern.<Letter>begin("vowel", AfterMatchSkipStrategy.noSkip())
                        .where(SimpleCondition.of(letter -> "aeiou".indexOf(letter.symbol()) >= 0))
                        .followedBy("z")
                        .where(SimpleCondition.of(letter -> letter.symbol() == 'z'))
                        .within(WINDOW));
        List<Letter> letters = List.of(
                new Letter('a', -5), new Letter('b', -5), new Letter('e', 0), new Letter('z', 4), new Letter('z', 11));
        List<Map<String, List<Letter>>> found = new ArrayList<>();
        List<Letter> deciding = new ArrayList<>();
        try (SequenceMatcher<Letter> ofLetters = new SequenceMatcher<>(PLENTY)) {
            ofLetters.run(sequence, letters, Letter::at, (match, last) -> {
                found.add(Map.copyOf(match));
                deciding.add(last);
            });
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        Map.of("vowel", List.of(letters.get(0)), "z", List.of(letters.get(3))),
                        Map.of("vowel", List.of(letters.get(2)), "z", List.of(letters.get(3))));
        assertThat(deciding).containsExactly(letters.get(3), letters.get(3));
    }

    /** No evidence, no bound offender: what Flink itself would take. */
    private record Letter(char symbol, long at) {}

    /** What the matcher finds, which must be what stock CEP finds. */
    private List<String> agreed(Pattern<Bound<?>, ?> pattern, String conversation) {
        List<Bound<ScenarioEvent>> events = events(conversation);
        List<String> found = found(SequenceMatcher.compile(pattern), events);
        List<String> stock = StockCep.matches(pattern, events).stream()
                .map(match -> ids(match.stream()))
                .toList();
        assertThat(found).as("stock finds %s", stock).containsExactlyInAnyOrderElementsOf(stock);
        return found;
    }

    private List<String> found(SequenceMatcher.Compiled<Bound<?>> sequence, List<Bound<ScenarioEvent>> events) {
        return found(matcher, sequence, events);
    }

    private static List<String> found(
            SequenceMatcher<Bound<?>> matcher,
            SequenceMatcher.Compiled<Bound<?>> sequence,
            List<Bound<ScenarioEvent>> events) {
        List<String> found = new ArrayList<>();
        matcher.run(sequence, List.copyOf(events), bound -> bound.event().occurredAtMillis(), (match, deciding) -> {
            List<Bound<?>> matched =
                    match.values().stream().flatMap(List::stream).toList();
            assertThat(matched.get(matched.size() - 1)).isSameAs(deciding);
            found.add(ids(matched.stream()));
        });
        return found;
    }

    private static String ids(Stream<? extends Bound<?>> match) {
        return match.map(bound -> bound.event().eventId()).collect(Collectors.joining(" "));
    }

    /** Kind and time of each event, as in {@code A1 B2}; the two are its id as well. */
    private static List<Bound<ScenarioEvent>> events(String conversation) {
        return Stream.of(conversation.split(" "))
                .map(id -> new ScenarioEvent(
                        id,
                        Long.parseLong(id.substring(1)),
                        "sender",
                        id.substring(0, 1),
                        Map.of(),
                        Evidence.NO_PAYMENT,
                        Evidence.NO_PAYMENT,
                        0,
                        false))
                .map(event -> new Bound<>(event, true))
                .toList();
    }

    private static SimpleCondition<Bound<?>> kind(String kind) {
        return SimpleCondition.of(bound -> bound.event().kind().equals(kind));
    }

    /** A b, and none of the events already taken for the other step may be of its moment. */
    private static final class NotOfTheMomentOf extends IterativeCondition<Bound<?>> {
        private final String step;

        NotOfTheMomentOf(String step) {
            this.step = step;
        }

        @Override
        public boolean filter(Bound<?> bound, Context<Bound<?>> context) throws Exception {
            for (Bound<?> taken : context.getEventsForPattern(step)) {
                if (taken.event().occurredAtMillis() == bound.event().occurredAtMillis()) {
                    return false;
                }
            }
            return bound.event().kind().equals("B");
        }
    }

    private static final class FailsOn extends SimpleCondition<Bound<?>> {
        private final String kind;

        FailsOn(String kind) {
            this.kind = kind;
        }

        @Override
        public boolean filter(Bound<?> bound) {
            if (bound.event().kind().equals(kind)) {
                throw new IllegalStateException("no " + kind + ", please");
            }
            return bound.event().kind().equals("B");
        }
    }
}
