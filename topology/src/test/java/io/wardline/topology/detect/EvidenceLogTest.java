// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.event.Event;
import io.wardline.topology.event.SampleEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Goal: a log is its events in order, whatever order they were stored in, and is thinned without losing a kind of event. */
class EvidenceLogTest {
    @Example
    void isOrderedByTimeAndThenById() {
        Event first =
                SampleEvent.contact("a", "b").id("z").at(Duration.ofHours(1)).build();
        Event second =
                SampleEvent.image("a", "b").id("a").at(Duration.ofHours(2)).build();
        Event third =
                SampleEvent.threat("a", "b").id("b").at(Duration.ofHours(2)).build();

        assertThat(EvidenceLog.of(List.of(third, second, first)).events()).containsExactly(first, second, third);
        assertThat(EvidenceLog.of(List.of(third, first)).with(second).events()).containsExactly(first, second, third);
    }

    @Example
    void knowsItsEventsById() {
        EvidenceLog log =
                EvidenceLog.of(List.of(SampleEvent.contact("a", "b").id("1").build()));

        assertThat(log.holds("1")).isTrue();
        assertThat(log.holds("2")).isFalse();
    }

    @Example
    void whatHappenedAtTheLimitIsOutOfRetention() {
        Event old = SampleEvent.contact("a", "b").id("1").occurred(1_000).build();
        Event young = SampleEvent.contact("a", "b").id("2").occurred(1_001).build();

        assertThat(EvidenceLog.of(List.of(old, young)).after(1_000).events()).containsExactly(young);
    }

    @Example
    void thinsToAWeightAndKeepsTheLast() {
        String kibibyte = "x".repeat(1024);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            events.add(SampleEvent.threat("a", "b")
                    .id("%02d".formatted(i))
                    .at(Duration.ofMinutes(i))
                    .text(kibibyte)
                    .build());
        }

        List<Event> kept = EvidenceLog.of(events).thinnedToWeight(16 * 1024).events();

        assertThat(kept).hasSizeBetween(10, 15);
        assertThat(kept.get(0).repeatsThinned()).isTrue();
        assertThat(kept.get(kept.size() - 1)).isEqualTo(events.get(63));
        assertThat(EvidenceLog.of(events).thinnedToWeight(1).events()).hasSize(1);
        assertThat(EvidenceLog.of(events).thinnedToWeight(1 << 20).events()).isEqualTo(events);
    }

    @Example
    void thinsTheOldestRepeatsOfTheMostNumerousKindAndMarksWhatStays() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            events.add(threat(i));
        }
        events.add(image(6));
        events.add(image(7));
        events.add(image(8));

        EvidenceLog thinned = EvidenceLog.of(events).thinnedTo(6);

        assertThat(ids(thinned)).containsExactly("0", "4", "5", "6", "7", "8");
        assertThat(thinned.isThinned()).isTrue();
        assertThat(thinned.events().stream().filter(Event::repeatsThinned).map(Event::eventId))
                .as("the first of its kind carries the mark")
                .containsExactly("0");
    }

    @Example
    void theOldestGoWhenNothingRepeats() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            events.add(SampleEvent.contact("account-" + i, "b")
                    .id("" + i)
                    .at(Duration.ofHours(i))
                    .build());
        }

        EvidenceLog thinned = EvidenceLog.of(events).thinnedTo(6);

        assertThat(ids(thinned)).containsExactly("2", "3", "4", "5", "6", "7");
        assertThat(thinned.isThinned()).isTrue();
    }

    @Example
    void aLogWithinTheLimitIsNotTouched() {
        EvidenceLog log = EvidenceLog.of(List.of(threat(0), threat(1), threat(2)));

        assertThat(log.thinnedTo(3).events()).isEqualTo(log.events());
        assertThat(log.isThinned()).isFalse();
    }

    @Property(tries = 200)
    void thinningKeepsTheLimitTheOrderAndFirstAndLastOfEachKind(
            @ForAll Random random, @ForAll @IntRange(min = 20, max = 200) int size) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String sender = random.nextBoolean() ? "a" : "b";
            events.add((switch (random.nextInt(4)) {
                        case 0 -> SampleEvent.threat(sender, "c");
                        case 1 -> SampleEvent.image(sender, "c");
                        case 2 -> SampleEvent.demand(sender, "c");
                        default -> SampleEvent.contact(sender, "c");
                    })
                    .id("%03d".formatted(i))
                    .occurred(random.nextInt(1_000))
                    .build());
        }
        EvidenceLog log = EvidenceLog.of(events);
        Collections.shuffle(events, random);

        EvidenceLog thinned = EvidenceLog.of(events).thinnedTo(18);

        assertThat(thinned.events()).hasSize(18);
        assertThat(thinned.isThinned()).isTrue();
        assertThat(ids(log)).containsSubsequence(ids(thinned));
        assertThat(ids(thinned)).containsAll(firstsAndLasts(log));
    }

    /** Eight kinds, so at most 16 of the 18 that stay. */
    private static Set<String> firstsAndLasts(EvidenceLog log) {
        Set<String> kinds = new HashSet<>();
        Set<String> ids = new HashSet<>();
        List<Event> reversed = new ArrayList<>(log.events());
        Collections.reverse(reversed);
        for (List<Event> direction : List.of(log.events(), reversed)) {
            kinds.clear();
            for (Event event : direction) {
                if (kinds.add(event.senderId() + event.kind() + event.signals() + event.paymentDirection())) {
                    ids.add(event.eventId());
                }
            }
        }
        return ids;
    }

    private static Event threat(int hour) {
        return SampleEvent.threat("a", "b")
                .id("" + hour)
                .at(Duration.ofHours(hour))
                .build();
    }

    private static Event image(int hour) {
        return SampleEvent.image("b", "a")
                .id("" + hour)
                .at(Duration.ofHours(hour))
                .build();
    }

    private static List<String> ids(EvidenceLog log) {
        return log.events().stream().map(Event::eventId).toList();
    }
}
