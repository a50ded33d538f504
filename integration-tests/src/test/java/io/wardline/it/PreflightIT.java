// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wardline.cli.Await;
import io.wardline.cli.kafka.LocalKafka;
import io.wardline.cli.setup.TopicSetup;
import io.wardline.schema.Topics;
import io.wardline.topology.ConfigException;
import io.wardline.topology.JobConfig;
import io.wardline.topology.kafka.Preflight;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goal: what would make the job fail, or be wrong in silence, is told before it starts, in a line that says what to do. */
class PreflightIT {
    private static final int TRANSACTION_LIMIT_MILLIS = 60_000;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static LocalKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(LocalKafka.Options.defaults()
                .withTransactionMaxTimeoutMillis(TRANSACTION_LIMIT_MILLIS)
                .withAcls());
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @BeforeEach
    void createWhatIsMissing() {
        new TopicSetup(admin).create(WardlineCluster.PARTITIONS, (short) 1);
    }

    @AfterEach
    void restoreTimestamps() throws Exception {
        set(Topics.REPORT_EVENTS, "message.timestamp.type", "LogAppendTime");
    }

    @Test
    void acceptsWhatSetupMade() {
        assertThatCode(() -> Preflight.check(config())).doesNotThrowAnyException();
    }

    @Test
    void namesEachMissingTopicAndTheCommandThatCreatesIt() throws Exception {
        admin.deleteTopics(List.of(Topics.ENFORCEMENTS.topic(), Topics.ALERTS.topic()))
                .all()
                .get();
        assertThat(Await.within(
                        PATIENCE, () -> !join(admin.listTopics().names()).contains(Topics.ENFORCEMENTS.topic())))
                .isTrue();

        assertThat(problems(config()))
                .containsExactly(
                        "topic wardline.alerts does not exist: run ./wardline setup topics",
                        "topic wardline.enforcements does not exist: run ./wardline setup topics");
    }

    @Test
    void refusesProducersTimeUnlessItIsAccepted() throws Exception {
        set(Topics.REPORT_EVENTS, "message.timestamp.type", "CreateTime");

        assertThat(problems(config())).singleElement().satisfies(line -> assertThat(line)
                .contains("wardline.report-events", "CreateTime", "LogAppendTime", "kafka.timestamps: producer_time"));
        assertThatCode(() -> Preflight.check(config("timestamps: producer_time")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesTransactionsThatOutlastTheBrokersLimit() {
        assertThat(problems(config("delivery: exactly_once", "transaction_timeout: 10m")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("kafka.transaction_timeout is 600000 ms", "60000", "transaction.max.timeout.ms"));
        assertThatCode(() -> Preflight.check(config("delivery: exactly_once", "transaction_timeout: 1m")))
                .doesNotThrowAnyException();
    }

    /** What it decided comes back into the job, so this output has to be read too. */
    @Test
    void refusesWhatItsUserMayNotRead() throws Exception {
        List<AclBinding> acls = List.of(
                acl(Topics.ENFORCEMENTS, AclOperation.ALL, AclPermissionType.ALLOW),
                acl(Topics.ENFORCEMENTS, AclOperation.READ, AclPermissionType.DENY),
                acl(Topics.ALERTS, AclOperation.ALL, AclPermissionType.ALLOW),
                acl(Topics.ALERTS, AclOperation.READ, AclPermissionType.DENY));
        join(admin.createAcls(acls).all());
        try {
            Await.within(PATIENCE, () -> !mayRead(Topics.ENFORCEMENTS) && !mayRead(Topics.ALERTS));

            assertThat(problems(config()))
                    .containsExactly(
                            "topic wardline.enforcements can't be read by the user of kafka.properties: give it READ");
        } finally {
            join(admin.deleteAcls(acls.stream().map(AclBinding::toFilter).toList())
                    .all());
            Await.within(PATIENCE, () -> mayRead(Topics.ENFORCEMENTS) && mayRead(Topics.ALERTS));
        }
    }

    private static AclBinding acl(Topics topic, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic.topic(), PatternType.LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
    }

    private static boolean mayRead(Topics topic) {
        DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        return join(admin.describeTopics(List.of(topic.topic()), options).allTopicNames()).values().stream()
                .allMatch(found -> found.authorizedOperations().contains(AclOperation.READ));
    }

    @Test
    void saysThatNoBrokerAnswers() throws Exception {
        String nobody = "127.0.0.1:" + closedPort();
        long start = System.nanoTime();

        assertThat(problems(WardlineCluster.configOf("preflight", nobody, "mock://preflight")))
                .containsExactly("no broker answers at " + nobody
                        + " within 30 s: check kafka.bootstrap_servers and kafka.properties");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(45));
    }

    @Test
    void saysThatABrokersNameIsUnknown() {
        assertThat(problems(WardlineCluster.configOf("preflight", "nowhere.invalid:9092", "mock://preflight")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("nowhere.invalid:9092", "kafka.bootstrap_servers"));
    }

    private static JobConfig config(String... kafkaLines) {
        return WardlineCluster.configOf("preflight", kafka.bootstrapServers(), "mock://preflight", kafkaLines);
    }

    private static List<String> problems(JobConfig config) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> Preflight.check(config));
        assertThat(refused).as("refuses").isNotNull();
        return String.valueOf(refused.getMessage()).lines().toList();
    }

    private static void set(Topics topic, String property, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topic());
        AlterConfigOp op = new AlterConfigOp(new ConfigEntry(property, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(op))).all().get();
        // The controller has it; the broker, which is asked, learns it a little later.
        assertThat(Await.within(PATIENCE, () -> valueOf(resource, property).equals(value)))
                .isTrue();
    }

    private static String valueOf(ConfigResource resource, String property) {
        return join(admin.describeConfigs(List.of(resource)).all())
                .values()
                .iterator()
                .next()
                .get(property)
                .value();
    }

    private static <T> T join(KafkaFuture<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
