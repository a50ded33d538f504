// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import io.wardline.cli.TempFolder;
import io.wardline.cli.kafka.LocalKafka;
import io.wardline.cli.setup.SubjectSetup;
import io.wardline.cli.setup.TopicSetup;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.topology.ConfigException;
import io.wardline.topology.JobConfig;
import io.wardline.topology.WardlineJob;
import io.wardline.topology.kafka.Preflight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** A broker with the contract's topics, a registry with its subjects, and a Flink cluster for the job: once for a class of tests. */
final class WardlineCluster implements AutoCloseable {
    static final int PARTITIONS = 2;
    /** What the job reads. */
    static final List<TopicPartition> INPUTS = Stream.of(
                    Topics.ACCOUNT_EVENTS, Topics.CONVERSATION_EVENTS, Topics.REPORT_EVENTS)
            .flatMap(topic -> partitions(topic).stream())
            .toList();

    private static final String SECRET = "src/test/resources/identifiers.secret";
    private static final short ONE_BROKER = 1;

    private final LocalKafka kafka;
    private final ApicurioRegistry registry;
    private final TempFolder files;
    private final MiniCluster flink;
    private final Admin admin;
    private final Wire wire;

    private WardlineCluster(LocalKafka kafka, ApicurioRegistry registry) throws Exception {
        this.kafka = kafka;
        this.registry = registry;
        this.files = TempFolder.create("wardline-it");
        this.flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(cluster())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(PARTITIONS)
                .withRandomPorts()
                .build());
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
        this.wire = new Wire(kafka.bootstrapServers(), this::provider);
    }

    /** With a broker of its own and the registry that all share. */
    static WardlineCluster start() throws Exception {
        CompletableFuture<LocalKafka> broker = CompletableFuture.supplyAsync(LocalKafka::start);
        ApicurioRegistry registry = ApicurioRegistry.shared();
        return start(broker.get(), registry);
    }

    /** With these, which stay the caller's; only the broker is closed with the cluster. */
    static WardlineCluster start(LocalKafka kafka, ApicurioRegistry registry) throws Exception {
        WardlineCluster cluster = new WardlineCluster(kafka, registry);
        new TopicSetup(cluster.admin).create(PARTITIONS, ONE_BROKER);
        new SubjectSetup(RegistryCoderProvider.client(registry.url(), Map.of())).register();
        cluster.flink.start();
        return cluster;
    }

    LocalKafka kafka() {
        return kafka;
    }

    ApicurioRegistry registry() {
        return registry;
    }

    /** What is in the topics, and what is to be. */
    Wire wire() {
        return wire;
    }

    /** The usual job; its consumer group has this name, and its section {@code kafka} these lines in addition. */
    JobConfig config(String name, String... kafkaLines) {
        return configOf(name, kafka.bootstrapServers(), registry.url(), kafkaLines);
    }

    /** The usual job, with the patterns of a folder and no others. */
    JobConfig config(String name, Path patterns) {
        String dir = "patterns:\n  dir: " + patterns + "\n";
        return parse(name, ends(name, kafka.bootstrapServers(), registry.url()) + dir);
    }

    /** The usual job on ends that need not be there. */
    static JobConfig configOf(String name, String bootstrapServers, String registryUrl, String... kafkaLines) {
        String more = Stream.of(kafkaLines).map(line -> "  " + line + "\n").collect(Collectors.joining());
        return parse(name, ends(name, bootstrapServers, registryUrl) + more);
    }

    /** The sections that say where the ends are, that of Kafka last. */
    private static String ends(String name, String bootstrapServers, String registryUrl) {
        return """
                job_name: %1$s
                accounts:
                  secret_file: %4$s
                registry:
                  url: %2$s
                kafka:
                  group_id: %1$s
                  transactional_id_prefix: %1$s
                  bootstrap_servers: %3$s
                """
                .formatted(name, registryUrl, bootstrapServers, SECRET);
    }

    private static JobConfig parse(String name, String yaml) {
        try {
            return JobConfig.parse(new SourceFile(name + ".yaml", yaml));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts a job that reads what comes from now on. */
    RunningJob run(JobConfig config) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> here = new HashMap<>();
        inputEnds().forEach((partition, end) -> here.put(partition, new OffsetAndMetadata(end)));
        join(admin.alterConsumerGroupOffsets(config.kafka().groupId(), here).all());
        return submit(config, SavepointRestoreSettings.none());
    }

    /** Starts a job that reads what was there before it, too: its group has committed nothing. */
    RunningJob runFromTheBeginning(JobConfig config) throws Exception {
        return submit(config, SavepointRestoreSettings.none());
    }

    /** Starts a job from a savepoint or a retained checkpoint. */
    RunningJob restore(JobConfig config, String path) throws Exception {
        return submit(config, SavepointRestoreSettings.forPath(path));
    }

    private RunningJob submit(JobConfig config, SavepointRestoreSettings from) throws Exception {
        Preflight.check(config);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(job());
        env.setParallelism(PARTITIONS);
        WardlineJob.build(env, config);
        JobGraph graph = env.getStreamGraph().getJobGraph();
        graph.setSavepointRestoreSettings(from);
        String savepoints = files.path().resolve("savepoints").toUri().toString();
        return new RunningJob(flink, flink.submitJob(graph).get().getJobID(), wire, savepoints);
    }

    private static Configuration cluster() {
        Configuration cluster = new Configuration();
        cluster.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        return cluster;
    }

    private Configuration job() {
        Configuration job = WardlineJob.restorable();
        job.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        job.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        job.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                files.path().resolve("checkpoints").toUri().toString());
        // Tests ask for checkpoints where they need one; none comes in between. The pause is there for the first:
        // without one, Flink
        // takes it as soon as all tasks run, whatever the interval.
        job.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        job.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ofHours(1));
        job.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // A job that fails shows it.
        job.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return job;
    }

    private RegistryCoderProvider provider(Topics topic) {
        return new RegistryCoderProvider(topic.subject(), registry.url(), Map.of());
    }

    /** Ends what runs, and so frees its slots. */
    void killAll() {
        flink.listJobs().join().stream()
                .filter(job -> !job.getJobState().isGloballyTerminalState())
                .forEach(job -> {
                    flink.cancelJob(job.getJobId()).join();
                    flink.requestJobResult(job.getJobId()).join();
                });
    }

    private Map<TopicPartition, Long> inputEnds() {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        INPUTS.forEach(input -> latest.put(input, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        join(admin.listOffsets(latest).all()).forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    static List<TopicPartition> partitions(Topics topic) {
        return IntStream.range(0, topic == Topics.PATTERNS ? 1 : PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic.topic(), partition))
                .toList();
    }

    private static <T> T join(KafkaFuture<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        killAll();
        wire.close();
        admin.close();
        flink.closeAsync().join();
        kafka.close();
        files.close();
    }
}
