// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wardline.schema.RegistryCoderProvider;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Against the client's own registry in memory; {@code integration-tests} has the same against a server. */
class SubjectSetupTest {
    private SchemaRegistryClient registry;
    private SubjectSetup setup;

    @BeforeEach
    void anEmptyRegistry(TestInfo test) {
        registry = RegistryCoderProvider.client("mock://" + test.getDisplayName(), Map.of());
        setup = new SubjectSetup(registry);
    }

    @Test
    void registersEverySubjectOnce() throws Exception {
        assertThat(setup.register()).hasSize(11).contains("wardline.conversation-events-value");

        assertThat(setup.check()).isEmpty();
        assertThat(setup.register()).isEmpty();
        assertThat(registry.getCompatibility("wardline.cases-value")).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void tellsWhatIsMissing() {
        assertThat(setup.check()).hasSize(11).contains(Difference.missing("wardline.alerts-value", "subject"));
    }

    @Test
    void tellsAndMendsACompatibilityThatDiffers() throws Exception {
        setup.register();
        registry.updateCompatibility("wardline.alerts-value", "NONE");

        assertThat(setup.check())
                .containsExactly(new Difference("wardline.alerts-value", "compatibility", "NONE", "FULL_TRANSITIVE"));

        setup.register();
        assertThat(setup.check()).isEmpty();
    }

    @Test
    void tellsASubjectThatLacksThisBuildsSchema() throws Exception {
        setup.register();
        registry.deleteSubject("wardline.alerts-value");
        registry.register("wardline.alerts-value", new AvroSchema("\"string\""));
        registry.updateCompatibility("wardline.alerts-value", "FULL_TRANSITIVE");

        assertThat(setup.check()).containsExactly(Difference.missing("wardline.alerts-value", "this build's schema"));
    }
}
