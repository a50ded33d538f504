// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.kafka;

import io.wardline.cli.setup.SetupCommand;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a job is reached. Options of a command, or of a group of which all or none are given. */
public final class KafkaConnection {
    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT,…",
            description = "The Kafka cluster of the job.")
    private String bootstrapServers = "";

    @Option(
            names = "--registry",
            required = true,
            paramLabel = "URL",
            description = "The schema registry: the base of Confluent's API, such as http://registry:8081.")
    private String registryUrl = "";

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Properties for Kafka's clients, such as security.protocol.")
    private @Nullable Path clientConfig;

    @Option(
            names = "--registry-config",
            paramLabel = "FILE",
            description = "Properties for the registry's client, such as basic.auth.user.info.")
    private @Nullable Path registryConfig;

    /** Opens what the job reads and writes; nothing is asked of Kafka yet. */
    public KafkaRecords open() {
        Properties registry = SetupCommand.load(registryConfig, "--registry-config");
        Map<String, String> config =
                registry.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, registry::getProperty));
        return new KafkaRecords(
                bootstrapServers, SetupCommand.load(clientConfig, "--client-config"), registryUrl, config);
    }
}
