// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.SampleEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An arrival is plain when nothing about it needs the log; each test changes one thing about one that is. */
class LogDigestTest {
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final int MAX_EVENTS = 4;
    private static final String CONVERSATION = "conversation";

    private static SampleEvent event(String id, long minutes) {
        return SampleEvent.contact("stranger", "child").id(id).at(Duration.ofMinutes(minutes));
    }

    private static final Event FIRST =
            event("first", 0).aged("child", AgeBand.AGE_16_17).build();
    private static final Event SECOND = event("second", 10).build();

    private static boolean isPlain(Event arrival) {
        return isPlain(arrival, List.of(FIRST, SECOND), ConversationLogic.MAX_WEIGHT);
    }

    /** As it is kept, so that what is lost between two arrivals shows. */
    private static boolean isPlain(Event arrival, List<Event> stored, long maxWeight) {
        return isPlain(arrival, stored, MAX_EVENTS, maxWeight);
    }

    private static boolean isPlain(Event arrival, List<Event> stored, int maxEvents, long maxWeight) {
        LogDigests digests = new LogDigests(1024);
        digests.put(CONVERSATION, LogDigest.of(stored, digests.fingerprints()));
        return requireNonNull(digests.get(CONVERSATION)).isPlain(arrival, RETENTION.toMillis(), maxEvents, maxWeight);
    }

    @Test
    void oneMoreInOrderIsPlain() {
        assertThat(isPlain(event("third", 11).build())).isTrue();
    }

    @Test
    void aCopyIsNot() {
        assertThat(isPlain(FIRST)).isFalse();
        assertThat(isPlain(SECOND)).isFalse();
    }

    @Test
    void oneThatComesNotAfterAllOthersIsNot() {
        assertThat(isPlain(event("third", 10).build())).isFalse();
        assertThat(isPlain(event("third", 9).build())).isFalse();
    }

    @Test
    void oneForWhichAnEventIsOutOfRetentionIsNot() {
        assertThat(isPlain(event("third", RETENTION.toMinutes() - 1).build())).isTrue();
        assertThat(isPlain(event("third", RETENTION.toMinutes()).build())).isFalse();
    }

    @Test
    void oneTooManyIsNot() {
        List<Event> stored =
                new ArrayList<>(List.of(FIRST, SECOND, event("third", 11).build()));
        assertThat(isPlain(event("fourth", 12).build(), stored, ConversationLogic.MAX_WEIGHT))
                .isTrue();
        stored.add(event("fourth", 12).build());
        assertThat(isPlain(event("fifth", 13).build(), stored, ConversationLogic.MAX_WEIGHT))
                .isFalse();
    }

    @Test
    void oneTooHeavyIsNot() {
        Event third = event("third", 11).text("words").build();
        int weight = FIRST.weight() + SECOND.weight() + third.weight();
        assertThat(isPlain(third, List.of(FIRST, SECOND), weight)).isTrue();
        assertThat(isPlain(third, List.of(FIRST, SECOND), weight - 1)).isFalse();
    }

    @Test
    void oneThatMakesSomebodyYoungerIsNot() {
        assertThat(isPlain(event("third", 11).aged("child", AgeBand.ADULT).build()))
                .isTrue();
        assertThat(isPlain(event("third", 11).aged("child", AgeBand.AGE_16_17).build()))
                .isTrue();
        assertThat(isPlain(event("third", 11).aged("child", AgeBand.AGE_13_15).build()))
                .isFalse();
        assertThat(isPlain(event("third", 11).aged("stranger", AgeBand.ADULT).build()))
                .as("a known band is younger than none")
                .isFalse();
    }

    @Test
    void oneWithAnAccountThatTheLogDoesNotKnowIsNot() {
        assertThat(isPlain(SampleEvent.contact("friend", "child")
                        .id("third")
                        .at(Duration.ofMinutes(11))
                        .build()))
                .isFalse();
        assertThat(isPlain(SampleEvent.contact("stranger", "child", "friend")
                        .id("third")
                        .at(Duration.ofMinutes(11))
                        .build()))
                .isFalse();
    }

    @Test
    void ofALargeGroupNoneIs() {
        List<Event> stored = new ArrayList<>();
        for (int i = 0; i < LogDigest.MAX_ACCOUNTS; i++) {
            stored.add(SampleEvent.contact("stranger", "member-" + i)
                    .id("event-" + i)
                    .build());
        }
        Event next = SampleEvent.contact("stranger", "member-1")
                .id("next")
                .at(Duration.ofMinutes(1))
                .build();
        List<Event> smaller = stored.subList(1, stored.size());
        assertThat(isPlain(next, smaller, 100, ConversationLogic.MAX_WEIGHT))
                .as("%d accounts", LogDigest.MAX_ACCOUNTS)
                .isTrue();
        assertThat(isPlain(next, stored, 100, ConversationLogic.MAX_WEIGHT))
                .as("one more")
                .isFalse();
    }

