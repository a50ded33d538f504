// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wardline.topology.JobConfig;
import io.wardline.topology.Policy;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.AgeSource;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.DeadLetter.Code;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.Network;
import io.wardline.topology.event.Origin;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.Payment;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.EventKind;
import io.wardline.v1.Media;
import io.wardline.v1.PaymentDirection;
import io.wardline.v1.PaymentMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: each record is an event or a dead letter with the contract's code, its origin, its bytes and no value of its content. Method: a
 * reader that gives the record under test, so that bytes and content are independent.
 */
class EventIngestTest {
    private static final Origin ORIGIN = Origin.ofTopic("wardline.conversation-events", 3, 42);
    private static final byte[] BYTES = {1, 2, 3};
    private static final long KNOWN_AT = WireEvents.AT.toEpochMilli();
    private static final String CANARY = "canary";

    @Test
    void carriesEverythingThatTheRecordSays() {
        ConversationEvent wire = WireEvents.message()
                .setKind(EventKind.MEDIA)
                .setSender(io.wardline.v1.Party.newBuilder()
                        .setAccountId("stranger")
                        .setAgeBand(io.wardline.v1.AgeBand.ADULT)
                        .setAgeSource(io.wardline.v1.AgeSource.ESTIMATED)
                        .setCountry("NG")
                        .build())
                .setSignals(Map.of("nudity", 0.93, "a_providers_own", 0.2))
                .setMedia(List.of(media("media-1")))
                .setPayment(io.wardline.v1.Payment.newBuilder()
                        .setDirection(PaymentDirection.REQUESTED)
                        .setMethod(PaymentMethod.GIFT_CARD)
                        .setHandle("$handle")
                        .setAmount(50.0)
                        .setCurrency("USD")
                        .build())
                .setNetwork(io.wardline.v1.Network.newBuilder()
                        .setIp("203.0.113.7")
                        .setPort(65_535)
                        .setDeviceId("device-1")
                        .setProxy(true)
                        .build())
                .setText("hello")
                .build();

        assertThat(accepted(wire, KNOWN_AT + 5))
                .isEqualTo(new Arrival(
                        "conversation-1",
                        new Event(
                                "event-1",
                                KNOWN_AT,
                                KNOWN_AT + 5,
                                Kind.MEDIA,
                                new Party("stranger", AgeBand.ADULT, AgeSource.ESTIMATED, "NG"),
                                List.of(new Party("child", AgeBand.AGE_13_15, null, null)),
                                Map.of("nudity", 0.93, "a_providers_own", 0.2),
                                List.of(new io.wardline.topology.event.Media(
                                        "media-1", "image/jpeg", "ab", "cd", "ef", true, "list-1", true)),
                                new Payment("REQUESTED", "GIFT_CARD", "$handle", 50.0, "USD"),
                                new Network("203.0.113.7", 65_535, "device-1", true),
                                "hello",
                                false)));
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void acceptsEveryKind(EventKind kind) {
        assertThat(accepted(WireEvents.message().setKind(kind).build(), KNOWN_AT)
                        .event()
                        .kind())
                .isEqualTo(kind.name());
    }

    @Test
    void aRecordOverTheLimitIsOversizedAndIsNotRead() {
        byte[] large = new byte[5 * 1024 * 1024];
        EventIngest ingest = ingest(bytes -> {
            throw new AssertionError("a record over the limit must not be decoded");
        });

        DeadLetter letter = rejected(ingest.ingest(large, ORIGIN, KNOWN_AT));

        assertThat(letter.code()).isEqualTo(Code.OVERSIZED);
        assertThat(letter.bytes()).isEqualTo(large);
    }

    @Test
    void aRecordOfExactlyTheLimitIsRead() {
        EventIngest ingest = ingest(bytes -> WireEvents.message().build());

        assertThat(ingest.ingest(new byte[JobConfig.DEFAULT_RECORD_BYTES], ORIGIN, KNOWN_AT)
                        .deadLetter())
                .isNull();
        assertThat(rejected(ingest.ingest(new byte[JobConfig.DEFAULT_RECORD_BYTES + 1], ORIGIN, KNOWN_AT))
                        .code())
                .isEqualTo(Code.OVERSIZED);
    }

    @Test
    void aDeadLetterHasOriginBytesAndKnownAtOfItsRecord() {
        DeadLetter letter = rejected(
                WireEvents.message().setEventId(" ").build(),
                KNOWN_AT + Duration.ofDays(31).toMillis());

        assertThat(letter.origin()).isEqualTo(ORIGIN);
        assertThat(letter.bytes()).isEqualTo(BYTES);
        assertThat(letter.knownAtMillis())
                .isEqualTo(KNOWN_AT + Duration.ofDays(31).toMillis());
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void theReadersCodeIsTheDeadLetters(Code code) {
        EventIngest ingest = ingest(bytes -> {
            throw new RejectedRecordException(code, "why");
        });

        DeadLetter letter = rejected(ingest.ingest(BYTES, ORIGIN, KNOWN_AT));

        assertThat(letter.code()).isEqualTo(code);
        assertThat(letter.detail()).isEqualTo("why");
    }

    @Test
    void fiveMinutesAheadAreAcceptedAndOneMillisecondMoreIsFuture() {
        ConversationEvent wire = WireEvents.message().build();
        long fiveMinutes = Duration.ofMinutes(5).toMillis();

        assertThat(accepted(wire, KNOWN_AT - fiveMinutes).event().occurredAtMillis())
                .isEqualTo(KNOWN_AT);
        assertThat(rejected(wire, KNOWN_AT - fiveMinutes - 1).code()).isEqualTo(Code.FUTURE);
    }

    @Test
    void thirtyDaysOfAgeAreAcceptedAndOneMillisecondMoreIsTooOld() {
        ConversationEvent wire = WireEvents.message().build();
        long thirtyDays = Duration.ofDays(30).toMillis();

        assertThat(accepted(wire, KNOWN_AT + thirtyDays).event().occurredAtMillis())
                .isEqualTo(KNOWN_AT);
        assertThat(rejected(wire, KNOWN_AT + thirtyDays + 1).code()).isEqualTo(Code.TOO_OLD);
    }

    @Test
    void theFarthestTimesAreTooOldAndFutureAndNoOverflow() {
        assertThat(rejected(at(Long.MIN_VALUE), KNOWN_AT).code()).isEqualTo(Code.TOO_OLD);
        assertThat(rejected(at(Long.MAX_VALUE), KNOWN_AT).code()).isEqualTo(Code.FUTURE);
    }

    private static ConversationEvent at(long millis) {
        return WireEvents.message().setOccurredAt(Instant.ofEpochMilli(millis)).build();
    }

    @ParameterizedTest
    @EnumSource(
            value = EventKind.class,
            names = {"CONTACT", "MESSAGE", "MEDIA", "CALL", "LINK"})
    void whatReachesSomebodyNeedsARecipient(EventKind kind) {
        ConversationEvent wire =
                WireEvents.message().setKind(kind).setRecipients(List.of()).build();

        assertThat(rejected(wire, KNOWN_AT).code()).isEqualTo(Code.INVALID);
    }

    @ParameterizedTest
    @EnumSource(
            value = EventKind.class,
            names = {"FOLLOWERS_VIEW", "PROFILE_VIEW", "BLOCK", "USER_REPORT", "UNKNOWN"})
    void whatReachesNobodyNeedsNone(EventKind kind) {
        ConversationEvent wire =
                WireEvents.message().setKind(kind).setRecipients(List.of()).build();

        assertThat(accepted(wire, KNOWN_AT).event().recipients()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, -0.1, Double.NaN, Double.POSITIVE_INFINITY, 1.0000000000000002})
    void aScoreOutsideZeroToOneIsInvalid(double score) {
        assertThat(rejected(
                                WireEvents.message()
                                        .setSignals(Map.of("nudity", score))
                                        .build(),
                                KNOWN_AT)
                        .code())
                .isEqualTo(Code.INVALID);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void zeroAndOneAreScores(double score) {
        Arrival arrival = accepted(
                WireEvents.message().setSignals(Map.of("nudity", score)).build(), KNOWN_AT);

        assertThat(arrival.event().signals()).isEqualTo(Map.of("nudity", score));
    }

    @Test
    void aProvidersNameIsReadAsTheCanonicalOne() {
        ConversationEvent wire = WireEvents.message()
                .setSignals(Map.of("off_platform_migration", 0.7, "self-harm/intent", 0.6, "carried", 0.1))
                .build();

        assertThat(accepted(wire, KNOWN_AT).event().signals())
                .isEqualTo(Map.of("platform_migration", 0.7, "self_harm", 0.6, "carried", 0.1));
    }

    @Test
    void theHigherScoreCountsWhenBothNamesAreGiven() {
        ConversationEvent lower = WireEvents.message()
                .setSignals(Map.of("platform_migration", 0.9, "off_platform_migration", 0.2))
                .build();
        ConversationEvent higher = WireEvents.message()
                .setSignals(Map.of("platform_migration", 0.2, "off_platform_migration", 0.9))
                .build();

        assertThat(accepted(lower, KNOWN_AT).event().signals()).isEqualTo(Map.of("platform_migration", 0.9));
        assertThat(accepted(higher, KNOWN_AT).event().signals()).isEqualTo(Map.of("platform_migration", 0.9));
    }

    @Test
    void textOfFourKibibytesIsKeptWhole() {
        String text = "ü".repeat(2048);

        assertThat(text(text)).isEqualTo(text);
    }

    /** The emoji has four bytes and two chars; half of either would be a broken character in a filed report. */
    @ParameterizedTest
    @ValueSource(ints = {4092, 4093, 4094, 4095, 4096})
    void longTextIsCutBeforeTheCharacterThatDoesNotFit(int before) {
        String text = text("a".repeat(before) + "😀".repeat(3));

        assertThat(text).isEqualTo("a".repeat(before) + (before == 4092 ? "😀" : ""));
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(4096);
    }

    @Test
    void aBrokenCharacterDoesNotCostTheTextAfterIt() {
        assertThat(text("before \ud83d after")).endsWith(" after");
    }

    private static String text(String text) {
        return Objects.requireNonNull(
                accepted(WireEvents.message().setText(text).build(), KNOWN_AT)
                        .event()
                        .text());
    }

    @Test
    void textIsDroppedWhereThePlatformDoesNotKeepIt() {
        EventIngest ingest = new EventIngest(
                bytes -> WireEvents.message().setText("hello").build(), 1024, Policy.RETENTION, false, Map.of());

        assertThat(accepted(ingest.ingest(BYTES, ORIGIN, KNOWN_AT)).event().text())
                .isNull();
    }

    /** What makes a record invalid, in a record every text of which is a canary. */
    static Stream<UnaryOperator<ConversationEvent.Builder>> mistakes() {
        String longId = CANARY.repeat(50);
        return Stream.of(
                record -> record.setEventId(" "),
                record -> record.setEventId(longId),
                record -> record.setConversationId(""),
                record -> record.setConversationId(longId),
                record -> record.setSender(party("\t")),
                record -> record.setSender(party(longId)),
                record -> record.setRecipients(List.of(party(CANARY), party(""))),
                record -> record.setRecipients(List.of(party(CANARY), party(longId))),
                record -> record.setRecipients(List.of()),
                record -> record.setRecipients(Collections.nCopies(1_001, party(CANARY))),
                record -> record.setSignals(Map.of(CANARY, 1.5)),
                record -> record.setSignals(Map.of(longId, 0.5)),
                record -> record.setSignals(Map.of(" ", 0.5)),
                record -> record.setMedia(List.of(media(" "))),
                record -> record.setMedia(List.of(media(longId))),
                record -> record.setMedia(Collections.nCopies(1_001, media(CANARY))),
                record -> record.setPayment(paymentOf(-1)),
                record -> record.setPayment(paymentOf(Double.NaN)),
                record -> record.setPayment(paymentOf(Double.POSITIVE_INFINITY)),
                record -> record.setNetwork(io.wardline.v1.Network.newBuilder()
                        .setIp(CANARY)
                        .setPort(65_536)
                        .build()));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsInvalidAndItsDetailHoldsNoValue(UnaryOperator<ConversationEvent.Builder> mistake) {
        ConversationEvent.Builder record = WireEvents.message()
                .setEventId(CANARY)
                .setConversationId(CANARY)
                .setSender(party(CANARY))
                .setRecipients(List.of(party(CANARY)))
                .setSignals(Map.of(CANARY, 0.5))
                .setMedia(List.of(media(CANARY)))
                .setPayment(paymentOf(1))
                .setText(CANARY);
        assertThat(ingest(bytes -> record.build())
                        .ingest(BYTES, ORIGIN, KNOWN_AT)
                        .deadLetter())
                .as("without the mistake")
                .isNull();

        DeadLetter letter = rejected(mistake.apply(record).build(), KNOWN_AT);

        assertThat(letter.code()).isEqualTo(Code.INVALID);
        assertThat(letter.detail()).doesNotContain(CANARY).hasSizeLessThan(200);
    }

    @Test
    void timesOutOfRangeHoldNoValueEither() {
        for (long millis : List.of(0L, KNOWN_AT + Duration.ofDays(1).toMillis())) {
            DeadLetter letter = rejected(
                    WireEvents.message()
                            .setOccurredAt(Instant.ofEpochMilli(millis))
                            .setEventId(CANARY)
                            .build(),
                    KNOWN_AT);
            assertThat(letter.detail()).doesNotContain(CANARY).doesNotContain(Instant.ofEpochMilli(millis) + "");
        }
    }

    /** The JSON form, as a replay reads it: the same codes and the same silence about values. */
    @Test
    void jsonThatIsNoRecordHoldsNoValueInItsDetail() {
        String event =
                """
                {"event_id": "canary", "conversation_id": "canary", "occurred_at": "2026-03-01T12:00:00Z", "kind": "MESSAGE",
                 "sender": {"account_id": "canary"}, "recipients": [{"account_id": "canary"}], "text": "canary"}""";
        Map<String, Code> broken = Map.of(
                event.substring(0, 60),
                Code.UNDECODABLE,
                event + " canary",
                Code.UNDECODABLE,
                event.replace("\"2026-03-01T12:00:00Z\"", "\"canary\""),
                Code.INVALID,
                event.replace("\"event_id\": \"canary\"", "\"event_id\": {\"canary\": 1}"),
                Code.INVALID,
                event.replace("\"text\": \"canary\"", "\"signals\": {\"canary\": \"canary\"}"),
                Code.INVALID,
                event.replace("\"text\": \"canary\"", "\"signals\": {\"canary\": 1.5}"),
                Code.INVALID,
                event.replace("\"sender\": {\"account_id\": \"canary\"}", "\"sender\": \"canary\""),
                Code.INVALID);
        EventIngest ingest = ingest(new JsonRecordReader<>(ConversationEvent.class));
        assertThat(accepted(ingest.ingest(utf8(event), ORIGIN, KNOWN_AT))
                        .event()
                        .text())
                .isEqualTo(CANARY);

        broken.forEach((json, code) -> {
            DeadLetter letter = rejected(ingest.ingest(utf8(json), ORIGIN, KNOWN_AT));
            assertThat(letter.code()).as(json).isEqualTo(code);
            assertThat(letter.detail()).as(json).doesNotContain(CANARY);
            assertThat(letter.bytes()).isEqualTo(utf8(json));
        });
    }

    @Test
    void anAmountIsKeptToTheCent() {
        Arrival arrival =
                accepted(WireEvents.message().setPayment(paymentOf(0.1 + 0.2)).build(), KNOWN_AT);
        Payment payment = Objects.requireNonNull(arrival.event().payment());

        assertThat(Objects.requireNonNull(payment.amount())).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void aThousandRecipientsAreAccepted() {
        List<io.wardline.v1.Party> group = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            group.add(party("account-" + i));
        }

        assertThat(accepted(WireEvents.message().setRecipients(group).build(), KNOWN_AT)
                        .event()
                        .recipients())
                .hasSize(1_000);
    }

    private static io.wardline.v1.Party party(String accountId) {
        return WireEvents.party(accountId, io.wardline.v1.AgeBand.UNKNOWN);
    }

    private static Media media(String id) {
        return Media.newBuilder()
                .setMediaId(id)
                .setMediaType("image/jpeg")
                .setSha256("ab")
                .setMd5("cd")
                .setPdq("ef")
                .setViewOnce(true)
                .setHashMatch("list-1")
                .setViewedByPerson(true)
                .build();
    }

    private static io.wardline.v1.Payment paymentOf(double amount) {
        return io.wardline.v1.Payment.newBuilder()
                .setHandle(CANARY)
                .setAmount(amount)
                .build();
    }

    private static EventIngest ingest(RecordReader<ConversationEvent> reader) {
        return new EventIngest(
                reader, JobConfig.DEFAULT_RECORD_BYTES, Policy.RETENTION, true, JobConfig.DEFAULT_ALIASES);
    }

    private static Arrival accepted(ConversationEvent wire, long knownAt) {
        return accepted(ingest(bytes -> wire).ingest(BYTES, ORIGIN, knownAt));
    }

    private static Arrival accepted(IngestedEvent ingested) {
        assertThat(ingested.deadLetter()).isNull();
        return Objects.requireNonNull(ingested.arrival());
    }

    private static DeadLetter rejected(ConversationEvent wire, long knownAt) {
        return rejected(ingest(bytes -> wire).ingest(BYTES, ORIGIN, knownAt));
    }

    private static DeadLetter rejected(IngestedEvent ingested) {
        assertThat(ingested.arrival()).isNull();
        return Objects.requireNonNull(ingested.deadLetter());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
