// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.pattern.Severity;
import io.wardline.topology.detect.EvidenceItem;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Origin;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.ReportEvent;
import io.wardline.topology.event.SampleEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of a case for tests. Times are hours after {@link SampleEvent#START}, at which a clock of a case is usually started. */
final class CaseFixture {
    static final String CASE = "case-1";
    static final CaseLogic LOGIC = new CaseLogic(Ladder.DEFAULT, Duration.ofDays(30), Keeping.DEFAULT);

    private CaseFixture() {}

    static long hour(double hours) {
        return SampleEvent.START + Math.round(hours * 3_600_000);
    }

    static double hours(long millis) {
        return (millis - SampleEvent.START) / 3_600_000.0;
    }

    static Alert alert(String id) {
        return new Alert(id);
    }

    static Report report(ReportEvent.Kind kind, double hours) {
        return new Report(kind, hours);
    }

    /** An escalation as "hour level", with what is not usual. */
    static String brief(Escalation escalation) {
        return "%sh %s%s%s%s"
                .formatted(
                        brief(hours(escalation.firedAtMillis())),
                        escalation.level(),
                        escalation.repeat() == 0 ? "" : " " + escalation.repeat(),
                        escalation.overdue() ? " overdue" : "",
                        escalation.resolved() ? " resolved" : "");
    }

    private static String brief(double hours) {
        return hours == Math.rint(hours) ? Long.toString(Math.round(hours)) : Double.toString(hours);
    }

    /** An alert: reportable, HIGH, of a child, known and told at once, at hour 0. */
    static final class Alert {
        private final String id;
        private String caseId = CASE;
        private long knownAt = SampleEvent.START;
        private long toldAt = SampleEvent.START;
        private Severity severity = Severity.HIGH;
        private boolean crisis;
        private boolean reportable = true;
        private boolean withdrawn;
        private boolean refresh;
        private @Nullable String supersedes;
        private List<Party> victims = List.of(new Party("child", AgeBand.AGE_13_15, null, null));
        private List<Event> events;

        private Alert(String id) {
            this.id = id;
            this.events = List.of(SampleEvent.threat("stranger", "child")
                    .id("event-of-" + id)
                    .text("words of " + id)
                    .build());
        }

        Alert at(double hours) {
            knownAt = hour(hours);
            toldAt = hour(hours);
            return this;
        }

        Alert knownAt(double hours) {
            knownAt = hour(hours);
            return this;
        }

        Alert ofCase(String other) {
            caseId = other;
            return this;
        }

        Alert severity(Severity other) {
            severity = other;
            return this;
        }

        Alert crisis() {
            crisis = true;
            severity = Severity.CRITICAL;
            return this;
        }

        Alert notReportable() {
            reportable = false;
            severity = Severity.LOW;
            return this;
        }

        Alert supersedes(String other) {
            supersedes = other;
            return this;
        }

        Alert withdraws(String other) {
            withdrawn = true;
            return supersedes(other);
        }

        /** Told before; only what is known of its parties changed. */
        Alert refresh() {
            refresh = true;
            return this;
        }

        Alert victim(String accountId, AgeBand band) {
            victims = List.of(new Party(accountId, band, null, null));
            return this;
        }

        Alert evidence(List<Event> other) {
            events = other;
            return this;
        }

        Tell tell() {
            return new Tell(
                    id,
                    caseId,
                    "conversation-1",
                    "threat-after-image",
                    1,
                    false,
                    "threat",
                    severity,
                    crisis,
                    reportable,
                    new Party("stranger", AgeBand.ADULT, null, null),
                    victims,
                    knownAt,
                    knownAt,
                    toldAt,
                    withdrawn,
                    supersedes,
                    "burst-" + id,
                    events.stream()
                            .map(event -> new EvidenceItem("threat", Map.of("threat_exposure", 0.88), event))
                            .toList(),
                    false,
                    "stranger threatens child.",
                    refresh);
        }
    }

    /** A report event: done and known at once. */
    static final class Report {
        private final ReportEvent.Kind kind;
        private String id;
        private String caseId = CASE;
        private long occurredAt;
        private long knownAt;
        private @Nullable String reportId;
        private @Nullable String note;
        private byte @Nullable [] bytes;

        private Report(ReportEvent.Kind kind, double hours) {
            this.kind = kind;
            this.id = kind + "-" + hours;
            this.occurredAt = hour(hours);
            this.knownAt = hour(hours);
        }

        Report id(String other) {
            id = other;
            return this;
        }

        Report ofCase(String other) {
            caseId = other;
            return this;
        }

        Report occurred(double hours) {
            occurredAt = hour(hours);
            return this;
        }

        Report reportId(String other) {
            reportId = other;
            return this;
        }

        Report bytes(byte[] other) {
            bytes = other;
            return this;
        }

        Report note(String other) {
            note = other;
            return this;
        }

        ReportEvent event() {
            return new ReportEvent(
                    id,
                    caseId,
                    occurredAt,
                    knownAt,
                    kind,
                    reportId,
                    "responder-1",
                    note,
                    Origin.ofTopic("wardline.report-events", 0, 7),
                    bytes != null ? bytes : ("bytes of " + id).getBytes(StandardCharsets.UTF_8));
        }
    }
}
