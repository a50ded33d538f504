// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wardline.pattern.parse.SourceFile;
import io.wardline.topology.JobConfig.Accounts;
import io.wardline.topology.JobConfig.Delivery;
import io.wardline.topology.JobConfig.Kafka;
import io.wardline.topology.JobConfig.Registry;
import io.wardline.topology.account.IdentifierType;
import io.wardline.topology.account.LinkPolicy;
import io.wardline.topology.cases.CaseLogic;
import io.wardline.topology.cases.Keeping;
import io.wardline.topology.cases.Ladder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: what the file says is what the job does, and every mistake in it is told at once, with its place. */
class JobConfigTest {
    private static final String MINIMAL =
            """
            kafka:
              bootstrap_servers: broker-1:9092,broker-2:9092
            registry:
              url: http://registry:8081
            accounts:
              secret_file: src/test/resources/identifiers.secret
            """;

    @Test
    void takesEveryKeyOfAFullFile() throws ConfigException {
        JobConfig config = parse(
                """
                job_name: wardline-eu
                kafka:
                  bootstrap_servers: broker:9093
                  group_id: wardline-eu
                  properties:
                    security.protocol: SSL
                    ssl.truststore.location: /etc/trust
                  timestamps: producer_time
                  delivery: exactly_once
                  transaction_timeout: 20m
                  transactional_id_prefix: blue
                registry:
                  url: http://registry:8081
                  properties:
                    basic.auth.user.info: user:password
                  register_schemas: true
                patterns:
                  dir: /etc/wardline/patterns
                privacy:
                  keep_text: false
                limits:
                  record_bytes: 2048
                  evidence_events: 16
                  remember_mib: 3
                signal_aliases:
                  vendor_threat: threat_exposure
                cases:
                  ladder:
                    - {level: desk, after: 12h}
                    - {level: legal, after: 30h}
                  deadline: 48h
                  breach_every: 6h
                  breach_repeats: 10
                  acknowledge_quiets: 2h
                  wait_for_case: 7d
                  keep: 400d
                  keep_dismissed: 40d
                  hold: 500d
                  hold_notice: 5d
                  overdue_per_second: 50
                accounts:
                  secret_file: /etc/secret
                  weights: {device: 0.5, ip: 0}
                  retention: {ip: 7d}
                  review: 0.5
                  block: 0.9
                  crowd: 99
                  keep_profiles: 50d
                """);

        assertThat(config)
                .isEqualTo(new JobConfig(
                        "wardline-eu",
                        new Kafka(
                                "broker:9093",
                                "wardline-eu",
                                Map.of("security.protocol", "SSL", "ssl.truststore.location", "/etc/trust"),
                                true,
                                Delivery.EXACTLY_ONCE,
                                Duration.ofMinutes(20),
                                "blue"),
                        new Registry("http://registry:8081", Map.of("basic.auth.user.info", "user:password"), true),
                        Optional.of(Path.of("/etc/wardline/patterns")),
                        false,
                        2048,
                        16,
                        3 * 1_048_576L,
                        Map.of(
                                "off_platform_migration", "platform_migration",
                                "self-harm", "self_harm",
                                "self-harm/intent", "self_harm",
                                "vendor_threat", "threat_exposure"),
                        new CaseLogic(
                                new Ladder(
                                        List.of(
                                                new Ladder.Level("desk", Duration.ofHours(12)),
                                                new Ladder.Level("legal", Duration.ofHours(30))),
                                        Duration.ofHours(48),
                                        Duration.ofHours(6),
                                        10,
                                        Duration.ofHours(2)),
                                Duration.ofDays(7),
                                new Keeping(
                                        Duration.ofDays(400),
                                        Duration.ofDays(40),
                                        Duration.ofDays(500),
                                        Duration.ofDays(5))),
                        50,
                        new Accounts(
                                Path.of("/etc/secret"),
                                new LinkPolicy(
                                        weights(Map.of(IdentifierType.DEVICE, 0.5, IdentifierType.IP, 0.0)),
                                        retention(Map.of(IdentifierType.IP, Duration.ofDays(7))),
                                        0.5,
                                        0.9,
                                        99),
                                Duration.ofDays(50))));
    }

