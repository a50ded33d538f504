// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.CaseFixture.alert;
import static io.wardline.topology.cases.CaseFixture.hour;
import static io.wardline.topology.cases.CaseFixture.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.cases.CaseView.Status;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Media;
import io.wardline.topology.event.ReportEvent;
import io.wardline.topology.event.ReportEvent.Kind;
import io.wardline.topology.event.SampleEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;

/** Goal: a case is one Kafka record, so nothing of it grows without end, and what its clock rests on is never what goes. */
class CaseBoundsTest {
    private static final int DAY = 24;

    @Example
    void evidenceNeverExceeds512EventsAndSaysSo() {
        CaseDriver kase = new CaseDriver();
        for (int i = 0; i < 100; i++) {
            List<Event> evidence = new ArrayList<>();
            for (int j = 0; j < 8; j++) {
                evidence.add(SampleEvent.threat("stranger", "child")
                        .id("event-%d-%d".formatted(i, j))
                        .at(Duration.ofMinutes(8L * i + j))
                        .build());
            }
            kase.tell(alert("a" + i).evidence(evidence));
            assertThat(kase.state().evidence().size()).isLessThanOrEqualTo(512);
            assertThat(kase.state().evidenceThinned()).isEqualTo(8 * (i + 1) > 512);
        }
        assertThat(kase.state().evidence().get(0).event().eventId()).isEqualTo("event-0-0");
        assertThat(kase.state().evidence().get(511).event().eventId()).isEqualTo("event-99-7");
    }

    @Example
    void textNeverExceedsAQuarterOfAMebibyte() {
        CaseDriver kase = new CaseDriver();
        String text = "ü".repeat(2048);
        for (int i = 0; i < 100; i++) {
            kase.tell(alert("a" + i)
                    .evidence(List.of(SampleEvent.threat("stranger", "child")
                            .id("event-" + i)
                            .at(Duration.ofMinutes(i))
                            .text(text)
                            .build())));
        }

        assertThat(kase.state().evidence()).hasSize(100);
        assertThat(kase.state().evidence().stream()
                        .filter(item -> item.event().text() != null)
                        .count())
                .as("of 4096 bytes each")
                .isEqualTo(64);
        assertThat(kase.state().evidenceThinned()).isTrue();
    }

    @Example
    void alertsNeverExceed256AndTheClockStays() {
        CaseDriver kase = new CaseDriver();
        kase.tell(alert("low").notReportable());
        for (int i = 0; i < 600; i++) {
            kase.tell(alert("a" + i).at(1 + i / 1000.0));
            if (i == 300) {
                kase.tell(alert("crisis").at(1 + i / 1000.0).crisis());
            }
        }

        assertThat(kase.state().alerts()).hasSizeLessThanOrEqualTo(256);
        assertThat(kase.view(2).deadlineMillis()).isEqualTo(hour(73));
        assertThat(kase.view(2).crisis()).isTrue();
    }

    /** Of a reopened case the clock is that of the alert that reopened it. */
    @Example
    void aFloodOfAlertsMovesNoDeadlineOfAReopenedCase() {
        CaseDriver kase = new CaseDriver()
                .tell(alert("a"))
                .report(report(Kind.DISMISSED, 10))
                .tell(alert("b").at(100));
        for (int i = 0; i < 600; i++) {
            kase.tell(alert("c" + i).at(101 + i / 1000.0).crisis());
        }

        assertThat(kase.state().alerts().size()).isLessThanOrEqualTo(256);
        assertThat(kase.view(102).deadlineMillis()).isEqualTo(hour(172));
        assertThat(kase.until(102).told()).containsExactly("101h legal");
    }

    @Example
    void reportsNeverExceed256AndTheFilingStays() {
        CaseDriver kase = new CaseDriver().tell(alert("a")).report(report(Kind.FILED, 1));
        for (int i = 0; i < 600; i++) {
            kase.report(report(Kind.ACKNOWLEDGED, 2 + i / 1000.0).id("ack-" + i));
        }

        assertThat(kase.state().reports()).hasSizeLessThanOrEqualTo(256);
        assertThat(kase.view(3).status()).isEqualTo(Status.FILED);
    }

    @Example
    void ofReportsThatWaitThe257thPushesTheOldestOutAndItIsTold() {
        CaseDriver kase = new CaseDriver();
        for (int i = 0; i < 257; i++) {
            kase.report(report(Kind.ACKNOWLEDGED, 1 + i / 1000.0).id("ack-" + i));
        }

        assertThat(kase.state().reports()).hasSize(256);
        assertThat(kase.expired()).extracting(ReportEvent::eventId).containsExactly("ack-0");
    }

    @Example
    void reportsThatWaitHoldAtMost4MebibytesAndTheRestIsTold() {
        CaseDriver kase = new CaseDriver();
        for (int i = 0; i < 5; i++) {
            kase.report(report(Kind.FILED, 1 + i).id("filed-" + i).bytes(new byte[1 << 20]));
        }

        assertThat(kase.state().reports()).hasSize(4);
        assertThat(kase.expired()).extracting(ReportEvent::eventId).containsExactly("filed-0");
    }

    /** Of a Kafka record of 8 MiB the alerts, reports and parties may have the rest. */
    @Example
    void evidenceHoldsAtMost4MebibytesAndSaysSo() {
        CaseDriver kase = new CaseDriver();
        for (int i = 0; i < 100; i++) {
            SampleEvent event = SampleEvent.threat("stranger", "child")
                    .id("event-%02d".formatted(i))
                    .at(Duration.ofMinutes(i));
            for (int media = 0; media < 256; media++) {
                event.media(new Media("m", "image/jpeg", "0".repeat(502), null, null, false, null, false));
            }
            kase.tell(alert("a" + i).evidence(List.of(event.build())));
        }

        List<CaseEvidence> evidence = kase.state().evidence();
        assertThat(evidence).as("of more than 128 KiB each").hasSizeBetween(16, 31);
        assertThat(evidence.get(0).event().eventId()).isEqualTo("event-00");
        assertThat(evidence.get(evidence.size() - 1).event().eventId()).isEqualTo("event-99");
        assertThat(kase.state().evidenceThinned()).isTrue();
    }

    @Example
    void aCaseIsKeptAYearAfterItsLastFact() {
        CaseDriver kase = new CaseDriver().tell(alert("a")).report(report(Kind.FILED, 10 * DAY));

        assertThat(kase.until(375 * DAY - 0.001).isGone()).isFalse();
        assertThat(kase.until(375 * DAY).isGone()).isTrue();
    }
}
