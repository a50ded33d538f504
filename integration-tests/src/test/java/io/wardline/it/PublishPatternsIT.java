// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.Await;
import io.wardline.cli.Wardline;
import io.wardline.it.Wire.Told;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.v1.AgeBand;
import io.wardline.v1.Alert;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.EventKind;
import io.wardline.v1.Party;
import io.wardline.v1.PatternRevision;
import io.wardline.v1.PatternState;
import io.wardline.v1.PatternStatus;
import io.wardline.v1.PatternStatusState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a pattern is shipped to a running job, mended, and taken back, on every subtask, with no restart and no event lost. Method: the
 * command as its author runs it, against a real broker and registry, while other conversations go on.
 */
class PublishPatternsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ALERTS_OF_A_CRIME = 5;
    private static final String PATTERN =
            """
            id: quick-threat
            title: A threat after a request for an image
            revision: %d
            status: draft
            owner: child-safety
            why: Who asks for an image and threatens soon after has a plan.
            window: %s
            sequence:
              - step: request
                by: offender
                when: image_request
              - step: threat
                by: offender
                when: threat
                emit: {severity: MEDIUM, explanation: "{offender} threatens {victims}."}
            """;
    private static final String TESTS =
            """
            cases:
              - name: tells a threat after a request
                events:
                  - {at: 0m, id: request, by: offender, signals: {image_request: 0.9}}
                  - {at: 5m, id: threat, by: offender, signals: {threat_exposure: 0.9}}
                tells:
                  - {step: threat, evidence: [request, threat]}
              - name: stays silent after three hours
                events:
                  - {at: 0m, id: request, by: offender, signals: {image_request: 0.9}}
                  - {at: 3h, id: threat, by: offender, signals: {threat_exposure: 0.9}}
                silent: true
            """;

    private static WardlineCluster cluster;
    private static RunningJob job;

    @TempDir
    private Path folder = Path.of("");

    private final List<Conversation> meanwhile = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        cluster = WardlineCluster.start();
        job = cluster.run(cluster.config("publish-patterns"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void shipsMendsAndTakesBackAPatternWhileTheJobRuns() throws Exception {
        Path pattern = Files.createDirectory(folder.resolve("quick-threat"));
        Files.writeString(pattern.resolve("tests.yaml"), TESTS);

        request("in-shadow");
        write(pattern, 1, "2h");
        assertThat(publish(pattern.toString(), "--shadow")).contains("SHADOW on all 2 subtasks");
        threaten("in-shadow");
        awaitAlert(Topics.SHADOW_ALERTS, "in-shadow", 1);

        request("then-live");
        assertThat(publish(pattern.toString(), "--live")).contains("LIVE on all 2 subtasks");
        threaten("then-live");
        awaitAlert(Topics.ALERTS, "then-live", 1);

        request("past-a-broken-one");
        publishBroken(2);
        threaten("past-a-broken-one");
        awaitAlert(Topics.ALERTS, "past-a-broken-one", 1);

        request("mended");
        write(pattern, 2, "90m");
        assertThat(publish(pattern.toString(), "--live")).contains("after revision 1", "LIVE on all 2 subtasks");
        threaten("mended");
        awaitAlert(Topics.ALERTS, "mended", 2);

        request("taken-back");
        assertThat(publish("quick-threat", "--rollback")).contains("revision 3 is LIVE on all 2 subtasks");
        threaten("taken-back");
        awaitAlert(Topics.ALERTS, "taken-back", 3);

        request("retired");
        assertThat(publish("quick-threat", "--retire")).contains("RETIRED on all 2 subtasks");
        threaten("retired");
        job.settle();
        assertThat(patterns("status").lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "quick-threat@1 LIVE on 2 of 2, until the time of @2",
                        "quick-threat@3 LIVE on 2 of 2, until the time of @4",
                        "quick-threat@4 RETIRED on 2 of 2");

        assertThat(told(Topics.ALERTS))
                .containsExactlyInAnyOrder(
                        "then-live by 1", "past-a-broken-one by 1", "mended by 2", "taken-back by 3");
        assertThat(told(Topics.SHADOW_ALERTS)).containsExactly("in-shadow by 1");
        assertThat(meanwhile)
                .allSatisfy(crime -> assertThat(cluster.wire().alertIds(crime, IsolationLevel.READ_UNCOMMITTED))
                        .as(crime.id())
                        .hasSize(ALERTS_OF_A_CRIME)
                        .doesNotHaveDuplicates());
    }

    private static void write(Path pattern, int revision, String window) throws IOException {
        Files.writeString(pattern.resolve("pattern.yaml"), PATTERN.formatted(revision, window));
    }

    /** Runs the command, with a crime on its way at the same time. */
    private String publish(String path, String action) {
        Conversation crime = Conversation.recent("meanwhile-" + meanwhile.size());
        meanwhile.add(crime);
        cluster.wire().send(crime.contact(), crime.image());
        String told = patterns("publish", path, action, "--author", "anna");
        cluster.wire().send(crime.threat(), crime.payment());
        return told;
    }

    /** What a command says; it must succeed. */
    private static String patterns(String... arguments) {
        List<String> all = new ArrayList<>(List.of("patterns"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--bootstrap-servers",
                cluster.kafka().bootstrapServers(),
                "--registry",
                cluster.registry().url()));
        StringWriter out = new StringWriter();
        int exitCode = Wardline.run(new PrintWriter(out), new PrintWriter(out), all.toArray(String[]::new));
        assertThat(exitCode).as(out.toString()).isZero();
        return out.toString();
    }

    /** What the command would refuse, written by somebody who does not use it. */
    private static void publishBroken(int number) {
        String yaml = PATTERN.formatted(number, "2h").replace("when: threat", "when: threatt");
        PatternRevision last = cluster.wire().read(Topics.PATTERNS, PatternRevision.class).stream()
                .map(Told::value)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        byte[] value = bytes(PatternRevision.newBuilder()
                .setPatternId("quick-threat")
                .setRevision(number)
                .setHash(PatternCatalog.hash(yaml))
                .setParentHash(last.getHash())
                .setState(PatternState.LIVE)
                .setAuthor("ben")
                .setPublishedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setYaml(yaml)
                .build());
        cluster.wire()
                .send(new ProducerRecord<>(
                        Topics.PATTERNS.topic(), ("quick-threat@" + number).getBytes(StandardCharsets.UTF_8), value));
        assertThat(Await.within(PATIENCE, () -> rejections(number).size() == WardlineCluster.PARTITIONS))
                .as("both subtasks reject it")
                .isTrue();
        assertThat(rejections(number)).allSatisfy(status -> assertThat(status.getDiagnostics())
                .singleElement()
                .asString()
                .startsWith("quick-threat/pattern.yaml:14:11 error P014"));
    }

    private static List<PatternStatus> rejections(int number) {
        return cluster.wire().read(Topics.PATTERN_STATUS, PatternStatus.class).stream()
                .map(Told::value)
                .filter(status -> status.getPatternId().equals("quick-threat") && status.getRevision() == number)
                .filter(status -> status.getState() == PatternStatusState.REJECTED)
                .toList();
    }

    private static byte[] bytes(PatternRevision revision) {
        return new RegistryAvroSerializationSchema<>(
                        PatternRevision.class,
                        PatternRevision.getClassSchema(),
                        new RegistryCoderProvider(
                                Topics.PATTERNS.subject(), cluster.registry().url(), Map.of()))
                .serialize(revision);
    }

    private static void request(String conversation) {
        send(conversation, "request", "image_request");
    }

    private static void threaten(String conversation) {
        send(conversation, "threat", "threat_exposure");
    }

    /** Happens now: the revisions decide from when they were published on. */
    private static void send(String conversation, String name, String signal) {
        cluster.wire()
                .send(ConversationEvent.newBuilder()
                        .setEventId(conversation + "-" + name)
                        .setConversationId(conversation)
                        .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                        .setKind(EventKind.MESSAGE)
                        .setSender(party(conversation + "-stranger", AgeBand.ADULT))
                        .setRecipients(List.of(party(conversation + "-child", AgeBand.AGE_13_15)))
                        .setSignals(Map.of(signal, 0.9))
                        .build());
    }

    private static Party party(String account, AgeBand band) {
        return Party.newBuilder().setAccountId(account).setAgeBand(band).build();
    }

    private static void awaitAlert(Topics topic, String conversation, int revision) {
        assertThat(Await.within(PATIENCE, () -> told(topic).contains(conversation + " by " + revision)))
                .as("%s in %s", conversation, told(topic))
                .isTrue();
    }

    private static List<String> told(Topics topic) {
        return cluster.wire().read(topic, Alert.class).stream()
                .map(Told::value)
                .filter(alert -> alert.getPatternId().equals("quick-threat"))
                .map(alert -> alert.getConversationId() + " by " + alert.getPatternRevision())
                .toList();
    }
}
