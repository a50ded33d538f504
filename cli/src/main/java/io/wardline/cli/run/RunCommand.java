// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.run;

import io.wardline.cli.UserError;
import io.wardline.topology.ConfigException;
import io.wardline.topology.JobConfig;
import io.wardline.topology.JobConfig.Delivery;
import io.wardline.topology.WardlineJob;
import io.wardline.topology.kafka.Preflight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./wardline run}. */
@Command(
        name = "run",
        description = {
            "Runs the job on this machine against Kafka and a schema registry, until it is stopped.",
            "On a Flink cluster, submit the same job: main class io.wardline.topology.WardlineJob, argument --config FILE."
        })
public final class RunCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The job's configuration; start from deploy/wardline.yaml.")
    private Path config = Path.of("");

    @Option(
            names = "--flink-conf",
            paramLabel = "DIR",
            description =
                    "A folder with Flink's config.yaml, such as deploy/flink: state backend, checkpoints, restarts.")
    private @Nullable Path flinkConf;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        JobConfig job = load();
        Configuration flink = flink();
        if (!flink.contains(CheckpointingOptions.CHECKPOINTING_INTERVAL)) {
            if (job.kafka().delivery() == Delivery.EXACTLY_ONCE) {
                throw new UserError(
                        "kafka.delivery: exactly_once shows an alert with the next checkpoint, and there are none: "
                                + "name Flink's configuration, such as --flink-conf deploy/flink");
            }
            say("warning: without checkpoints a failure loses what the job knows: name Flink's configuration, such as"
                    + " --flink-conf deploy/flink");
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(flink);
        WardlineJob.build(env, job);
        say("running " + job.jobName() + " against " + job.kafka().bootstrapServers() + "; stop it with Ctrl-C");
        env.execute(job.jobName());
        return 0;
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
    }

    private JobConfig load() {
        try {
            JobConfig job = JobConfig.load(config);
            Preflight.check(job);
            return job;
        } catch (ConfigException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private Configuration flink() {
        Configuration flink = new Configuration();
        if (flinkConf != null) {
            if (!Files.isRegularFile(flinkConf.resolve("config.yaml"))) {
                throw new UserError(flinkConf + " holds no config.yaml: name a folder such as deploy/flink");
            }
            flink.addAll(GlobalConfiguration.loadConfiguration(flinkConf.toString()));
        }
        flink.addAll(WardlineJob.restorable());
        return flink;
    }
}
