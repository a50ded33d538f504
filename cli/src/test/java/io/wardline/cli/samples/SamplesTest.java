// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.samples;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wardline.schema.AvroJson;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Judges the shipped files, not the generator: what users run is what is checked. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("..", "samples");

    private static final List<SampleEvent> LINES = new ArrayList<>();
    private static final Map<String, String> LABELS = new LinkedHashMap<>();
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    @BeforeAll
    static void read() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        for (String line : Files.readAllLines(SAMPLES.resolve(SampleGenerator.CONVERSATIONS))) {
            LINES.add(new SampleEvent(mapper.readTree(line)));
        }
        for (String row : Files.readAllLines(SAMPLES.resolve(SampleGenerator.LABELS))) {
            String[] cells = row.split(",", -1);
            LABELS.put(cells[0], cells[1]);
            KINDS.put(cells[0], cells[2]);
        }
        assertThat(LABELS.remove("conversation_id")).isEqualTo("label");
        assertThat(KINDS.remove("conversation_id")).isEqualTo("kind");
    }

    @Test
    void areExactlyWhatTheGeneratorWrites() throws IOException {
        for (Map.Entry<String, byte[]> file : SampleGenerator.files().entrySet()) {
            assertThat(Files.readAllBytes(SAMPLES.resolve(file.getKey())))
                    .as(
                            "samples/%s; to refresh it, run SampleGenerator.main on samples/ and read the difference",
                            file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void areRecordsOfTheContract() throws Exception {
        for (SampleEvent line : LINES) {
            ConversationEvent event = AvroJson.read(ConversationEvent.class, line.json());

            assertThat(event.getKind()).as(line.id()).isNotEqualTo(EventKind.UNKNOWN);
            assertThat(event.getSender().getAccountId()).isEqualTo(line.sender());
        }
    }

    @Test
    void labelEveryConversationAndNoOther() {
        assertThat(conversations().keySet()).containsExactlyInAnyOrderElementsOf(LABELS.keySet());
        assertThat(LABELS).hasSize(200).containsValues("guilty", "innocent");
        assertThat(LINES).hasSizeBetween(2_000, 3_000);
    }

    @Test
    void showInEachGuiltyConversationWhatItsLabelSays() {
        conversations().forEach((id, events) -> {
            if (isGuilty(id)) {
                assertThat(new Suspicion(events).shows(kind(id)))
                        .as("%s shows %s", id, kind(id))
                        .isTrue();
            }
        });
    }

    @Test
    void holdNothingAgainstAnInnocentEvenInTheWorstReading() {
        conversations().forEach((id, events) -> {
            if (!isGuilty(id)) {
                assertThat(new Suspicion(events).worstReading())
                        .as("%s, %s", id, kind(id))
                        .isEmpty();
            }
        });
    }

    /** Else the test above would be easily met. */
    @Test
    void makeEveryInnocentLookAlikeShowTheSignItIsThereFor() {
        assertThat(kindsWith(SampleEvent::isImage))
                .contains("consenting-exchange", "exchange-then-block", "consenting-exchange-lunch-hours-later");
        assertThat(kindsWith(SampleEvent::demands))
                .contains(
                        "lunch-money",
                        "lunch-money-after-photo",
                        "money-request-without-images",
                        "consenting-exchange-lunch-hours-later");
        assertThat(kindsWith(SampleEvent::threatens))
                .contains("homework-threat-scored-high")
                .doesNotContain("homework-threat");
        assertThat(kindsWith(e -> e.scores("platform_migration"))).contains("marketing-spam");
        assertThat(kindsWith(e -> e.kind().equals("BLOCK"))).contains("exchange-then-block", "marketing-spam");
    }

    @Test
    void happenWithinOneWeekAndAreKnownWithinMinutes() {
        Instant end = SampleGenerator.WEEK_STARTS.plus(SampleGenerator.WEEK);
        assertThat(LINES).allSatisfy(line -> {
            assertThat(line.occurredAt()).isBetween(SampleGenerator.WEEK_STARTS, end);
            assertThat(Duration.between(line.occurredAt(), line.knownAt()))
                    .isBetween(Duration.ofMillis(200), Duration.ofMinutes(20));
        });
    }

    @Test
    void arriveOutOfOrderInGuiltyConversationsToo() {
        Map<String, Instant> latest = new HashMap<>();
        Set<String> disordered = new HashSet<>();
        for (SampleEvent line : LINES) {
            Instant before = latest.merge(line.conversation(), line.occurredAt(), (a, b) -> a.isAfter(b) ? a : b);
            if (before.isAfter(line.occurredAt()) && isGuilty(line.conversation())) {
                disordered.add(line.conversation());
            }
        }
        assertThat(disordered).hasSizeGreaterThan(20);
    }

    @Test
    void carryCopiesThatDifferOnlyInWhenTheyWereKnown() {
        Map<String, List<SampleEvent>> byId = LINES.stream().collect(groupingBy(SampleEvent::id));
        List<List<SampleEvent>> copied =
                byId.values().stream().filter(l -> l.size() > 1).toList();

        assertThat(copied).hasSizeGreaterThan(20).allSatisfy(copies -> {
            assertThat(copies).extracting(SamplesTest::withoutKnownAt).containsOnly(withoutKnownAt(copies.get(0)));
            assertThat(copies).extracting(SampleEvent::knownAt).doesNotHaveDuplicates();
        });
    }

    @Test
    void holdNoTextButPlaceholdersInGuiltyConversations() {
        List<SampleEvent> withText =
                LINES.stream().filter(l -> l.json().has("text")).toList();

        assertThat(withText).hasSizeBetween(5, 40).allSatisfy(line -> {
            assertThat(isGuilty(line.conversation())).isTrue();
            assertThat(line.json().get("text").asText()).matches("\\[[a-z ]+ text]");
        });
    }

    @Test
    void haveVictimsOfEveryAge() {
        Set<String> ages = LINES.stream()
                .filter(line -> isGuilty(line.conversation()) && line.threatens())
                .flatMap(line ->
                        StreamSupport.stream(line.json().get("recipients").spliterator(), false))
                .map(party -> party.get("age_band").asText())
                .collect(toSet());

        assertThat(ages).containsExactlyInAnyOrder("UNKNOWN", "UNDER_13", "AGE_13_15", "AGE_16_17", "ADULT");
    }

    @Test
    void giveEachAccountOneAge() {
        Map<String, Set<String>> ages = new TreeMap<>();
        for (SampleEvent line : LINES) {
            List<JsonNode> parties = new ArrayList<>(List.of(line.json().get("sender")));
            line.json().get("recipients").forEach(parties::add);
            parties.forEach(
                    party -> ages.computeIfAbsent(party.get("account_id").asText(), id -> new HashSet<>())
                            .add(party.get("age_band").asText()));
        }
        assertThat(ages).allSatisfy((account, bands) -> assertThat(bands).hasSize(1));
        assertThat(ages.keySet()).allMatch(account -> account.matches("acc-[0-9a-f]{8}"));
    }

    @Test
    void bringAPoisonRecordThatIsNotInTheRegistrysWireFormat() throws IOException {
        byte[] poison = Files.readAllBytes(SAMPLES.resolve(SampleGenerator.POISON));

        assertThat(poison).hasSizeBetween(6, 64);
        assertThat(poison[0]).isNotZero();
    }

    /** Each conversation in its order, copies left out: what a detector has once everything has arrived. */
    private static Map<String, List<SampleEvent>> conversations() {
        Map<String, List<SampleEvent>> conversations = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (SampleEvent line : LINES) {
            if (seen.add(line.id())) {
                conversations
                        .computeIfAbsent(line.conversation(), id -> new ArrayList<>())
                        .add(line);
            }
        }
        conversations.values().forEach(events -> events.sort(SampleEvent.ORDER));
        return conversations;
    }

    private static Set<String> kindsWith(Predicate<SampleEvent> sign) {
        return LINES.stream()
                .filter(line -> !isGuilty(line.conversation()) && sign.test(line))
                .map(line -> kind(line.conversation()))
                .collect(toSet());
    }

    private static boolean isGuilty(String conversation) {
        return "guilty".equals(LABELS.get(conversation));
    }

    private static String kind(String conversation) {
        return KINDS.getOrDefault(conversation, "unlabelled");
    }

    private static JsonNode withoutKnownAt(SampleEvent event) {
        ObjectNode copy = event.json().deepCopy();
        copy.remove("known_at");
        return copy;
    }
}
