// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wardline.schema.InvalidRecordException.Kind;
import io.wardline.v1.AgeBand;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.DeadLetter;
import io.wardline.v1.Escalation;
import io.wardline.v1.EventKind;
import io.wardline.v1.Origin;
import io.wardline.v1.PaymentDirection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract's JSON rules, and that a mistake is told by its field and without its value. */
final class AvroJsonTest {
    private static final String SMALLEST =
            """
            {"event_id": "e", "conversation_id": "c", "occurred_at": "2026-11-24T10:00:00Z", "kind": "CONTACT",
             "sender": {"account_id": "s"}}""";

    @Test
    void writesFieldsInTheSchemasOrderWithoutAbsentOptionals() {
        assertThat(AvroJson.write(Samples.threat()))
                .isEqualTo(
                        """
                        {"event_id":"e-3","conversation_id":"c-1","occurred_at":"2026-11-24T10:00:00Z","kind":"MESSAGE",\
                        "sender":{"account_id":"stranger","age_band":"UNKNOWN","age_source":"DECLARED"},\
                        "recipients":[{"account_id":"minor","age_band":"AGE_13_15","age_source":"DECLARED"}],\
                        "signals":{"payment_request":1.0,"threat_exposure":0.93},\
                        "media":[{"media_id":"m-1","media_type":"image/jpeg","sha256":"00ff","view_once":true,"viewed_by_person":false}],\
                        "payment":{"direction":"REQUESTED","method":"GIFT_CARD","amount":50.0,"currency":"USD"},\
                        "network":{"ip":"192.0.2.1","port":4711},"text":"pay \\"now\\""}""");
    }

    @Test
    void readsTheSmallestEventAndPrintsWhatItLacksAsEmpty() throws InvalidRecordException {
        ConversationEvent event = AvroJson.read(ConversationEvent.class, SMALLEST);

        assertThat(event.getSender().getAgeBand()).isEqualTo(AgeBand.UNKNOWN);
        assertThat(event.getPayment()).isNull();
        assertThat(AvroJson.write(event))
                .isEqualTo(
                        """
                        {"event_id":"e","conversation_id":"c","occurred_at":"2026-11-24T10:00:00Z","kind":"CONTACT",\
                        "sender":{"account_id":"s","age_band":"UNKNOWN"},"recipients":[],"signals":{},"media":[]}""");
    }