    @Test
    void aFileOfWhatHasNoDefaultHasTheContractsDefaults() throws ConfigException {
        JobConfig config = parse(MINIMAL);

        assertThat(config.kafka().bootstrapServers()).isEqualTo("broker-1:9092,broker-2:9092");
        assertThat(config.kafka().delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
        assertThat(config.kafka().acceptProducerTime()).isFalse();
        assertThat(config.registry().url()).isEqualTo("http://registry:8081");
        assertThat(config.registry().registersSchemas()).isFalse();
        assertThat(config.patterns()).isEmpty();
        assertThat(config.keepText()).isTrue();
        assertThat(config.maxEvidence()).isEqualTo(512);
        assertThat(config.cases().waitForCase()).isEqualTo(Duration.ofDays(30));
        assertThat(config.cases().ladder())
                .isEqualTo(new Ladder(
                        List.of(
                                new Ladder.Level("lead", Duration.ofHours(24)),
                                new Ladder.Level("manager", Duration.ofHours(48)),
                                new Ladder.Level("legal", Duration.ofHours(66))),
                        Duration.ofHours(72),
                        Duration.ofHours(12),
                        28,
                        Duration.ofHours(4)));
        assertThat(config.policy().retention()).isEqualTo(Duration.ofDays(30));
        assertThat(config.policy().patterns().load().revisions()).isNotEmpty();
    }

    @Test
    void tellsEveryProblemAtOnceWithItsPlace() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(
                        () -> parse(
                                """
                                kafka:
                                  bootstrap_server: broker:9092
                                  delivery: twice
                                  transaction_timeout: soon
                                registry: http://registry:8081
                                limits:
                                  record_bytes: 12
                                privacy:
                                  keep_text: maybe
                                cases:
                                  ladder:
                                    - {level: lead, after: 24h}
                                    - {level: manager, after: 24h}
                                colour: blue
                                """))
                .satisfies(e -> assertThat(heads(e))
                        .anySatisfy(line -> assertThat(line)
                                .startsWith("wardline.yaml:2:3 error P004")
                                .contains("bootstrap_servers"))
                        .anySatisfy(line -> assertThat(line)
                                .startsWith("wardline.yaml:2:3 error P003")
                                .contains("did you mean"))
                        .anySatisfy(line -> assertThat(line)
                                .startsWith("wardline.yaml:3:13 error P007")
                                .contains("at_least_once"))
                        .anySatisfy(line -> assertThat(line)
                                .startsWith("wardline.yaml:4:24 error P008")
                                .contains("soon"))
                        .anySatisfy(line -> assertThat(line).startsWith("wardline.yaml:5:11 error P006"))
                        .anySatisfy(line -> assertThat(line)
                                .startsWith("wardline.yaml:7:17 error P007")
                                .contains("1024"))
                        .anySatisfy(line -> assertThat(line).startsWith("wardline.yaml:9:14 error P007"))
                        .anySatisfy(line -> assertThat(line)
                                .startsWith("wardline.yaml:13:7 error P007")
                                .contains("after"))
                        .anySatisfy(line -> assertThat(line)
                                .startsWith("wardline.yaml:14:1 error P003")
                                .contains("colour"))
                        .anySatisfy(line -> assertThat(line)
                                .startsWith("wardline.yaml:1:1 error P004")
                                .contains("accounts"))
                        .hasSize(10));
    }

