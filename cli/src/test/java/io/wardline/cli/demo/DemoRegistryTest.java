// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wardline.cli.UserError;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import java.net.URI;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Goal: a client in another process finds the schemas under the ids that the demo's job uses. Method: the genuine client over HTTP. */
class DemoRegistryTest {
    @Test
    void agreesWithTheRegistryInMemoryAboutEverySchema() throws Exception {
        SchemaRegistryClient inMemory = RegistryCoderProvider.client("mock://demo-registry-test", Map.of());
        try (DemoRegistry demo = DemoRegistry.start(inMemory, 0);
                SchemaRegistryClient client = RegistryCoderProvider.client(demo.url(), Map.of())) {
            assertThat(client.getAllSubjects()).hasSize(Topics.values().length);
            for (Topics topic : Topics.values()) {
                AvroSchema schema = new AvroSchema(topic.schema());
                int id = client.getId(topic.subject(), schema);
                assertThat(id).isEqualTo(inMemory.getId(topic.subject(), schema));
                assertThat(((AvroSchema) client.getSchemaById(id)).rawSchema())
                        .isEqualTo(((AvroSchema) inMemory.getSchemaById(id)).rawSchema());
            }
        }
    }

    @Test
    void whatIsRegisteredOverHttpIsInMemoryToo() throws Exception {
        SchemaRegistryClient inMemory = RegistryCoderProvider.client("mock://demo-registry-register", Map.of());
        AvroSchema more = new AvroSchema(new Schema.Parser().parse("\"string\""));
        try (DemoRegistry demo = DemoRegistry.start(inMemory, 0);
                SchemaRegistryClient client = RegistryCoderProvider.client(demo.url(), Map.of())) {
            assertThat(client.register("more-value", more)).isEqualTo(inMemory.getId("more-value", more));
        }
    }

    @Test
    void saysWhatItHasNotAsARegistryDoes() throws Exception {
        SchemaRegistryClient inMemory = RegistryCoderProvider.client("mock://demo-registry-missing", Map.of());
        try (DemoRegistry demo = DemoRegistry.start(inMemory, 0);
                SchemaRegistryClient client = RegistryCoderProvider.client(demo.url(), Map.of())) {
            assertThatExceptionOfType(RestClientException.class)
                    .isThrownBy(() -> client.getSchemaById(12_345))
                    .satisfies(e -> assertThat(e.getStatus()).isEqualTo(404));
        }
    }

    @Test
    void saysThatItsPortIsInUse() throws Exception {
        SchemaRegistryClient inMemory = RegistryCoderProvider.client("mock://demo-registry-port", Map.of());
        try (DemoRegistry demo = DemoRegistry.start(inMemory, 0)) {
            int port = URI.create(demo.url()).getPort();

            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(() -> DemoRegistry.start(inMemory, port))
                    .withMessage("port " + port + " is in use: choose another with --registry-port");
        }
    }
}
