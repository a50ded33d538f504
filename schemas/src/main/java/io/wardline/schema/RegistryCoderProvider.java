// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.formats.avro.SchemaCoder;

/**
 * Gives Flink's Avro formats a schema registry. Flink's own provider builds a client that speaks HTTP only; this one goes through
 * the client's factory, so that {@code mock://name} serves where there is one JVM and nothing else.
 */
public final class RegistryCoderProvider implements SchemaCoder.SchemaCoderProvider {
    private static final long serialVersionUID = 1L;

    /** Versions of one subject that a client remembers. The contract has a handful; the client refuses more than it may remember. */
    private static final int CAPACITY = 1000;

    private final String subject;
    private final String registryUrl;

    /** A tree, since Flink compares formats by their providers and serializes this with the job. */
    private final TreeMap<String, String> clientConfig;

    private final boolean registers;

    /** A provider whose writer uses only schemas that {@code ./wardline setup subjects} has registered. */
    public RegistryCoderProvider(String subject, String registryUrl, Map<String, String> clientConfig) {
        this(subject, registryUrl, clientConfig, false);
    }

    /**
     * @param registryUrl one URL or several, separated by commas
     * @param clientConfig settings of the Confluent client, such as {@code basic.auth.user.info}
     * @param registers whether the writer registers a schema that the subject lacks. For a demo: in production a job that registers
     *     what it was built with decides over everyone's schema.
     */
    public RegistryCoderProvider(
            String subject, String registryUrl, Map<String, String> clientConfig, boolean registers) {
        this.subject = subject;
        this.registryUrl = registryUrl;
        this.clientConfig = new TreeMap<>(clientConfig);
        this.registers = registers;
    }

    @Override
    public SchemaCoder get() {
        return new RegistryCoder(subject, client(registryUrl, clientConfig), registers);
    }

    /** A client of the registry, for those who register and compare subjects. */
    public static SchemaRegistryClient client(String registryUrl, Map<String, String> clientConfig) {
        return SchemaRegistryClientFactory.newClient(
                List.of(registryUrl.split(",")), CAPACITY, List.of(new AvroSchemaProvider()), clientConfig, Map.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegistryCoderProvider that
                && subject.equals(that.subject)
                && registryUrl.equals(that.registryUrl)
                && clientConfig.equals(that.clientConfig)
                && registers == that.registers;
    }

    @Override
    public int hashCode() {
        return Objects.hash(subject, registryUrl, clientConfig, registers);
    }
}
