// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Media;
import io.wardline.topology.event.SampleEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Goal: few and large events do not grow a conversation's state without end either. */
class EvidenceWeightHarnessTest {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void aConversationHoldsAtMost4MebibytesHoweverFewItsEventsAre() {
        try (DetectHarness detect = DetectHarness.of(PatternCatalog.bundled().automata())) {
            for (int i = 0; i < 40; i++) {
                detect.arrives("c", heavy(i));
                long held =
                        detect.evidence("c").stream().mapToLong(Event::weight).sum();
                assertThat(held).as("after %d events", i + 1).isLessThanOrEqualTo(4L * MEBIBYTE);
            }

            assertThat(detect.evidence("c")).extracting(Event::eventId).contains("event-0", "event-39");
            assertThat(detect.evidence("c")).anyMatch(Event::repeatsThinned);
        }
    }

    /** A quarter of a mebibyte of media names. */
    private static Event heavy(int number) {
        SampleEvent event =
                SampleEvent.image("child", "stranger").id("event-" + number).at(Duration.ofMinutes(number));
        for (int i = 0; i < 1_000; i++) {
            event.media(new Media("m", "image/jpeg", "0".repeat(250), null, null, false, null, false));
        }
        return event.build();
    }
}
