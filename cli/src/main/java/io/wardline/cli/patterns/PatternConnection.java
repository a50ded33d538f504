// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.cli.setup.SetupCommand;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a job is reached. */
final class PatternConnection {
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

    PatternTopics open() {
        Properties registry = SetupCommand.load(registryConfig, "--registry-config");
        Map<String, String> config =
                registry.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, registry::getProperty));
        return new PatternTopics(
                bootstrapServers, SetupCommand.load(clientConfig, "--client-config"), registryUrl, config);
    }
}
