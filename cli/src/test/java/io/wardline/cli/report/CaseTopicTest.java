// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.wardline.cli.RunOfWardline;
import io.wardline.cli.kafka.LocalKafka;
import io.wardline.cli.setup.TopicSetup;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.v1.Case;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: of the job's topic the latest snapshot of each case counts. Method: a real broker, and the registry's client in memory. */
class CaseTopicTest {
    private static final String REGISTRY = "mock://case-topic-test";

    private static LocalKafka kafka;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit injects it before each test
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        kafka = LocalKafka.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicSetup(admin).create(2, (short) 1);
        }
        RegistryCoderProvider.client(REGISTRY, Map.of())
                .register(Topics.CASES.subject(), new AvroSchema(Topics.CASES.schema()));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            write(producer, "one", "before");
            write(producer, "two", "other");
            write(producer, "gone", "deleted");
            write(producer, "one", "after");
            producer.send(new ProducerRecord<>(Topics.CASES.topic(), bytes("gone"), null))
                    .get();
            producer.send(new ProducerRecord<>(Topics.CASES.topic(), bytes("bad"), bytes("no record")))
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static void write(KafkaProducer<byte[], byte[]> producer, String id, String offender) throws Exception {
        byte[] value = new RegistryAvroSerializationSchema<>(
                        Case.class,
                        Case.getClassSchema(),
                        new RegistryCoderProvider(Topics.CASES.subject(), REGISTRY, Map.of()))
                .serialize(ReportCommandTest.open(id, offender, null).build());
        producer.send(new ProducerRecord<>(Topics.CASES.topic(), bytes(id), value))
                .get();
    }

    private static byte[] bytes(@Nullable String text) {
        return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theListTellsTheLatestOfEachCaseAndWhatCantBeRead() {
        RunOfWardline run = RunOfWardline.of(
                "report", "list", "--bootstrap-servers", kafka.bootstrapServers(), "--registry", REGISTRY);

        assertThat(run.out()).contains("one, after", "two, other").doesNotContain("before", "gone");
        assertThat(run.err()).contains("1 records of wardline.cases can't be read");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void draftsAreOfTheLatestToo() {
        RunOfWardline run = RunOfWardline.of(
                "report",
                "draft",
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--registry",
                REGISTRY,
                "--out",
                folder.toString());

        assertThat(run.out()).contains("drafted 2 reports");
        assertThat(folder.resolve("one.xml")).content().contains("<espIdentifier>after</espIdentifier>");
        assertThat(folder.resolve("gone.xml")).doesNotExist();
    }

    @Test
    void casesAreInAFileOrInKafka() {
        assertThat(RunOfWardline.of("report", "list").exitCode()).isEqualTo(2);
        assertThat(RunOfWardline.of("report", "list", "--bootstrap-servers", "a:1")
                        .err())
                .contains("--registry");
        assertThat(RunOfWardline.of("report", "list", "--cases", "f", "--bootstrap-servers", "a:1", "--registry", "b")
                        .exitCode())
                .isEqualTo(2);
    }
}
