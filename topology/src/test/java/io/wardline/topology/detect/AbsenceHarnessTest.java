// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.catalog.PatternTexts;
import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.SampleEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Goal: a pattern that ends in an absence tells when the time has passed by what the platform knew, and at no other time. Times are minutes
 * after {@link SampleEvent#START}; the pattern waits an hour after the threat.
 */
class AbsenceHarnessTest {
    private static final String CONVERSATION = "c";
    private static final String YAML =
            """
            id: no-help
            title: A threat that nobody reported
            revision: 1
            status: live
            owner: child-safety
            why: Most victims tell nobody.
            window: 24h
            sequence:
              - step: image
                by: victim
                when: image
              - step: threat
                by: offender
                when: threat
              - absent: no-help
                by: victim
                when: kind == 'BLOCK'
                for: 1h
                emit:
                  severity: HIGH
                  explanation: "{victims} did not block {offender}."
            """;

    private static List<Automaton> pattern() {
        PatternCatalog bundled = PatternCatalog.bundled();
        PatternTexts texts = new PatternTexts(bundled.texts().conditions(), Map.of("no-help", YAML));
        PatternCatalog catalog = PatternCatalog.of(texts);
        assertThat(catalog.diagnostics()).isEmpty();
        return catalog.automata();
    }

    private static long minute(long minutes) {
        return SampleEvent.START + Duration.ofMinutes(minutes).toMillis();
    }

    private static Event image() {
        return SampleEvent.image("child", "stranger")
                .id("image")
                .at(Duration.ZERO)
                .build();
    }

    private static Event threat() {
        return SampleEvent.threat("stranger", "child")
                .id("threat")
                .at(Duration.ofMinutes(10))
                .build();
    }

    private static SampleEvent block(long minutes) {
        return SampleEvent.of(Kind.BLOCK, "child", "stranger").id("block").at(Duration.ofMinutes(minutes));
    }

    @Test
    void tellsOnceWhenTheTimeHasPassedThoughTheConversationFellSilent() {
        try (DetectHarness detect = DetectHarness.of(pattern())) {
            assertThat(detect.arrive(CONVERSATION, List.of(image(), threat()))).isEmpty();

            assertThat(detect.watermark(minute(70) - 1)).isEmpty();
            assertThat(detect.watermark(minute(70))).singleElement().satisfies(tell -> {
                assertThat(tell.step()).isEqualTo("no-help");
                assertThat(tell.occurredAtMillis()).as("of the deciding event").isEqualTo(minute(10));
                assertThat(tell.knownAtMillis())
                        .as("the latest of its evidence")
                        .isEqualTo(minute(10));
                assertThat(tell.toldAtMillis()).isEqualTo(minute(70));
                assertThat(tell.evidence())
                        .extracting(item -> item.event().eventId())
                        .containsExactly("image", "threat");
            });
            assertThat(detect.watermark(minute(10_000))).isEmpty();
            assertThat(detect.timers()).isZero();
        }
    }

    @Test
    void staysSilentWhenItCameInTime() {
        try (DetectHarness detect = DetectHarness.of(pattern())) {
            detect.arrive(CONVERSATION, List.of(image(), threat(), block(69).build()));

            assertThat(detect.watermark(minute(10_000))).isEmpty();
        }
    }

    @Test
    void tellsWhenItCameTooLate() {
        try (DetectHarness detect = DetectHarness.of(pattern())) {
            detect.arrive(CONVERSATION, List.of(image(), threat(), block(70).build()));

            assertThat(detect.watermark(minute(70))).hasSize(1);
        }
    }

    @Test
    void withdrawsWhenItTurnsOutToHaveComeInTime() {
        try (DetectHarness detect = DetectHarness.of(pattern())) {
            detect.arrive(CONVERSATION, List.of(image(), threat()));
            Tell told = detect.watermark(minute(100)).get(0);

            List<Tell> after = detect.arrives(
                    CONVERSATION, block(30).known(Duration.ofMinutes(101)).build());

            assertThat(after).singleElement().satisfies(tell -> {
                assertThat(tell.withdrawn()).isTrue();
                assertThat(tell.supersedes()).isEqualTo(told.alertId());
            });
        }
    }

    /** A job that is behind reads what was known in time after the time has passed on the wall: nothing is told that was not so. */
    @Test
    void goesByWhatWasKnownAndNotByTheWallClock() {
        try (DetectHarness detect = DetectHarness.of(pattern())) {
            detect.arrive(CONVERSATION, List.of(image(), threat()));
            detect.settle();

            assertThat(detect.arrives(CONVERSATION, block(30).build())).isEmpty();
            assertThat(detect.watermark(minute(10_000))).isEmpty();
        }
    }

    @Test
    void tellsAtOnceWhatIsCompletedAfterItsTime() {
        try (DetectHarness detect = DetectHarness.of(pattern())) {
            detect.arrives(CONVERSATION, threat());
            detect.watermark(minute(200));

            assertThat(detect.arrives(CONVERSATION, image())).hasSize(1);
        }
    }

    @Test
    void tellsNothingBecauseAJobIsDrained() {
        try (DetectHarness detect = DetectHarness.of(pattern())) {
            detect.arrive(CONVERSATION, List.of(image(), threat()));

            assertThat(detect.watermark(Long.MAX_VALUE)).isEmpty();
        }
    }

    @Test
    void waitsOnAfterARestore() {
        try (DetectHarness before = DetectHarness.of(pattern())) {
            before.arrive(CONVERSATION, List.of(image(), threat()));
            try (DetectHarness after = DetectHarness.restored(DetectHarness.starting(pattern()), before.snapshot())) {
                assertThat(after.watermark(minute(69))).isEmpty();
                assertThat(after.watermark(minute(70))).hasSize(1);
            }
        }
    }

    @Test
    void patternsWithoutAnAbsenceSetNoTimers() {
        try (DetectHarness detect = DetectHarness.of(PatternCatalog.bundled().automata())) {
            detect.arrive(CONVERSATION, List.of(image(), threat()));

            assertThat(detect.timers()).isZero();
        }
    }
}
