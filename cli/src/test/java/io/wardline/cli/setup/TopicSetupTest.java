// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.Await;
import io.wardline.cli.kafka.LocalKafka;
import io.wardline.schema.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicSetupTest {
    private static LocalKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void startKafka() {
        kafka = LocalKafka.start();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stopKafka() {
        admin.close();
        kafka.close();
    }

    @AfterEach
    void deleteTopics() throws Exception {
        admin.deleteTopics(names()).all().get();
        assertThat(Await.within(Duration.ofSeconds(20), () -> names().isEmpty()))
                .isTrue();
    }

    @Test
    void createsWhatTheContractAsksAndOnlyOnce() throws Exception {
        TopicSetup setup = new TopicSetup(admin);

        assertThat(setup.create(3, (short) 1))
                .hasSize(11)
                .contains("wardline.conversation-events", "wardline.dead-letters");

        assertThat(setup.check()).isEmpty();
        assertThat(configured(topic("wardline.patterns"), "message.timestamp.type"))
                .isEqualTo("LogAppendTime");
        assertThat(configured(topic("wardline.patterns"), "cleanup.policy")).isEqualTo("compact");
        assertThat(configured(topic("wardline.alerts"), "cleanup.policy")).isEqualTo("delete");
        assertThat(configured(topic("wardline.dead-letters"), "max.message.bytes"))
                .isEqualTo("16777216");
        assertThat(descriptions())
                .allSatisfy(d -> assertThat(d.partitions()).hasSize(d.name().equals("wardline.patterns") ? 1 : 3));
        assertThat(setup.create(3, (short) 1)).isEmpty();
    }

    @Test
    void tellsEveryMissingTopic() {
        List<Difference> differences = new TopicSetup(admin).check();

        assertThat(differences)
                .extracting(Difference::name)
                .containsExactlyElementsOf(
                        Arrays.stream(Topics.values()).map(Topics::topic).toList());
        assertThat(differences.get(0)).hasToString("wardline.conversation-events: topic is missing, must be there");
    }

    @Test
    void tellsEveryDifferenceOfATopicThatIsThere() throws Exception {
        TopicSetup setup = new TopicSetup(admin);
        setup.create(1, (short) 1);
        alter("wardline.account-events", "message.timestamp.type", "CreateTime");
        alter("wardline.cases", "cleanup.policy", "delete");
        alter("wardline.dead-letters", "max.message.bytes", "1048588");

        assertThat(setup.check())
                .containsExactly(
                        new Difference(
                                "wardline.account-events", "message.timestamp.type", "CreateTime", "LogAppendTime"),
                        new Difference("wardline.cases", "cleanup.policy", "delete", "compact"),
                        new Difference("wardline.dead-letters", "max.message.bytes", "1048588", "16777216"));
    }

    @Test
    void acceptsLargerRecordsThanItAsksFor() throws Exception {
        TopicSetup setup = new TopicSetup(admin);
        setup.create(1, (short) 1);
        alter("wardline.dead-letters", "max.message.bytes", "33554432");

        assertThat(setup.check()).isEmpty();
    }

    /** The controller answers before the broker knows of a change: waits until it does. */
    private static void alter(String topic, String property, String value) throws Exception {
        ConfigResource resource = topic(topic);
        Collection<AlterConfigOp> change = List.of(new AlterConfigOp(new ConfigEntry(property, value), OpType.SET));
        admin.incrementalAlterConfigs(Map.of(resource, change)).all().get();
        assertThat(Await.within(Duration.ofSeconds(20), () -> value.equals(configured(resource, property))))
                .isTrue();
    }

    private static ConfigResource topic(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    private static String configured(ConfigResource resource, String property) {
        try {
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            return config == null ? "" : config.get(property).value();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Collection<TopicDescription> descriptions() throws ExecutionException, InterruptedException {
        return admin.describeTopics(names()).allTopicNames().get().values();
    }

    private static Set<String> names() {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
