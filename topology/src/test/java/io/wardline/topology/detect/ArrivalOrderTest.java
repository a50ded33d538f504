// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.SampleEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Goal: once all events have arrived, in whatever order and however often, the standing alerts are those of an arrival in order, by
 * their ids. Method: random conversations of three accounts in which crimes happen, each arriving twice, on RocksDB with the bundled
 * patterns.
 */
class ArrivalOrderTest {
    private static final List<String> ACCOUNTS = List.of("stranger", "child", "accomplice");

    private static DetectHarness inOrder = DetectHarness.of(List.of());
    private static DetectHarness shuffled = DetectHarness.of(List.of());
    private static int conversations;
    private static int alerts;
    private static int corrections;

    @BeforeContainer
    static void open() {
        inOrder.close();
        shuffled.close();
        inOrder = DetectHarness.of(PatternCatalog.bundled().automata());
        shuffled = DetectHarness.of(PatternCatalog.bundled().automata());
    }

    @AfterContainer
    static void close() {
        inOrder.close();
        shuffled.close();
        assertThat(alerts).as("alerts standing in all tries").isGreaterThan(500);
        assertThat(corrections).as("withdrawals and supersessions in all tries").isGreaterThan(100);
    }

    @Property(tries = 300)
    void standingAlertsDoNotDependOnTheOrderOfArrival(
            @ForAll Random random, @ForAll @IntRange(min = 3, max = 14) int size) {
        String conversation = "conversation-" + conversations++;
        List<Event> events = guiltyConversation(random, size);
        List<Event> arrivals = new ArrayList<>(events);
        for (int i = 0; i < size / 3; i++) {
            arrivals.add(events.get(random.nextInt(size)));
        }
        Collections.shuffle(arrivals, random);
        events.sort(Evidence.ORDER);

        Map<String, Tell> expected = DetectHarness.standing(inOrder.arrive(conversation, events));
        List<Tell> told = shuffled.arrive(conversation, arrivals);

        assertThat(DetectHarness.standing(told).keySet()).isEqualTo(expected.keySet());
        alerts += expected.size();
        corrections +=
                (int) told.stream().filter(tell -> tell.supersedes() != null).count();
    }

    /** In order, nothing that was told has to be taken back. */
    @Property(tries = 100)
    void anArrivalInOrderCorrectsNothing(@ForAll Random random, @ForAll @IntRange(min = 3, max = 14) int size) {
        List<Event> events = guiltyConversation(random, size);
        events.sort(Evidence.ORDER);

        assertThat(inOrder.arrive("conversation-" + conversations++, events))
                .allMatch(tell -> tell.supersedes() == null && !tell.withdrawn());
    }

    /** Over up to 40 days, with events of one moment, so that windows, retention and the order by id come into play. */
    private static List<Event> guiltyConversation(Random random, int size) {
        long[] scales = {
            Duration.ofMinutes(30).toMillis(),
            Duration.ofHours(30).toMillis(),
            Duration.ofDays(40).toMillis()
        };
        long scale = scales[random.nextInt(scales.length)];
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<String> accounts = new ArrayList<>(ACCOUNTS);
            Collections.shuffle(accounts, random);
            String from = random.nextInt(3) == 0 ? accounts.get(0) : "stranger";
            String to = from.equals("child") ? "stranger" : "child";
            events.add(event(random, from, to)
                    .id("event-" + random.nextInt(1_000) + "-" + i)
                    .occurred(SampleEvent.START + scale * random.nextInt(20) / 20)
                    .build());
        }
        return events;
    }

    private static SampleEvent event(Random random, String from, String to) {
        return switch (random.nextInt(10)) {
            case 0 -> SampleEvent.contact(from, to);
            case 1, 2 -> SampleEvent.image("child", "stranger", "accomplice");
            case 3 -> SampleEvent.threat(from, to);
            case 4 -> SampleEvent.demand(from, to);
            case 5 -> SampleEvent.threat(from, to).signal("payment_request", 0.8);
            case 6 -> SampleEvent.message(from, to).signal("image_request", 0.7);
            case 7 ->
                SampleEvent.message("child", from.equals("child") ? "stranger" : from)
                        .payment("SENT");
            case 8 -> SampleEvent.message("child", "stranger").signal("self_harm", 0.9);
            default -> SampleEvent.of(Kind.USER_REPORT, "child", "stranger");
        };
    }
}
