// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import io.wardline.topology.kafka.KafkaEnds;
import io.wardline.topology.kafka.Preflight;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Tells sextortion while it happens, holds every case to its filing deadline, and recognises a removed offender who comes back.
 *
 * <pre>
 *   conversation events --> admit --> by conversation --> detect --> by case --> case clock --> alerts, cases, escalations
 *   report events ------> admit --------------------------------------> by case ----^
 *   account events -----> admit --> by account --> by what it uses --> by account --> decisions
 * </pre>
 */
public final class WardlineJob {
    private WardlineJob() {}

    /** What a Flink cluster runs: {@code --config FILE}. */
    public static void main(String[] args) throws Exception {
        if (args.length != 2 || !args[0].equals("--config")) {
            throw new ConfigException("usage: WardlineJob --config FILE");
        }
        JobConfig config = JobConfig.load(Path.of(args[1]));
        Preflight.check(config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(restorable());
        build(env, config);
        env.execute(config.jobName());
    }

    /** The live job, on Kafka and the wall clock. */
    public static void build(StreamExecutionEnvironment env, JobConfig config) throws ConfigException {
        Policy policy = config.policy();
        KafkaEnds ends = new KafkaEnds(config, policy.linking().keys());
        Outputs outputs = WardlineTopology.connect(ends.read(env), policy, new Clock.Wall(config.overduePerSecond()));
        ends.write(outputs);
    }

    /**
     * What makes a job that could not be restored refuse to start: a forgotten uid, or a type that falls back to Kryo. Everything else
     * (backend, directories, checkpoints, restarts) is the cluster's.
     */
    public static Configuration restorable() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        return configuration;
    }
}
