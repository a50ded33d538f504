// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.account.AccountEvent.Kind;
import io.wardline.topology.account.Identifier;
import io.wardline.topology.account.IdentifierKeys;
import io.wardline.topology.account.IdentifierType;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Network;
import io.wardline.topology.event.Origin;
import io.wardline.topology.profile.AccountFact;
import io.wardline.topology.profile.AccountFacts;
import io.wardline.topology.profile.Capture;
import io.wardline.topology.profile.FactsForm;
import io.wardline.topology.profile.Profile;
import io.wardline.v1.AccountEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a record to what an account uses: hashed, in one form, and nothing that an identifier holds costs its event. */
class AccountIngestTest {
    private static final IdentifierKeys KEYS = new IdentifierKeys(new byte[32]);
    private static final long KNOWN_AT = Instant.parse("2026-11-01T10:00:00Z").toEpochMilli();

    private final AccountIngest ingest =
            new AccountIngest(new JsonRecordReader<>(AccountEvent.class), 1024 * 1024, KEYS);

    private IngestedAccount ingest(String kind, String more) {
        String json =
                """
                {"event_id":"e-1","account_id":"a-1","occurred_at":"2026-11-01T10:00:00Z","kind":"%s"%s}"""
                        .formatted(kind, more);
        return ingest.ingest(json.getBytes(StandardCharsets.UTF_8), Origin.ofFile("f", 1), KNOWN_AT);
    }

    private static Identifier key(IdentifierType type, String form) {
        return new Identifier(type, KEYS.key(type, form));
    }

    @Test
    void whatAnAccountUsesIsTakenFromItsIdentifiersItsProfileAndItsNetwork() {
        IngestedAccount ingested = ingest(
                "CREATED",
                """
                ,"identifiers":[{"type":"DEVICE","value":"d-1"},{"type":"DEVICE","value":"cafe","hashed":true}],\
                "profile":{"screen_name":"@Name","emails":["A@Example.com"],"phones":["020 7946 0018"],"country":"GB"},\
                "network":{"ip":"203.0.113.7","device_id":"d-2"}""");

        assertThat(Objects.requireNonNull(ingested.event()).identifiers())
                .containsExactlyInAnyOrder(
                        key(IdentifierType.DEVICE, "d-1"),
                        key(IdentifierType.DEVICE, "d-2"),
                        new Identifier(IdentifierType.DEVICE, KEYS.keyOfHash(IdentifierType.DEVICE, "cafe")),
                        key(IdentifierType.USERNAME, "name"),
                        key(IdentifierType.EMAIL, "a@example.com"),
                        key(IdentifierType.PHONE, "+442079460018"),
                        key(IdentifierType.IP, "203.0.113.7"),
                        key(IdentifierType.IP_RANGE, "cb007100/24"));
        assertThat(ingested.ignored()).isZero();
    }

    @Test
    void whatAReportNeedsGoesOnSealed() {
        IngestedAccount ingested = ingest(
                "CREATED",
                """
                ,"identifiers":[{"type":"EMAIL","value":"b@example.com"},{"type":"PHONE","value":"cafe","hashed":true},\
                {"type":"IP","value":"203.0.113.8"}],\
                "profile":{"screen_name":"@Name","bio":"words","emails":["A@Example.com"],"date_of_birth":"2011-03-02"},\
                "network":{"ip":"203.0.113.7","port":4711,"device_id":"d-2"}""");
        AccountFact fact = Objects.requireNonNull(ingested.fact());
        AccountFacts facts = new FactsForm(KEYS).open(fact.sealed());
        Profile profile = Objects.requireNonNull(facts.profile());

        assertThat(fact.accountId()).isEqualTo("a-1");
        assertThat(fact.knownAtMillis()).isEqualTo(KNOWN_AT);
        assertThat(profile.screenName()).isEqualTo("@Name");
        assertThat(profile.bio()).isEqualTo("words");
        assertThat(profile.emails()).containsExactly("A@Example.com");
        assertThat(profile.dateOfBirth()).isEqualTo("2011-03-02");
        assertThat(facts.emails()).containsExactly("b@example.com");
        assertThat(facts.phones()).isEmpty();
        assertThat(facts.captures())
                .containsExactly(
                        new Capture("e-1", "CREATED", KNOWN_AT, new Network("203.0.113.7", 4711, "d-2", null)),
                        new Capture("e-1", "CREATED", KNOWN_AT, new Network("203.0.113.8", null, null, null)));
        assertThat(ingested.cut()).isZero();
    }

    @Test
    void anEventThatTellsNothingAReportNeedsGoesNoFurther() {
        assertThat(ingest("LOGIN", "").fact()).isNull();
        assertThat(Objects.requireNonNull(ingest("ERASE_REQUESTED", "").fact()).erased())
                .isTrue();
    }