    @Test
    void givesEachRecordItsOwnEmptyList() throws InvalidRecordException {
        AvroJson.read(ConversationEvent.class, SMALLEST)
                .getRecipients()
                .add(Samples.threat().getSender());

        assertThat(AvroJson.read(ConversationEvent.class, SMALLEST).getRecipients())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Topics.class)
    void readsWhatItWrote(Topics topic) throws InvalidRecordException {
        for (long seed = 0; seed < 200; seed++) {
            SpecificRecord record =
                    new RandomRecords(seed).next(SpecificData.get().getSchema(topic.type()));
            String json = AvroJson.write(record);

            assertThat(json).as("seed %d", seed).doesNotContain("\n");
            SpecificRecord read = AvroJson.read(topic.type(), json);
            assertThat(read).as("seed %d", seed).isEqualTo(record);
            assertThat(AvroJson.write(read)).as("seed %d", seed).isEqualTo(json);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\"2026-11-24T10:00:00Z\"', 2026-11-24T10:00:00Z",
        "'\"2026-11-24T10:00Z\"', 2026-11-24T10:00:00Z",
        "'\"2026-11-24T12:00:00+02:00\"', 2026-11-24T10:00:00Z",
        "'\"2026-11-24T10:00:00.25Z\"', 2026-11-24T10:00:00.250Z",
        "'\"2026-11-24T10:00:00.123456789Z\"', 2026-11-24T10:00:00.123Z",
        "1795514400000, 2026-11-24T10:00:00Z",
        "-1, 1969-12-31T23:59:59.999Z",
    })
    void readsTimesWithOffsetsAndEpochMilliseconds(String written, String means) throws InvalidRecordException {
        ConversationEvent event = read("\"2026-11-24T10:00:00Z\"", written);

        assertThat(event.getOccurredAt()).isEqualTo(Instant.parse(means));
        assertThat(AvroJson.write(event)).contains("\"occurred_at\":\"" + means + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"yesterday\"",
                "\"2026-11-24\"",
                "\"2026-11-24T10:00:00\"",
                "\"2026-13-01T00:00:00Z\"",
                "1.5",
                "true",
                "[]",
                "99999999999999999999",
                "9223372036854775807",
                "\"+999999999-01-01T00:00:00Z\""
            })
    void refusesWhatIsNoTime(String written) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> read("\"2026-11-24T10:00:00Z\"", written))
                .withMessageStartingWith("occurred_at: not ")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
    }

    @Test
    void readsUnknownSymbolsAsUnknown() throws InvalidRecordException {
        assertThat(read("CONTACT", "SCREEN_RECORDING").getKind()).isEqualTo(EventKind.UNKNOWN);
        assertThat(read("CONTACT", "contact").getKind()).isEqualTo(EventKind.UNKNOWN);
    }

    @Test
    void ignoresFieldsItDoesNotKnowAndReadsNullAsAbsent() throws InvalidRecordException {
        String json = SMALLEST.replaceFirst(
                "\\{",
                "{\"known_at\": \"2026-11-24T10:00:01Z\", \"later\": {\"a\": [1]}, \"text\": null, \"media\": null,");

        assertThat(AvroJson.read(ConversationEvent.class, json))
                .isEqualTo(AvroJson.read(ConversationEvent.class, SMALLEST));
    }

    @Test
    void readsATimeBesideTheRecord() throws InvalidRecordException {
        JsonNode json = AvroJson.parse("{\"known_at\": \"2026-11-24T10:00:01Z\", \"other\": null, \"bad\": 1.5}");

        assertThat(AvroJson.time(json, "known_at")).contains(Instant.parse("2026-11-24T10:00:01Z"));
        assertThat(AvroJson.time(json, "other")).isEmpty();
        assertThat(AvroJson.time(json, "none")).isEmpty();
        assertThatThrownBy(() -> AvroJson.time(json, "bad")).hasMessage("bad: not a whole number");
    }

    @ParameterizedTest
    @CsvSource({"12, 12.0", "12.50, 12.5", "'\"12.50\"', 12.5", "'\"1e3\"', 1000.0", "1e23, 1.0E23", "2e-3, 0.002"})
    void readsAmountsAlsoFromStrings(String written, String printed) throws InvalidRecordException {
        ConversationEvent event = withPayment("\"amount\": " + written);

        assertThat(event.getPayment().getDirection()).isEqualTo(PaymentDirection.UNKNOWN);
        assertThat(AvroJson.write(event)).contains("\"amount\":" + printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"NaN\"",
                "\" 12\"",
                "\"0x1p3\"",
                "\"12,50\"",
                "\"12d\"",
                "1e999",
                "\"1e999\"",
                "true",
                "[]"
            })
    void refusesWhatIsNoAmount(String written) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> withPayment("\"amount\": " + written))
                .withMessageMatching("payment.amount: (not a|too large a) number");
    }

    @Test
    void writesBytesAsBase64Twice() throws InvalidRecordException {
        DeadLetter letter = DeadLetter.newBuilder()
                .setOrigin(Origin.newBuilder()
                        .setTopic("t")
                        .setPartition(0)
                        .setOffset(1L << 40)
                        .build())
                .setCode("undecodable")
                .setDetail("d")
                .setBytes(ByteBuffer.wrap(new byte[] {0, -1, 2}))
                .setKnownAt(Instant.EPOCH)
                .build();
        String json =
                """
                {"origin":{"topic":"t","partition":0,"offset":1099511627776},"code":"undecodable","detail":"d",\
                "bytes":"AP8C","known_at":"1970-01-01T00:00:00Z"}""";

        assertThat(AvroJson.write(letter)).isEqualTo(json);
        assertThat(AvroJson.write(letter)).isEqualTo(json);
        assertThat(AvroJson.read(DeadLetter.class, json)).isEqualTo(letter);
        assertThatThrownBy(() -> AvroJson.read(DeadLetter.class, json.replace("AP8C", "?secret?")))
                .hasMessage("bytes: not base64");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"event_id\": \"e\", || event_id: missing",
                "\"event_id\": \"e\" | \"event_id\": null | event_id: missing",
                "\"event_id\": \"e\" | \"event_id\": 7 | event_id: not a string",
                "{\"account_id\": \"s\"} | \"secret\" | sender: not an object",
                "{\"account_id\": \"s\"} | {} | sender.account_id: missing",
                "{\"account_id\": \"s\"} | {\"account_id\": \"s\", \"country\": 49} | sender.country: not a string",
                "{\"account_id\": \"s\"}} | {\"account_id\": \"s\"}, \"recipients\": [{\"account_id\": \"r\"}, {}]} | recipients[1].account_id: missing",
                "{\"account_id\": \"s\"}} | {\"account_id\": \"s\"}, \"recipients\": {}} | recipients: not an array",
                "{\"account_id\": \"s\"}} | {\"account_id\": \"s\"}, \"signals\": {\"secret\": \"high\"}} | signals[*]: not a number",
                "{\"account_id\": \"s\"}} | {\"account_id\": \"s\"}, \"signals\": {\"secret\": null}} | signals[*]: not a number",
                "{\"account_id\": \"s\"}} | {\"account_id\": \"s\"}, \"network\": {\"port\": 4294967296}} | network.port: not within -2147483648 and 2147483647",
                "{\"account_id\": \"s\"}} | {\"account_id\": \"s\"}, \"network\": {\"port\": 1.0}} | network.port: not a whole number",
                "{\"account_id\": \"s\"}} | {\"account_id\": \"s\"}, \"network\": {\"proxy\": \"yes\"}} | network.proxy: not true or false",
                "\"CONTACT\" | 3 | kind: not a string",
            })
    void namesTheFieldAndNeverTheValue(String from, String to, String message) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> AvroJson.read(ConversationEvent.class, SMALLEST.replace(from, to == null ? "" : to)))
                .withMessage(message)
                .withNoCause()
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"secret\"", "1"})
    void refusesADocumentThatIsNoObject(String json) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> AvroJson.read(ConversationEvent.class, json))
                .withMessage("record: not an object")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{\"secret\"",
                "{\"secret\": tru}",
                "{'secret': 1}",
                "{\"a\": 1} {\"secret\": 2}",
                "{\"secret\": 1, \"secret\": 2}",
                "{\"a\": {\"secret\": 1, \"secret\": 2}}",
                "{\"secret\": NaN}",
                "secret"
            })
    void tellsMalformedJsonApartWithoutQuotingIt(String json) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> AvroJson.read(ConversationEvent.class, json.getBytes(StandardCharsets.UTF_8)))
                .withMessageStartingWith("malformed JSON: ")
                .withNoCause()
                .satisfies(e -> assertThat(e.kind().code()).isEqualTo("undecodable"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void refusesLongAndDeepDocumentsByCode() {
        String deep = "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}";
        String manyValues = "{\"a\":[" + "0,".repeat(1_000_000) + "0]}";
        String long5Megabytes = SMALLEST.replace("\"e\"", "\"" + "x".repeat(5_000_000) + "\"");

        for (String json : new String[] {deep, manyValues, long5Megabytes}) {
            assertThatExceptionOfType(InvalidRecordException.class)
                    .isThrownBy(() -> AvroJson.read(ConversationEvent.class, json))
                    .satisfies(e -> assertThat(e.kind().code()).isEqualTo("oversized"));
        }
        assertThatThrownBy(() -> AvroJson.parse(long5Megabytes.getBytes(StandardCharsets.UTF_8)))
                .hasMessage("JSON of length 5000130; at most 4194304 is read");
    }

    @Test
    void readsALongerDocumentWhenTheCallerSaysSo() throws InvalidRecordException {
        String json = SMALLEST.replace("\"e\"", "\"" + "x".repeat(5_000_000) + "\"");

        assertThat(AvroJson.read(ConversationEvent.class, AvroJson.parse(json, 6_000_000))
                        .getEventId())
                .hasSize(5_000_000);
    }

    @Test
    void readsAMessageWithOneBrokenCharacter() throws InvalidRecordException {
        byte[] json = SMALLEST.replaceFirst("\\{", "{\"text\": \"\u00e9!\",").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(AvroJson.read(ConversationEvent.class, json).getText()).isEqualTo("\ufffd!");
    }

    @Test
    void sortsMapsWhateverTheirOrder() {
        ConversationEvent event = Samples.threat();
        event.setSignals(Map.of("c", 3.0, "a", 1.0, "b", 2.0));

        assertThat(AvroJson.write(event)).contains("{\"a\":1.0,\"b\":2.0,\"c\":3.0}");
    }

    @Test
    void refusesToWriteWhatJsonCannotSay() {
        ConversationEvent event = Samples.threat();
        event.setSignals(Map.of("spam", Double.NaN));

        assertThatThrownBy(() -> AvroJson.write(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("signals[*]: is not finite, and JSON has no such number");
        assertThatThrownBy(() -> AvroJson.write(new Escalation()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("escalation_id: is null, and required");
    }

    private static ConversationEvent read(String from, String to) throws InvalidRecordException {
        return AvroJson.read(ConversationEvent.class, SMALLEST.replace(from, to));
    }

    private static ConversationEvent withPayment(String payment) throws InvalidRecordException {
        return AvroJson.read(ConversationEvent.class, SMALLEST.replaceFirst("\\{", "{\"payment\": {" + payment + "},"));
    }
}
