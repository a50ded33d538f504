// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.topology.detect.RocksDbCounts.Counts;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.SampleEvent;
import io.wardline.topology.ingest.IngestedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * Goal: an admitted event costs one append and at most one read of RocksDB, any other costs none. What the job costs is this number times the
 * platform's events. Method: RocksDB's own counters, over a mixed stream that goes through both functions.
 */
class StateAccessTest {
    private static final int EVENTS = 5_000;
    private static final int CONVERSATIONS = 400;
    private static final Counts NONE = new Counts(0, 0, 0);

    @Test
    void anAdmittedEventIsOneAppendAndAtMostOneReadAndAnyOtherIsNone() throws Exception {
        List<Arrival> mixed = mixedStream();
        List<Arrival> admitted = admitted(mixed);
        assertThat(admitted).hasSizeBetween(EVENTS / 10, EVENTS / 2);

        try (DetectHarness detect = DetectHarness.of(PatternCatalog.bundled().automata(), new RocksDbCounts())) {
            Counts before = RocksDbCounts.now();
            admitted.forEach(arrival -> detect.arrives(arrival.conversationId(), arrival.event()));

            Counts counts = RocksDbCounts.now().since(before);
            assertThat(counts.reads()).isBetween((long) CONVERSATIONS, (long) admitted.size());
            assertThat(counts).isEqualTo(new Counts(counts.reads(), admitted.size(), 0));
            assertThat(detect.tells())
                    .as("the stream is one in which matches are found")
                    .isNotEmpty();
        }
    }

    @Test
    void theFirstEventOfAConversationIsReadForAndNotThoseAfterItThatCanTellNothing() {
        try (DetectHarness detect = DetectHarness.of(PatternCatalog.bundled().automata(), new RocksDbCounts())) {
            for (int i = 0; i < 3; i++) {
                Counts before = RocksDbCounts.now();
                detect.arrives(
                        "conversation",
                        SampleEvent.contact("a", "b")
                                .id("event-" + i)
                                .at(Duration.ofMinutes(i))
                                .build());
                assertThat(RocksDbCounts.now().since(before))
                        .as("event %d", i)
                        .isEqualTo(new Counts(i == 0 ? 1 : 0, 1, 0));
            }
        }
    }

    @Test
    void aCopyOrALateEventIsReadFor() {
        try (DetectHarness detect = DetectHarness.of(PatternCatalog.bundled().automata(), new RocksDbCounts())) {
            SampleEvent first = SampleEvent.contact("a", "b").id("first").at(Duration.ofHours(2));
            SampleEvent late = SampleEvent.contact("a", "b").id("late").at(Duration.ofHours(1));
            detect.arrives("conversation", first.build());
            for (SampleEvent again : List.of(first, late)) {
                Counts before = RocksDbCounts.now();
                detect.arrives("conversation", again.build());
                assertThat(RocksDbCounts.now().since(before)).isEqualTo(new Counts(1, 1, 0));
            }
        }
    }

    @Test
    void theCountersCount() {
        try (DetectHarness detect = DetectHarness.of(PatternCatalog.bundled().automata(), new RocksDbCounts())) {
            Counts before = RocksDbCounts.now();
            assertThat(RocksDbCounts.now().since(before)).isEqualTo(NONE);

            detect.evidence("conversation");
            assertThat(RocksDbCounts.now().since(before).reads()).isEqualTo(1);

            detect.conversationsOnDisk();
            assertThat(RocksDbCounts.now().since(before).iterators()).isPositive();
        }
    }

    private static List<Arrival> admitted(List<Arrival> mixed) throws Exception {
        OneInputStreamOperatorTestHarness<IngestedEvent, ConversationNews> admit =
                new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new AdmitEvents()));
        admit.open();
        for (Arrival arrival : mixed) {
            admit.processElement(new StreamRecord<>(new IngestedEvent(arrival, null)));
        }
        List<Arrival> out = admit.extractOutputValues().stream()
                .map(news -> new Arrival(news.conversationId(), Objects.requireNonNull(news.event())))
                .toList();
        admit.close();
        return out;
    }

    /** One in four is evidence; a fixed seed, since the number is the claim and not the shape. */
    private static List<Arrival> mixedStream() {
        Random random = new Random(42);
        List<Arrival> stream = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            SampleEvent event =
                    switch (random.nextInt(16)) {
                        case 0 -> SampleEvent.contact("stranger", "child");
                        case 1 -> SampleEvent.image("child", "stranger");
                        case 2 -> SampleEvent.threat("stranger", "child");
                        case 3 -> SampleEvent.demand("stranger", "child");
                        case 4 -> SampleEvent.of(Kind.PROFILE_VIEW, "stranger", "child");
                        default -> SampleEvent.message("child", "stranger").signal("nudity", 0.3);
                    };
            Event built = event.id("event-" + i)
                    .occurred(SampleEvent.START + random.nextInt(86_400_000))
                    .build();
            stream.add(new Arrival("conversation-" + random.nextInt(CONVERSATIONS), built));
        }
        return stream;
    }
}
