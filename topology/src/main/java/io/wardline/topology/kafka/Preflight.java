// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.kafka;

import io.wardline.schema.Topics;
import io.wardline.topology.ConfigException;
import io.wardline.topology.JobConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of a broker would make the job fail, or be wrong in silence, told before it starts. */
public final class Preflight {
    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);
    /** A broker that needs longer to describe a topic is not ready for the job either. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String TIMESTAMP_TYPE = "message.timestamp.type";
    private static final String LOG_APPEND_TIME = "LogAppendTime";
    private static final String TRANSACTION_LIMIT = "transaction.max.timeout.ms";

    private Preflight() {}

    /** Throws with every problem found, a line each. */
    public static void check(JobConfig config) throws ConfigException {
        Properties properties = new Properties();
        properties.putAll(config.kafka().properties());
        properties.setProperty(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        List<String> problems = new ArrayList<>();
        try {
            ask(properties, config, problems);
        } catch (TimeoutException e) {
            problems.add("no broker answers at " + config.kafka().bootstrapServers() + " within " + PATIENCE.toSeconds()
                    + " s: check kafka.bootstrap_servers and kafka.properties");
        } catch (KafkaException | ExecutionException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            problems.add("the broker at " + config.kafka().bootstrapServers() + " can't be asked ("
                    + cause.getClass().getSimpleName() + "): check kafka.bootstrap_servers and kafka.properties");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.add("interrupted while asking the broker");
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(String.join("\n", problems));
        }
    }

    private static void ask(Properties properties, JobConfig config, List<String> problems)
            throws InterruptedException, ExecutionException, TimeoutException {
        Admin admin = Admin.create(properties);
        try {
            checkTopics(admin, config, problems);
            checkPatterns(admin, problems);
            checkReading(admin, problems);
            if (KafkaEnds.isTransactional(config)) {
                checkTransactions(admin, config, problems);
            }
        } finally {
            // Without a limit it waits for the calls that nobody answers, for as long again.
            admin.close(Duration.ZERO);
        }
    }

    private static void checkTopics(Admin admin, JobConfig config, List<String> problems)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (Topics topic : Topics.values()) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topic());
            Config found;
            try {
                found = await(admin.describeConfigs(List.of(resource)).all()).get(resource);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    problems.add("topic " + topic.topic() + " does not exist: run ./wardline setup topics");
                    continue;
                }
                throw e;
            }
            String timestamps = value(found, TIMESTAMP_TYPE);
            if (topic.direction() == Topics.Direction.IN && !timestamps.equals(LOG_APPEND_TIME)) {
                checkTimestamps(topic, timestamps, config, problems);
            }
        }
    }

    /** Which of two revisions came first decides; between partitions Kafka knows no first. */
    private static void checkPatterns(Admin admin, List<String> problems)
            throws InterruptedException, ExecutionException, TimeoutException {
        String topic = Topics.PATTERNS.topic();
        try {
            int partitions = await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                    .mapToInt(found -> found.partitions().size())
                    .sum();
            if (partitions != 1) {
                problems.add(
                        "topic " + topic + " has " + partitions + " partitions, but the order of its records decides:"
                                + " delete it, run ./wardline setup topics, and publish its patterns again");
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
            // That it is missing was told with the other topics.
        }
    }

    /** A source that may not read fails the job again and again. What the job decided it reads back, unlike its other outputs. */
    private static void checkReading(Admin admin, List<String> problems)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (Topics topic : Topics.values()) {
            if (topic.direction() == Topics.Direction.IN || topic == Topics.ENFORCEMENTS) {
                Optional<Set<AclOperation>> allowed = allowed(admin, topic.topic());
                if (allowed.isPresent() && !allowed.get().contains(AclOperation.READ)) {
                    problems.add(
                            "topic " + topic.topic() + " can't be read by the user of kafka.properties: give it READ");
                }
            }
        }
    }

    /** What the job's user may do; unknown where the broker does not say, or has no such topic, which was told with the others. */
    private static Optional<Set<AclOperation>> allowed(Admin admin, String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
            TopicDescription found = await(
                            admin.describeTopics(List.of(topic), options).allTopicNames())
                    .get(topic);
            return Optional.ofNullable(found == null ? null : found.authorizedOperations());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void checkTimestamps(Topics topic, String found, JobConfig config, List<String> problems) {
        if (config.kafka().acceptProducerTime()) {
            LOG.warn(
                    "topic {} carries producers' time ({}): a producer with a wrong clock moves deadlines",
                    topic.topic(),
                    found);
        } else {
            problems.add("topic " + topic.topic() + " has " + TIMESTAMP_TYPE + "=" + found + ", but deadlines rest on "
                    + LOG_APPEND_TIME + ": run ./wardline setup topics, or set kafka.timestamps: producer_time");
        }
    }

    private static void checkTransactions(Admin admin, JobConfig config, List<String> problems)
            throws InterruptedException, ExecutionException, TimeoutException {
        String node = await(admin.describeCluster().nodes()).iterator().next().idString();
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node);
        Map<ConfigResource, Config> found =
                await(admin.describeConfigs(List.of(broker)).all());
        long limit = Long.parseLong(value(found.get(broker), TRANSACTION_LIMIT));
        long wanted = config.kafka().transactionTimeout().toMillis();
        if (wanted > limit) {
            problems.add("kafka.transaction_timeout is " + wanted + " ms, but the broker allows " + limit
                    + ": raise the broker's " + TRANSACTION_LIMIT + " or lower kafka.transaction_timeout");
        }
    }

    private static String value(@Nullable Config config, String name) {
        return config == null || config.get(name) == null
                ? ""
                : String.valueOf(config.get(name).value());
    }

    private static <T> T await(KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