    @Test
    void pointsAtTheMistake() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> parse(MINIMAL + "colour: blue\n"))
                .withMessage(
                        """
                        wardline.yaml:7:1 error P003: unknown key 'colour'
                            colour: blue
                            ^""");
    }

    @Test
    void anEmptyFileLacksWhatHasNoDefault() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> parse("{}\n"))
                .withMessageContaining("'kafka'")
                .withMessageContaining("'registry'")
                .withMessageContaining("'accounts'");
    }

    /** Such as one that would block at less than what asks for a look. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "block: 0.3 | 'block' must not be below 'review'",
                "review: 1.2 | 'review' is a number from 0 to 1",
                "crowd: 1 | 'crowd' is a whole number from 2 to 4096",
                "weights: {divice: 0.5} | unknown key 'divice' (did you mean 'device'?)",
                "weights: {device: much} | 'device' is a number from 0 to 1",
                "retention: {ip: 0d} | each 'retention' must be longer than nothing",
            })
    void refusesAccountsThatCouldNotBeLinkedSo(String key, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> parse(MINIMAL + "  " + key + "\n"))
                .withMessageContaining(message);
    }

    @Test
    void aSecretThatIsMissingOrShortIsToldWithHowToMakeOne(@TempDir Path folder) throws IOException {
        Path none = folder.resolve("none");
        Path tooShort = Files.writeString(folder.resolve("short"), "c2hvcnQ=");
        for (Path file : List.of(none, tooShort)) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> new Accounts(file, LinkPolicy.DEFAULT, JobConfig.KEEP_PROFILES).linking())
                    .withMessageContaining(file.toString())
                    .withMessageContaining("head -c 32 /dev/urandom | base64")
                    .withMessageNotContaining("c2hvcnQ");
        }
    }

    private static Map<IdentifierType, Double> weights(Map<IdentifierType, Double> told) {
        Map<IdentifierType, Double> weights = new EnumMap<>(LinkPolicy.DEFAULT.weights());
        weights.putAll(told);
        return weights;
    }

    private static Map<IdentifierType, Duration> retention(Map<IdentifierType, Duration> told) {
        Map<IdentifierType, Duration> retention = new EnumMap<>(LinkPolicy.DEFAULT.retention());
        retention.putAll(told);
        return retention;
    }

    /** A level that shares the breach's name, or another's, would count as told when the other was; after the deadline it is no warning. */
    @ParameterizedTest
    @CsvSource({"breach, 30h", "lead, 30h", "night, 72h", "night, 80h"})
    void refusesALevelThatCouldNotBeToldInItsTurn(String level, String after) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> parse(MINIMAL
                        + """
                        cases:
                          ladder:
                            - {level: lead, after: 24h}
                            - {level: %s, after: %s}
                        """
                                .formatted(level, after)))
                .satisfies(e ->
                        assertThat(heads(e)).singleElement().asString().startsWith("wardline.yaml:10:7 error P007"));
    }

    @Test
    void refusesADeadlineThatTheUsualLadderGoesBeyond() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> parse(MINIMAL + "cases:\n  deadline: 48h\n"))
                .satisfies(e -> assertThat(heads(e))
                        .singleElement()
                        .asString()
                        .startsWith("wardline.yaml:8:13 error P007")
                        .contains("ladder"));
    }

    /** All repeats in one moment, or a case forgotten before it is told of. */
    @ParameterizedTest
    @CsvSource({"deadline", "breach_every", "wait_for_case", "keep"})
    void refusesADurationOfNothing(String key) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> parse(MINIMAL + "cases: {%s: 0h}\n".formatted(key)))
                .withMessageContaining("wardline.yaml:7:");
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        Path missing = folder.resolve("missing.yaml");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> JobConfig.load(missing))
                .withMessageContaining(missing.toString())
                .withMessageContaining("no such file");
    }

    @Test
    void aFileIsReadFromDisk(@TempDir Path folder) throws IOException, ConfigException {
        Path file = Files.writeString(folder.resolve("wardline.yaml"), MINIMAL);

        assertThat(JobConfig.load(file)).isEqualTo(parse(MINIMAL));
    }

    @Test
    void aFolderOfPatternsWithAMistakeIsTold(@TempDir Path folder) throws IOException, ConfigException {
        Path pattern = Files.createDirectories(folder.resolve("family/broken")).resolve("pattern.yaml");
        Files.writeString(pattern, "id: broken\n");
        JobConfig config = parse(MINIMAL + "patterns: {dir: %s}\n".formatted(folder));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(config::policy)
                .withMessageContaining("family/broken/pattern.yaml:1:1 error P004");
    }

    @Test
    void aFolderThatIsNotThereIsTold(@TempDir Path folder) throws ConfigException {
        JobConfig config = parse(MINIMAL + "patterns: {dir: %s}\n".formatted(folder.resolve("missing")));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(config::policy)
                .withMessageContaining(folder.resolve("missing").toString());
    }

    private static JobConfig parse(String yaml) throws ConfigException {
        return JobConfig.parse(new SourceFile("wardline.yaml", yaml));
    }

    /** The lines that name a place. */
    private static List<String> heads(ConfigException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .filter(line -> line.startsWith("wardline.yaml:"))
                .toList();
    }
}