    @Test
    void fieldsAreCutToWhatACaseCanHold() {
        String emails = IntStream.range(0, 100)
                .mapToObj(i -> "\"m-" + i + "@example.com\"")
                .collect(Collectors.joining(",", "[", "]"));
        IngestedAccount ingested = ingest(
                "UPDATED",
                ",\"profile\":{\"screen_name\":\"%s\",\"bio\":\"%s\",\"emails\":%s}"
                        .formatted("n".repeat(511) + "\uD83D\uDE00", "b".repeat(10_000), emails));
        Profile profile = Objects.requireNonNull(new FactsForm(KEYS)
                .open(Objects.requireNonNull(ingested.fact()).sealed())
                .profile());

        assertThat(profile.screenName()).as("not half a character").isEqualTo("n".repeat(511));
        assertThat(profile.bio()).hasSize(4096);
        assertThat(profile.emails()).hasSize(16);
        assertThat(ingested.cut()).isEqualTo(1 + 1 + 84);
    }

    /** Who disables an account does so from an office. */
    @ParameterizedTest
    @ValueSource(strings = {"DISABLED", "REINSTATED"})
    void theNetworkOfAModeratorIsNotTheAccounts(String kind) {
        IngestedAccount ingested = ingest(kind, ",\"network\":{\"ip\":\"203.0.113.7\",\"device_id\":\"d-2\"}");

        assertThat(Objects.requireNonNull(ingested.event()).identifiers()).isEmpty();
        assertThat(new FactsForm(KEYS)
                        .open(Objects.requireNonNull(ingested.fact()).sealed())
                        .captures())
                .isEmpty();
    }

    @Test
    void theExitOfAProxyIsNobodys() {
        IngestedAccount ingested = ingest("LOGIN", ",\"network\":{\"ip\":\"203.0.113.7\",\"proxy\":true}");

        assertThat(Objects.requireNonNull(ingested.event()).identifiers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IP fe80::1%en0",
                "IP 2001:db8::1%anything",
                "PHONE 1;phone-context=+1;tel:",
                "PAYMENT_HANDLE +1;phone-context=+1;tel:",
                "DEVICE unknown",
                "PHOTO_PDQ zz",
                "UNKNOWN x",
                "EMAIL @",
                "USERNAME  "
            })
    void garbageIsCountedAndTheRestOfItsEventIsGood(String garbage) {
        String type = garbage.substring(0, garbage.indexOf(' '));
        String value = garbage.substring(garbage.indexOf(' ') + 1);
        IngestedAccount ingested = ingest(
                "CREATED",
                ",\"identifiers\":[{\"type\":\"%s\",\"value\":\"%s\"},{\"type\":\"DEVICE\",\"value\":\"d-1\"}]"
                        .formatted(type, value));

        assertThat(ingested.deadLetter()).isNull();
        assertThat(Objects.requireNonNull(ingested.event()).identifiers())
                .contains(key(IdentifierType.DEVICE, "d-1"))
                .hasSizeLessThan(3);
    }

    @Test
    void ofTenThousandIdentifiersOfOneTypeSixtyFourAreTaken() {
        String all = IntStream.range(0, 10_000)
                .mapToObj(i -> "{\"type\":\"EMAIL\",\"value\":\"m-" + i + "@example.com\"}")
                .collect(Collectors.joining(",", ",\"identifiers\":[", "]"));

        IngestedAccount ingested = ingest("CREATED", all);

        assertThat(Objects.requireNonNull(ingested.event()).identifiers()).hasSize(AccountIngest.MAX_OF_TYPE);
        assertThat(ingested.ignored()).isEqualTo(10_000 - AccountIngest.MAX_OF_TYPE);
    }

    @Test
    void aHackedAccountIsKnownByItsReason() {
        assertThat(Objects.requireNonNull(ingest("DISABLED", ",\"reason\":\"compromised\"")
                                .event())
                        .compromised())
                .isTrue();
        assertThat(Objects.requireNonNull(
                                ingest("DISABLED", ",\"reason\":\"sextortion\"").event())
                        .compromised())
                .isFalse();
        assertThat(Objects.requireNonNull(ingest("DISABLED", "").event()).kind())
                .isEqualTo(Kind.DISABLED);
    }

    @Test
    void anEventWithoutAnAccountOrFromTheFutureIsADeadLetter() {
        byte[] nobody =
                "{\"event_id\":\"e\",\"account_id\":\" \",\"occurred_at\":\"2026-11-01T10:00:00Z\",\"kind\":\"LOGIN\"}"
                        .getBytes(StandardCharsets.UTF_8);
        byte[] future =
                "{\"event_id\":\"e\",\"account_id\":\"a\",\"occurred_at\":\"2026-11-01T10:05:01Z\",\"kind\":\"LOGIN\"}"
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(Objects.requireNonNull(ingest.ingest(nobody, Origin.ofFile("f", 1), KNOWN_AT)
                                .deadLetter())
                        .code())
                .isEqualTo(DeadLetter.Code.INVALID);
        assertThat(Objects.requireNonNull(ingest.ingest(future, Origin.ofFile("f", 1), KNOWN_AT)
                                .deadLetter())
                        .code())
                .isEqualTo(DeadLetter.Code.FUTURE);
    }
}
