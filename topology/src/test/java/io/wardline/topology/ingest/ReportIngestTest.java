// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.DeadLetter.Code;
import io.wardline.topology.event.Origin;
import io.wardline.topology.event.ReportEvent.Kind;
import io.wardline.v1.ReportEvent;
import io.wardline.v1.ReportEventKind;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: a report event reaches its case with all it says and the bytes it came in, or is a dead letter. */
class ReportIngestTest {
    private static final Origin ORIGIN = Origin.ofFile("reports.jsonl", 7);
    private static final byte[] BYTES = {1, 2, 3};
    private static final long KNOWN_AT = WireEvents.AT.toEpochMilli();
    private static final String CANARY = "canary";

    @Test
    void carriesEverythingThatTheRecordSays() {
        io.wardline.topology.event.ReportEvent report =
                accepted(WireEvents.filed().setNote("sent by hand").build(), KNOWN_AT + 9);

        assertThat(report.eventId()).isEqualTo("report-event-1");
        assertThat(report.caseId()).isEqualTo("case-1");
        assertThat(report.occurredAtMillis()).isEqualTo(KNOWN_AT);
        assertThat(report.knownAtMillis()).isEqualTo(KNOWN_AT + 9);
        assertThat(report.kind()).isEqualTo(Kind.FILED);
        assertThat(report.reportId()).isEqualTo("4711");
        assertThat(report.actor()).isEqualTo("responder-1");
        assertThat(report.note()).isEqualTo("sent by hand");
        assertThat(report.origin()).isEqualTo(ORIGIN);
        assertThat(report.bytes()).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @EnumSource(ReportEventKind.class)
    void acceptsEveryKind(ReportEventKind kind) {
        assertThat(accepted(WireEvents.filed().setKind(kind).build(), KNOWN_AT)
                        .kind()
                        .name())
                .isEqualTo(kind.name());
    }

    /** A person may record a filing long after it was made; only evidence ages. */
    @Test
    void isNeverTooOld() {
        assertThat(accepted(
                                WireEvents.filed().build(),
                                KNOWN_AT + Duration.ofDays(400).toMillis())
                        .occurredAtMillis())
                .isEqualTo(KNOWN_AT);
    }

    @Test
    void fiveMinutesAheadAreAcceptedAndOneMillisecondMoreIsFuture() {
        long fiveMinutes = Duration.ofMinutes(5).toMillis();

        assertThat(accepted(WireEvents.filed().build(), KNOWN_AT - fiveMinutes).occurredAtMillis())
                .isEqualTo(KNOWN_AT);
        assertThat(rejected(WireEvents.filed().build(), KNOWN_AT - fiveMinutes - 1)
                        .code())
                .isEqualTo(Code.FUTURE);
    }

    @Test
    void aRecordOverTheLimitIsOversized() {
        ReportIngest ingest = new ReportIngest(bytes -> WireEvents.filed().build(), 2);

        DeadLetter letter =
                Objects.requireNonNull(ingest.ingest(BYTES, ORIGIN, KNOWN_AT).deadLetter());

        assertThat(letter.code()).isEqualTo(Code.OVERSIZED);
        assertThat(letter.bytes()).isEqualTo(BYTES);
    }

    static Stream<UnaryOperator<ReportEvent.Builder>> mistakes() {
        String longId = CANARY.repeat(50);
        return Stream.of(
                record -> record.setEventId(" "),
                record -> record.setEventId(longId),
                record -> record.setCaseId(""),
                record -> record.setCaseId(longId),
                record -> record.setActor(""),
                record -> record.setActor(longId),
                record -> record.setNote(CANARY.repeat(1_000)));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsInvalidAndItsDetailHoldsNoValue(UnaryOperator<ReportEvent.Builder> mistake) {
        ReportEvent.Builder record = WireEvents.filed()
                .setEventId(CANARY)
                .setCaseId(CANARY)
                .setActor(CANARY)
                .setNote(CANARY)
                .setReportId(CANARY);

        DeadLetter letter = rejected(mistake.apply(record).build(), KNOWN_AT);

        assertThat(letter.code()).isEqualTo(Code.INVALID);
        assertThat(letter.detail()).doesNotContain(CANARY).hasSizeLessThan(200);
        assertThat(letter.origin()).isEqualTo(ORIGIN);
        assertThat(letter.bytes()).isEqualTo(BYTES);
    }

    private static io.wardline.topology.event.ReportEvent accepted(ReportEvent wire, long knownAt) {
        IngestedReport ingested = new ReportIngest(bytes -> wire, 1024).ingest(BYTES, ORIGIN, knownAt);
        assertThat(ingested.deadLetter()).isNull();
        return Objects.requireNonNull(ingested.report());
    }

    private static DeadLetter rejected(ReportEvent wire, long knownAt) {
        IngestedReport ingested = new ReportIngest(bytes -> wire, 1024).ingest(BYTES, ORIGIN, knownAt);
        assertThat(ingested.report()).isNull();
        return Objects.requireNonNull(ingested.deadLetter());
    }
}
