// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.setup;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wardline.cli.UserError;
import io.wardline.schema.RegistryCoderProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./wardline setup subjects}. */
@Command(
        name = "subjects",
        description = {
            "Registers the schemas of this build under the contract's subjects, and sets their compatibility to FULL_TRANSITIVE.",
            "Fails when a schema is not compatible with the versions that are registered."
        })
final class SetupSubjectsCommand implements Runnable {
    @Option(
            names = "--registry",
            required = true,
            paramLabel = "URL",
            description = "The schema registry: the base of Confluent's API, such as http://registry:8081.")
    private String registryUrl = "";

    @Option(
            names = "--registry-config",
            paramLabel = "FILE",
            description =
                    "Properties for the connection, such as basic.auth.credentials.source and basic.auth.user.info.")
    private @Nullable Path registryConfig;

    @Option(names = "--check", description = "Register nothing: only say what differs.")
    private boolean check;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before run()
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (SchemaRegistryClient registry = connect()) {
            SubjectSetup setup = new SubjectSetup(registry);
            if (!check) {
                setup.register().forEach(subject -> out.println("registered " + subject));
            }
            SetupCommand.conclude(
                    out,
                    "subjects",
                    setup.check(),
                    "run this without --check to register and to set the compatibility");
        } catch (IOException e) {
            throw new UserError(
                    "cannot close the connection to " + registryUrl + ": run this again to see that all is well", e);
        }
    }

    private SchemaRegistryClient connect() {
        Properties properties = SetupCommand.load(registryConfig, "--registry-config");
        Map<String, String> config = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
        return RegistryCoderProvider.client(registryUrl, config);
    }
}
