// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.samples;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wardline.schema.AvroJson;
import io.wardline.topology.detect.Ids;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.AccountEventKind;
import io.wardline.v1.IdentifierType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shipped account events: written by hand, and told about accounts of the conversations beside them. */
class SamplesOfAccountsTest {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<JsonNode> LINES = new ArrayList<>();
    private static final List<AccountEvent> EVENTS = new ArrayList<>();
    private static final List<SampleEvent> CONVERSATIONS = new ArrayList<>();

    @BeforeAll
    static void read() throws Exception {
        LINES.addAll(lines("accounts.jsonl"));
        for (JsonNode line : LINES) {
            EVENTS.add(AvroJson.read(AccountEvent.class, line));
        }
        lines(SampleGenerator.CONVERSATIONS).forEach(line -> CONVERSATIONS.add(new SampleEvent(line)));
    }

    private static List<JsonNode> lines(String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(SAMPLES.resolve(file))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void areRecordsOfTheContractAndHoldNoFieldThatIsNot() throws IOException {
        for (int i = 0; i < LINES.size(); i++) {
            AccountEvent event = EVENTS.get(i);

            assertThat(event.getKind()).as(event.getEventId()).isNotEqualTo(AccountEventKind.UNKNOWN);
            assertThat(event.getIdentifiers())
                    .as(event.getEventId())
                    .noneMatch(identifier -> identifier.getType() == IdentifierType.UNKNOWN);
            assertThat(holds(JSON.readTree(AvroJson.write(event)), LINES.get(i)))
                    .as(event.getEventId())
                    .isTrue();
        }
        assertThat(EVENTS).extracting(AccountEvent::getEventId).doesNotHaveDuplicates();
        assertThat(EVENTS).extracting(AccountEvent::getAccountId).allMatch(id -> id.matches("acc-[0-9a-f]{8}"));
    }

    /** Whether all that one says is in the other. */
    private static boolean holds(JsonNode whole, JsonNode part) {
        if (part.isObject()) {
            return part.properties().stream().allMatch(field -> holds(whole.path(field.getKey()), field.getValue()));
        }
        if (part.isArray()) {
            boolean all = whole.size() == part.size();
            for (int i = 0; all && i < part.size(); i++) {
                all = holds(whole.get(i), part.get(i));
            }
            return all;
        }
        return whole.equals(part);
    }

    @Test
    void happenInOrderWithinTheWeekOfTheConversations() {
        assertThat(EVENTS).extracting(AccountEvent::getOccurredAt).isSorted().allSatisfy(at -> assertThat(at)
                .isBetween(SampleGenerator.WEEK_STARTS, lastOf(CONVERSATIONS)));
    }

    /** Addresses are those of RFC 5737, numbers those that nobody has in North America, names those of RFC 2606. */
    @Test
    void useNothingThatSomebodyHas() {
        for (JsonNode line : LINES) {
            assertThat(line.path("network").path("ip").asText("203.0.113.1"))
                    .matches("(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+");
            line.path("profile").path("emails").forEach(email -> assertThat(email.asText())
                    .endsWith("@example.com"));
            line.path("profile").path("phones").forEach(phone -> assertThat(
                            phone.asText().replaceAll("\\D", ""))
                    .matches("1?\\d{3}55501\\d\\d"));
        }
    }

    @Test
    void nameTheCaseOfAConversationThatTheDisabledOffenderHadBefore() {
        AccountEvent disabled = EVENTS.stream()
                .filter(event -> event.getCaseId() != null)
                .findFirst()
                .orElseThrow();
        List<SampleEvent> sent = sentBy(disabled.getAccountId());

        assertThat(sent)
                .extracting(event -> Ids.caseId(event.conversation(), disabled.getAccountId()))
                .contains(disabled.getCaseId());
        assertThat(disabled.getOccurredAt()).isAfter(lastOf(sent));
    }

    @Test
    void createEveryAccountBeforeItWritesAndOnItsOwnDevice() {
        Map<String, List<SampleEvent>> bySender = CONVERSATIONS.stream().collect(groupingBy(SampleEvent::sender));
        List<AccountEvent> writers = EVENTS.stream()
                .filter(event -> event.getKind() == AccountEventKind.CREATED)
                .filter(event -> bySender.containsKey(event.getAccountId()))
                .toList();

        assertThat(writers).hasSize(2).allSatisfy(created -> assertThat(sentBy(created.getAccountId()))
                .allSatisfy(event -> {
                    assertThat(event.occurredAt()).isAfter(created.getOccurredAt());
                    assertThat(Optional.ofNullable(created.getNetwork())
                                    .map(network -> network.getDeviceId() + " at " + network.getIp()))
                            .contains(event.json()
                                            .path("network")
                                            .path("device_id")
                                            .asText() + " at "
                                    + event.json().path("network").path("ip").asText());
                }));
    }

    @Test
    void showOnePhotoTwiceEncodedAnew() {
        List<BigInteger> photos = EVENTS.stream()
                .flatMap(event -> event.getIdentifiers().stream())
                .filter(identifier -> identifier.getType() == IdentifierType.PHOTO_PDQ)
                .map(identifier -> new BigInteger(identifier.getValue(), 16))
                .toList();

        assertThat(photos).hasSize(2).allSatisfy(photo -> assertThat(photo.bitCount())
                .isBetween(120, 136));
        assertThat(photos.get(0).xor(photos.get(1)).bitCount()).isEqualTo(8);
    }

    private static List<SampleEvent> sentBy(String account) {
        return CONVERSATIONS.stream()
                .filter(event -> event.sender().equals(account))
                .toList();
    }

    private static Instant lastOf(List<SampleEvent> events) {
        return events.stream()
                .map(SampleEvent::occurredAt)
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