    @Test
    void whatIsAppendedCounts() {
        LogDigests digests = new LogDigests(1024);
        LogDigest digest = LogDigest.of(List.of(FIRST), digests.fingerprints());
        digest.append(SECOND);
        digests.put(CONVERSATION, digest);
        LogDigest kept = requireNonNull(digests.get(CONVERSATION));

        int weight = FIRST.weight() + SECOND.weight();
        Event third = event("third", 11).build();
        assertThat(kept.isPlain(third, RETENTION.toMillis(), 3, weight + third.weight()))
                .isTrue();
        assertThat(kept.isPlain(third, RETENTION.toMillis(), 2, weight + third.weight()))
                .as("events")
                .isFalse();
        assertThat(kept.isPlain(third, RETENTION.toMillis(), 3, weight + third.weight() - 1))
                .as("weight")
                .isFalse();
        assertThat(kept.isPlain(event("third", 10).build(), RETENTION.toMillis(), 3, ConversationLogic.MAX_WEIGHT))
                .as("not after the latest")
                .isFalse();
    }

    @Test
    void stepsAreKeptUpToTheLast() {
        for (int steps : new int[] {1, 64, 65, 200}) {
            LogDigests digests = new LogDigests(4096);
            digests.reset(steps);
            LogDigest digest = LogDigest.of(List.of(FIRST), digests.fingerprints());
            digest.steps().set(0);
            digest.steps().set(steps - 1);
            digests.put(CONVERSATION, digest);
            digests.put("another", LogDigest.of(List.of(SECOND), digests.fingerprints()));

            assertThat(requireNonNull(digests.get(CONVERSATION)).steps()).isEqualTo(digest.steps());
            assertThat(requireNonNull(digests.get("another")).steps().isEmpty()).isTrue();

            digests.put(CONVERSATION, LogDigest.of(List.of(FIRST), digests.fingerprints()));
            assertThat(requireNonNull(digests.get(CONVERSATION)).steps().isEmpty())
                    .as("what was there before is overwritten")
                    .isTrue();
        }
    }

    @Test
    void ofMoreThanFitTheOneThatWasSilentForLongestGoes() {
        LogDigests digests = new LogDigests(600); // room for one bucket
        int fit = digests.capacity();
        assertThat(fit).isEqualTo(8);
        for (int i = 0; i < fit; i++) {
            // The first that is put is not the one whose latest event is the oldest.
            int minutes = (i + fit / 2) % fit;
            digests.put(
                    "conversation-" + i,
                    LogDigest.of(List.of(event("e", minutes).build()), digests.fingerprints()));
        }
        for (int i = 0; i < fit; i++) {
            assertThat(digests.get("conversation-" + i)).as("number %d", i).isNotNull();
        }

        digests.put("new", LogDigest.of(List.of(event("e", fit).build()), digests.fingerprints()));

        String gone = "conversation-" + (fit - fit / 2) % fit;
        assertThat(digests.get(gone)).as("silent for longest").isNull();
        assertThat(digests.get("new")).isNotNull();
        for (int i = 0; i < fit; i++) {
            String each = "conversation-" + i;
            if (!each.equals(gone)) {
                assertThat(digests.get(each)).as(each).isNotNull();
            }
        }
    }

    @Test
    void nearlyAllThatFitAreRememberedThoughPlacesAreDrawn() {
        LogDigests digests = new LogDigests(1024 * 1024);
        int most = digests.capacity() / 2;
        LogDigest digest = LogDigest.of(List.of(FIRST), digests.fingerprints());
        for (int i = 0; i < most; i++) {
            digests.put("conversation-" + i, digest);
        }
        long remembered = IntStream.range(0, most)
                .filter(i -> digests.get("conversation-" + i) != null)
                .count();
        // A bucket of 8 gets 4 on average; by Poisson's law 0.8 % of all come to one that is full.
        assertThat(remembered).isGreaterThan(most * 97L / 100);
    }

    @Test
    void whatIsForgottenIsGone() {
        LogDigests digests = new LogDigests(1024);
        digests.put(CONVERSATION, LogDigest.of(List.of(FIRST), digests.fingerprints()));
        digests.reset(1);
        assertThat(digests.get(CONVERSATION)).isNull();
    }

    @Test
    void withoutRoomNothingIsRemembered() {
        LogDigests digests = new LogDigests(10);
        digests.put(CONVERSATION, LogDigest.of(List.of(FIRST), digests.fingerprints()));
        assertThat(digests.get(CONVERSATION)).isNull();
        assertThat(digests.capacity()).isZero();
    }
}
