// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.setup;

import io.wardline.cli.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./wardline setup topics}. */
@Command(
        name = "topics",
        description = {
            "Creates the topics of the contract that are missing, then says in what the others differ from it.",
            "A topic that is there is never changed. Fails while anything differs."
        })
final class SetupTopicsCommand implements Runnable {
    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT,…",
            description = "The Kafka cluster.")
    private String bootstrapServers = "";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties for the connection, such as security.protocol and sasl.jaas.config.")
    private @Nullable Path commandConfig;

    @Option(
            names = "--partitions",
            defaultValue = "12",
            paramLabel = "N",
            description =
                    "Partitions of a topic that is created (default: ${DEFAULT-VALUE}). At least the job's parallelism;"
                            + " raising it later moves keys to other partitions.")
    private int partitions;

    @Option(
            names = "--replication",
            defaultValue = "3",
            paramLabel = "N",
            description = "Copies of each partition (default: ${DEFAULT-VALUE}); 1 for a single broker.")
    private short replication;

    @Option(names = "--check", description = "Create nothing: only say what differs.")
    private boolean check;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before run()
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = connect()) {
            TopicSetup setup = new TopicSetup(admin);
            if (!check) {
                setup.create(partitions, replication).forEach(topic -> out.println("created " + topic));
            }
            SetupCommand.conclude(
                    out,
                    "topics",
                    setup.check(),
                    "change those that are there with kafka-configs.sh --alter, and run this again");
        }
    }

    private Admin connect() {
        Properties config = SetupCommand.load(commandConfig, "--command-config");
        config.setProperty("bootstrap.servers", bootstrapServers);
        // A wrong address would otherwise keep a person waiting for a minute.
        config.putIfAbsent("default.api.timeout.ms", "15000");
        config.putIfAbsent("request.timeout.ms", "10000");
        try {
            return Admin.create(config);
        } catch (KafkaException e) {
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new UserError(
                    "cannot connect to " + bootstrapServers + ": " + why
                            + ": check --bootstrap-servers and --command-config",
                    e);
        }
    }
}
