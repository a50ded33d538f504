// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.SampleEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An arrival is plain when nothing about it needs the log; each test changes one thing about one that is. */
class LogDigestTest {
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final int MAX_EVENTS = 4;

    private static SampleEvent event(String id, long minutes) {
        return SampleEvent.contact("stranger", "child").id(id).at(Duration.ofMinutes(minutes));
    }

    private static final Event FIRST =
            event("first", 0).aged("child", AgeBand.AGE_16_17).build();
    private static final Event SECOND = event("second", 10).build();

    private static boolean isPlain(Event arrival) {
        return isPlain(arrival, List.of(FIRST, SECOND), DetectSequences.MAX_WEIGHT);
    }

    private static boolean isPlain(Event arrival, List<Event> stored, long maxWeight) {
        return LogDigest.of(stored).isPlain(arrival, RETENTION.toMillis(), MAX_EVENTS, maxWeight);
    }

    @Test
    void oneMoreInOrderIsPlain() {
        assertThat(isPlain(event("third", 11).build())).isTrue();
    }

    @Test
    void aCopyIsNot() {
        assertThat(isPlain(event("first", 11).build())).isFalse();
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
        assertThat(isPlain(event("fourth", 12).build(), stored, DetectSequences.MAX_WEIGHT))
                .isTrue();
        stored.add(event("fourth", 12).build());
        assertThat(isPlain(event("fifth", 13).build(), stored, DetectSequences.MAX_WEIGHT))
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
    void anAccountThatTheLogDoesNotKnowIsNobodyYounger() {
        Event third = SampleEvent.contact("friend", "child")
                .id("third")
                .at(Duration.ofMinutes(11))
                .aged("friend", AgeBand.UNDER_13)
                .build();
        assertThat(isPlain(third)).isTrue();
    }

    @Test
    void ofALargeGroupNoneIs() {
        List<Event> stored = new ArrayList<>();
        for (int i = 0; i < LogDigest.MAX_ACCOUNTS; i++) {
            stored.add(SampleEvent.contact("stranger", "member-" + i)
                    .id("event-" + i)
                    .build());
        }
        Event next = event("next", 1).build();
        assertThat(LogDigest.of(stored.subList(1, stored.size()))
                        .isPlain(next, RETENTION.toMillis(), 100, DetectSequences.MAX_WEIGHT))
                .as("%d accounts", LogDigest.MAX_ACCOUNTS)
                .isTrue();
        assertThat(LogDigest.of(stored).isPlain(next, RETENTION.toMillis(), 100, DetectSequences.MAX_WEIGHT))
                .as("one more")
                .isFalse();
    }

    @Test
    void whatIsHeldStaysWithinItsBoundAndTheSilentGoFirst() {
        int each = LogDigest.of(List.of(FIRST)).bytes();
        LogDigests digests = new LogDigests(3L * each);
        for (String conversation : List.of("a", "b", "c")) {
            digests.put(conversation, LogDigest.of(List.of(FIRST)));
        }
        assertThat(digests.get("a")).isNotNull();

        digests.put("d", LogDigest.of(List.of(FIRST)));

        assertThat(digests.get("b")).isNull();
        assertThat(digests.size()).isEqualTo(3);
    }

    @Test
    void oneThatGrewMakesOthersGo() {
        int each = LogDigest.of(List.of(FIRST)).bytes();
        LogDigests digests = new LogDigests(3L * each);
        LogDigest grows = LogDigest.of(List.of(FIRST));
        for (String conversation : List.of("a", "b")) {
            digests.put(conversation, LogDigest.of(List.of(FIRST)));
        }
        digests.put("c", grows);
        assertThat(digests.get("a")).isNotNull();
        for (int i = 0; i < 100; i++) {
            grows.add(SECOND);
        }
        digests.put("c", grows);

        assertThat(grows.bytes()).isGreaterThan(each);
        assertThat(digests.get("b")).as("silent for longest").isNull();
        assertThat(digests.get("c")).isSameAs(grows);
    }

    @Test
    void oneThatIsTooLargeByItselfIsNotHeld() {
        LogDigests digests = new LogDigests(10);
        digests.put("a", LogDigest.of(List.of(FIRST)));
        assertThat(digests.size()).isZero();
    }
}
