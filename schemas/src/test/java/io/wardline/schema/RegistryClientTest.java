// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.client.security.basicauth.BasicAuthCredentialProviderFactory;
import io.confluent.kafka.schemaregistry.client.security.bearerauth.BearerAuthCredentialProviderFactory;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** That the client which was taken out of Flink's jar works under its own names, with the Avro, Jackson and Kafka of this build. */
final class RegistryClientTest {
    private static final String SUBJECT = Topics.ALERTS.subject();

    @Test
    void registersLooksUpAndChecksCompatibility() throws Exception {
        SchemaRegistryClient client = RegistryCoderProvider.client("mock://registers-and-looks-up", Map.of());
        assertThat(client).isInstanceOf(MockSchemaRegistryClient.class);
        client.updateCompatibility(SUBJECT, "FULL_TRANSITIVE");

        int id = client.register(SUBJECT, new AvroSchema(Topics.ALERTS.schema()));

        assertThat(client.getId(SUBJECT, new AvroSchema(Topics.ALERTS.schema())))
                .isEqualTo(id);
        assertThat(((AvroSchema) client.getSchemaById(id)).rawSchema()).isEqualTo(Topics.ALERTS.schema());
        assertThat(client.getLatestSchemaMetadata(SUBJECT).getVersion()).isEqualTo(1);
        assertThat(client.testCompatibility(SUBJECT, new AvroSchema(Topics.ALERTS.schema())))
                .isTrue();
        assertThat(client.testCompatibility(SUBJECT, new AvroSchema(withoutAlertId())))
                .isFalse();
        assertThatThrownBy(() -> client.getId("another-subject", new AvroSchema(Topics.ALERTS.schema())))
                .isInstanceOf(RestClientException.class);
    }

    @Test
    void sharesAMockRegistryByName() throws Exception {
        int id = RegistryCoderProvider.client("mock://shared", Map.of())
                .register(SUBJECT, new AvroSchema(Topics.ALERTS.schema()));

        assertThat(RegistryCoderProvider.client("mock://shared", Map.of())
                        .getId(SUBJECT, new AvroSchema(Topics.ALERTS.schema())))
                .isEqualTo(id);
        assertThat(RegistryCoderProvider.client("mock://another", Map.of()).getAllSubjects())
                .isEmpty();
    }

    @Test
    void speaksHttpToWhatIsNoMock() {
        assertThat(RegistryCoderProvider.client("http://127.0.0.1:1,http://127.0.0.1:2", Map.of()))
                .isInstanceOf(CachedSchemaRegistryClient.class);
        assertThat(new CachedSchemaRegistryClient(
                        List.of("http://127.0.0.1:1"), 10, List.of(new AvroSchemaProvider()), Map.of()))
                .isNotNull();
    }

    @Test
    void findsItsWaysToAuthenticate() {
        assertThat(BasicAuthCredentialProviderFactory.getBasicAuthCredentialProvider(
                        "USER_INFO", Map.of("basic.auth.user.info", "user:password")))
                .isNotNull();
        assertThat(BasicAuthCredentialProviderFactory.getBasicAuthCredentialProvider("URL", Map.of()))
                .isNotNull();
        assertThat(BearerAuthCredentialProviderFactory.getBearerAuthCredentialProvider(
                        "STATIC_TOKEN", Map.of("bearer.auth.token", "token")))
                .isNotNull();
    }

    @Test
    void bringsNoRelocatedCopies() {
        for (String relocated : List.of(
                "org.apache.flink.avro.shaded.org.apache.avro.Schema",
                "org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.ParsedSchema")) {
            assertThatThrownBy(() -> Class.forName(relocated)).isInstanceOf(ClassNotFoundException.class);
        }
        assertThat(Schema.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .contains("/org/apache/avro/avro/");
    }

    private static Schema withoutAlertId() {
        return Samples.edited("Alert", alert -> Samples.removeFields(alert, "alert_id"::equals));
    }
}
