// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wardline.cli.UserError;
import io.wardline.cli.setup.Difference;
import io.wardline.cli.setup.SubjectSetup;
import io.wardline.schema.RegistryCoderProvider;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SubjectSetupIT {
    private static final String ALERTS = "wardline.alerts-value";

    private static ApicurioRegistry server;

    @BeforeAll
    static void startRegistry() {
        server = ApicurioRegistry.start();
    }

    @AfterAll
    static void stopRegistry() {
        server.close();
    }

    @Test
    void registersTellsWhatDiffersAndRefusesToBreakASubject() throws Exception {
        SubjectSetup setup = new SubjectSetup(client());
        assertThat(setup.check()).hasSize(11).allSatisfy(d -> assertThat(d.found())
                .isEqualTo("missing"));

        assertThat(setup.register()).hasSize(11);
        assertThat(setup.check()).isEmpty();
        assertThat(new SubjectSetup(client()).register()).isEmpty();

        SchemaRegistryClient other = client();
        other.updateCompatibility(ALERTS, "NONE");
        assertThat(new SubjectSetup(client()).check())
                .containsExactly(new Difference(ALERTS, "compatibility", "NONE", "FULL_TRANSITIVE"));

        other.deleteSubject(ALERTS);
        Schema stranger = SchemaBuilder.record("Alert")
                .namespace("io.wardline.v1")
                .fields()
                .requiredInt("other")
                .endRecord();
        other.register(ALERTS, new AvroSchema(stranger));
        SubjectSetup again = new SubjectSetup(client());
        assertThat(again.check()).contains(new Difference(ALERTS, "this build's schema", "missing", "there"));
        assertThatThrownBy(again::register)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("register " + ALERTS)
                .hasMessageContaining("CHANGELOG.md");
    }

    /** A fresh one each time: the client remembers what it has seen, and another process may have changed it. */
    private static SchemaRegistryClient client() {
        return RegistryCoderProvider.client(server.url(), Map.of());
    }
}
