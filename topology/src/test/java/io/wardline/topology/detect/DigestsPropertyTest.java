// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.catalog.PatternTexts;
import io.wardline.topology.Policy;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.SampleEvent;
import io.wardline.topology.revision.PatternStart;
import io.wardline.topology.revision.SampleRevision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Goal: what is told does not depend on what is remembered of a log beside it. Method: the same arrivals to three detectors on RocksDB, of
 * which one remembers nothing and reads for each event, one has room for a few conversations, and one remembers all; every tell must be
 * the same, in order. Arrivals are late, come twice, make children younger, fill logs beyond their bound and lie out of each other's
 * retention; one pattern waits, and one is published half way.
 */
class DigestsPropertyTest {
    private static final int ROUNDS = 6;
    private static final int EVENTS = 1_500;
    private static final int MAX_EVENTS = 24;
    private static final long FEW = 2_000;
    private static final List<AgeBand> BANDS = List.of(AgeBand.values());
    private static final String WAITING =
            """
            id: no-help
            title: A threat that nobody reported
            revision: 1
            status: live
            owner: child-safety
            why: Most victims tell nobody.
            window: 24h
            sequence:
              - {step: image, by: victim, when: image}
              - {step: threat, by: offender, when: threat}
              - absent: no-help
                by: victim
                when: kind == 'BLOCK'
                for: 1h
                emit: {severity: HIGH, explanation: text}
            """;

    private static PatternStart patterns(Random random) {
        PatternTexts bundled = PatternCatalog.bundled().texts();
        Map<String, String> texts = new HashMap<>();
        if (random.nextBoolean()) {
            texts.putAll(bundled.patterns());
        }
        if (texts.isEmpty() || random.nextBoolean()) {
            texts.put("no-help", WAITING);
        }
        return PatternStart.of(new PatternTexts(bundled.conditions(), texts));
    }

    @Test
    void whatIsToldDoesNotDependOnWhatIsRemembered() {
        long seed = new Random().nextLong();
        System.out.println("digests from seed " + seed);
        Random random = new Random(seed);
        int told = 0;
        int refreshed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            PatternStart patterns = patterns(random);
            List<DetectHarness> detectors = new ArrayList<>();
            for (long bytes : List.of(0L, FEW, Policy.DIGEST_BYTES)) {
                detectors.add(DetectHarness.remembering(patterns, MAX_EVENTS, bytes));
            }
            long now = SampleEvent.START;
            List<Event> sent = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                now += Duration.ofMinutes(random.nextInt(200) == 0 ? 40_000 : random.nextInt(20))
                        .toMillis();
                if (i == EVENTS / 2) {
                    detectors.forEach(detector ->
                            detector.published(SampleRevision.of("trial", 1).build()));
                }
                boolean again = !sent.isEmpty() && random.nextInt(20) == 0;
                Event event = again ? sent.get(random.nextInt(sent.size())) : event(random, i, now);
                sent.add(event);
                String conversation = "conversation-" + (again ? conversation(event) : i % 7);
                long watermark = now - 1;
                boolean timePasses = random.nextInt(3) == 0;
                List<List<Tell>> tells = detectors.stream()
                        .map(detector -> {
                            List<Tell> all = new ArrayList<>(detector.arrives(conversation, event));
                            all.addAll(timePasses ? detector.watermark(watermark) : List.of());
                            return all;
                        })
                        .toList();
                assertThat(tells)
                        .as("seed %d, round %d, event %d", seed, round, i)
                        .allSatisfy(each -> assertThat(each).isEqualTo(tells.get(0)));
                told += tells.get(0).size();
                refreshed += (int) tells.get(0).stream().filter(Tell::refresh).count();
            }
            detectors.forEach(DetectHarness::close);
        }
        assertThat(told).as("told").isGreaterThan(500);
        assertThat(refreshed).as("told again since a child is younger").isGreaterThan(5);
    }

    private static int conversation(Event event) {
        return Integer.parseInt(event.eventId().substring("event-".length())) % 7;
    }

    private static Event event(Random random, int number, long now) {
        boolean late = random.nextInt(6) == 0;
        String from = random.nextInt(3) == 0 ? "child" : "stranger";
        String to = from.equals("child") ? "stranger" : "child";
        SampleEvent event =
                switch (random.nextInt(12)) {
                    case 0 -> SampleEvent.image("child", "stranger");
                    case 1 -> SampleEvent.threat("stranger", "child");
                    case 2 -> SampleEvent.demand("stranger", "child");
                    case 3 -> SampleEvent.of(Kind.BLOCK, "child", "stranger");
                    case 4 -> SampleEvent.message("child", "stranger").signal("self_harm", 0.9);
                    case 5 -> SampleEvent.contact("friend", "child", "other-" + random.nextInt(20));
                    default -> SampleEvent.of(random.nextBoolean() ? Kind.CALL : Kind.CONTACT, from, to);
                };
        return event.id("event-" + number)
                .occurred(late ? now - random.nextInt(7_200_000) : now)
                .aged("child", random.nextInt(10) == 0 ? BANDS.get(random.nextInt(BANDS.size())) : AgeBand.UNKNOWN)
                .build();
    }
}
