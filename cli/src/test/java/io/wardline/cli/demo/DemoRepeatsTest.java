// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.v1.ConversationEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Goal: the demo never runs out of guilty conversations that have begun and are not over, and none is told for another. */
class DemoRepeatsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void repeatsGuiltyConversationsUnderIdsOfTheirOwn() throws Exception {
        DemoSamples samples = DemoSamples.load(NOW);
        long guiltyEvents = samples.events().stream()
                .filter(event -> samples.guilty().getOrDefault(event.getConversationId(), false))
                .count();
        DemoRepeats repeats = new DemoRepeats(samples);

        List<ConversationEvent> events = new ArrayList<>();
        for (int second = 0; second < 2 * guiltyEvents; second++) {
            events.add(repeats.next(NOW.plusSeconds(second)));
        }

        assertThat(events).allMatch(event -> round(event.getEventId()).equals(round(event.getConversationId())));
        assertThat(events).extracting(event -> round(event.getConversationId())).contains("1", "2");
        assertThat(events)
                .allMatch(event -> samples.guilty().get(DemoRepeats.sampleOf(event.getConversationId())))
                .noneMatch(event -> samples.guilty().containsKey(event.getConversationId()));
        assertThat(events.get(7).getOccurredAt()).isEqualTo(NOW.plusSeconds(7));
    }

    private static String round(String id) {
        return id.substring(id.indexOf('~') + 1);
    }

    /** The events of one sample keep their order, and others come between. */
    @Test
    void keepsTheOrderWithinAConversationAndSeveralAtOnce() throws Exception {
        DemoSamples samples = DemoSamples.load(NOW);
        DemoRepeats repeats = new DemoRepeats(samples);
        ConversationEvent first = repeats.next(NOW);
        Set<String> atOnce = new HashSet<>(Set.of(first.getConversationId()));
        List<String> its = new ArrayList<>(List.of(first.getEventId()));
        for (int second = 1; second < 100; second++) {
            ConversationEvent event = repeats.next(NOW.plusSeconds(second));
            if (second < 4) {
                atOnce.add(event.getConversationId());
            }
            if (event.getConversationId().equals(first.getConversationId())) {
                its.add(event.getEventId());
            }
        }

        String sample = DemoRepeats.sampleOf(first.getConversationId());
        assertThat(atOnce).hasSize(4);
        assertThat(its)
                .startsWith(samples.events().stream()
                        .filter(event -> event.getConversationId().equals(sample))
                        .limit(3)
                        .map(event -> event.getEventId() + "~1")
                        .toArray(String[]::new));
    }
}
