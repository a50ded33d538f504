// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wardline.cli.Await;
import io.wardline.schema.Topics;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.AccountEventKind;
import io.wardline.v1.Alert;
import io.wardline.v1.Case;
import io.wardline.v1.CaseProfile;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.Enforcement;
import io.wardline.v1.EnforcementAction;
import io.wardline.v1.EnforcementLink;
import io.wardline.v1.Identifier;
import io.wardline.v1.IdentifierType;
import io.wardline.v1.LinkedAccount;
import io.wardline.v1.Profile;
import io.wardline.v1.ReportEvent;
import io.wardline.v1.ReportEventKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Goal: from Kafka to Kafka, a removed offender who comes back is told, before and after a restart, and state holds nothing that could
 * be read. Method: a story in two halves with a savepoint between them, whose bytes are searched for what the accounts used.
 */
class AccountsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DEVICE = "canary-device-7f3a";
    private static final String PROFILE = "canary-profile-7f3a";
    private static final String HANDLE = "$canaryhandle7f3a";
    private static final String PHOTO = "5b1e9c47d2a8360f5b1e9c47d2a8360f5b1e9c47d2a8360f5b1e9c47d2a8360f";
    private static final String PHOTO_AGAIN = "5b1e9c47d2a8360f5b1e9c47d2a8360f5b1e9c47d2a8360f5b1e9c47d2a836ff";

    private static WardlineCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = WardlineCluster.start();
    }

    @AfterEach
    void endJobs() {
        cluster.killAll();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void whoComesBackIsToldBeforeAndAfterARestartAndStateCanNotBeRead() throws Exception {
        RunningJob before = cluster.run(cluster.config("accounts"));
        send(
                "offender",
                AccountEventKind.CREATED,
                used(IdentifierType.DEVICE, DEVICE),
                used(IdentifierType.PHOTO_PDQ, PHOTO));
        send("offender", AccountEventKind.DISABLED);
        awaitActions(Map.of("offender", EnforcementAction.NONE));
        sendProfile("offender", PROFILE);
        send(
                "back",
                AccountEventKind.CREATED,
                used(IdentifierType.DEVICE, DEVICE),
                used(IdentifierType.PAYMENT_HANDLE, HANDLE));
        awaitActions(Map.of("offender", EnforcementAction.NONE, "back", EnforcementAction.BLOCK));

        String savepoint = before.stopWithSavepoint();

        assertThat(bytes(savepoint)).as("a savepoint with the accounts").contains("offender");
        for (String used : List.of(DEVICE, PROFILE, "canaryhandle7f3a", PHOTO, binary(PHOTO))) {
            assertThat(bytes(savepoint)).doesNotContain(used);
        }

        cluster.restore(cluster.config("accounts"), savepoint);
        send("back", AccountEventKind.DISABLED);
        send(
                "again",
                AccountEventKind.CREATED,
                used(IdentifierType.PAYMENT_HANDLE, HANDLE),
                used(IdentifierType.PHOTO_PDQ, PHOTO_AGAIN));
        awaitActions(Map.of(
                "offender", EnforcementAction.NONE,
                "back", EnforcementAction.BLOCK,
                "again", EnforcementAction.BLOCK));
        assertThat(last("again").getLinks())
                .extracting(EnforcementLink::getDisabledAccountId, EnforcementLink::getIdentifierType)
                .containsExactlyInAnyOrder(
                        tuple("back", IdentifierType.PAYMENT_HANDLE), tuple("offender", IdentifierType.PHOTO_PDQ));
        assertThat(last("again").getExplanation()).doesNotContain("canary");
    }

    /** Decisions come back by Kafka: to a case that is open, and to one that opens later. */
    @Test
    void casesTellTheirOffendersOtherAccounts() throws Exception {
        Conversation before = Conversation.recent("linked-before");
        Conversation after = Conversation.recent("linked-after");
        cluster.run(cluster.config("linked-cases"));
        cluster.wire().send(before.guilty());
        awaitLinked(before, List.of());

        send(before.stranger(), AccountEventKind.CREATED, used(IdentifierType.DEVICE, "device-of-both"));
        send(before.stranger(), AccountEventKind.DISABLED);
        send(after.stranger(), AccountEventKind.CREATED, used(IdentifierType.DEVICE, "device-of-both"));
        awaitLinked(before, List.of(after.stranger()));

        cluster.wire().send(after.guilty());
        awaitLinked(after, List.of(before.stranger()));
        assertThat(told(after).getMissing())
                .as("an alert knows what was learned before it")
                .doesNotContain("offender.device_id");
        sendProfile(before.stranger(), "name-of-the-first");
        Await.within(PATIENCE, () -> names(after).equals(List.of("name-of-the-first")));
        assertThat(names(after))
                .as("a profile that came last, of a linked account")
                .containsExactly("name-of-the-first");
        assertThat(lastCase(after).orElseThrow().getGroupId()).isEqualTo(before.stranger());
    }

    /** What a compacted topic has of a key goes with the next compaction after a record without a value. */
    @Test
    void aDismissedCaseIsDeletedWhenItsChildAsksToBeErased() throws Exception {
        Conversation talk = Conversation.recent("erased");
        cluster.run(cluster.config("erased"));
        cluster.wire().send(talk.guilty());
        Await.within(PATIENCE, () -> lastCase(talk).isPresent());
        String caseId = lastCase(talk).orElseThrow().getCaseId();
        cluster.wire()
                .send(ReportEvent.newBuilder()
                        .setEventId("dismissed")
                        .setCaseId(caseId)
                        .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                        .setKind(ReportEventKind.DISMISSED)
                        .setReportId(null)
                        .setActor("R. Esponder")
                        .setNote(null)
                        .build());
        Await.within(PATIENCE, () -> lastCase(talk).orElseThrow().getStatus() == CaseStatus.DISMISSED);
        assertThat(isDeleted(caseId)).isFalse();

        send(talk.child(), AccountEventKind.ERASE_REQUESTED);

        Await.within(PATIENCE, () -> isDeleted(caseId));
        assertThat(isDeleted(caseId)).isTrue();
    }

    /** Contact and image alone: nothing of them is told, and nothing has to be. */
    @Test
    void evidenceOfAChildWhoAsksToBeErasedIsInNoLaterSavepoint() throws Exception {
        Conversation erased = Conversation.recent("canary-erased");
        Conversation kept = Conversation.recent("canary-kept");
        RunningJob job = cluster.run(cluster.config("erased-evidence"));
        cluster.wire().send(List.of(erased.contact(), erased.image(), kept.contact(), kept.image()));
        job.settle();
        assertThat(bytes(job.savepoint())).contains(erased.eventId("image"), kept.eventId("image"));

        send(erased.child(), AccountEventKind.ERASE_REQUESTED);

        assertThat(Await.within(PATIENCE, () -> {
                    // Others go on, and carry the clock over the wish.
                    cluster.wire().sendFence();
                    job.settle();
                    return !bytes(job.savepoint()).contains(erased.eventId("image"));
                }))
                .as("it goes")
                .isTrue();
        assertThat(bytes(job.savepoint()))
                .as("of the others nothing goes")
                .contains(kept.eventId("contact"), kept.eventId("image"))
                .doesNotContain(erased.eventId("contact"));
    }

    /** Whether the last record of the key has no value. */
    private static boolean isDeleted(String caseId) {
        return cluster.wire().readRaw(Topics.CASES, IsolationLevel.READ_UNCOMMITTED).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(caseId))
                .reduce((earlier, later) -> later)
                .map(record -> record.value() == null)
                .orElse(false);
    }

    private static void awaitLinked(Conversation conversation, List<String> accounts) {
        Await.within(
                PATIENCE, () -> lastCase(conversation).map(AccountsIT::linked).equals(Optional.of(accounts)));
        assertThat(lastCase(conversation).map(AccountsIT::linked)).hasValue(accounts);
    }

    private static Alert told(Conversation conversation) {
        return cluster.wire().read(Topics.ALERTS, Alert.class).stream()
                .map(Wire.Told::value)
                .filter(alert -> alert.getConversationId().equals(conversation.id()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Conversation conversation) {
        return lastCase(conversation).orElseThrow().getProfiles().stream()
                .map(CaseProfile::getScreenName)
                .filter(Objects::nonNull)
                .toList();
    }

    private static void sendProfile(String account, String name) {
        cluster.wire()
                .send(AccountEvent.newBuilder()
                        .setEventId(account + "-profile")
                        .setAccountId(account)
                        .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                        .setKind(AccountEventKind.UPDATED)
                        .setProfile(Profile.newBuilder()
                                .setScreenName(name)
                                .setDisplayName(null)
                                .setProfileUrl(null)
                                .setBio(null)
                                .setDateOfBirth(null)
                                .setCountry(null)
                                .build())
                        .build());
    }

    private static List<String> linked(Case snapshot) {
        return snapshot.getLinkedAccounts().stream()
                .map(LinkedAccount::getAccountId)
                .toList();
    }

    private static Optional<Case> lastCase(Conversation conversation) {
        return cluster.wire().read(Topics.CASES, Case.class).stream()
                .map(Wire.Told::value)
                .filter(snapshot -> snapshot.getConversationId().equals(conversation.id()))
                .reduce((earlier, later) -> later);
    }

    private static void awaitActions(Map<String, EnforcementAction> expected) {
        Map<String, EnforcementAction> stands = new TreeMap<>();
        Await.within(PATIENCE, () -> {
            stands.clear();
            told().stream()
                    .filter(decision -> expected.containsKey(decision.getAccountId()))
                    .forEach(decision -> stands.put(decision.getAccountId(), decision.getAction()));
            return stands.equals(expected);
        });
        assertThat(stands).isEqualTo(expected);
    }

    private static Enforcement last(String account) {
        return told().stream()
                .filter(decision -> decision.getAccountId().equals(account))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static List<Enforcement> told() {
        return cluster.wire().read(Topics.ENFORCEMENTS, Enforcement.class).stream()
                .map(Wire.Told::value)
                .toList();
    }

    /** All files of a savepoint, a character for each byte. */
    private static String bytes(String savepoint) {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of(URI.create(savepoint)))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    private static String binary(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    private static Identifier used(IdentifierType type, String value) {
        return Identifier.newBuilder().setType(type).setValue(value).build();
    }

    private static void send(String account, AccountEventKind kind, Identifier... used) {
        cluster.wire()
                .send(AccountEvent.newBuilder()
                        .setEventId(account + "-" + kind)
                        .setAccountId(account)
                        .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                        .setKind(kind)
                        .setIdentifiers(new ArrayList<>(List.of(used)))
                        .build());
    }
}
