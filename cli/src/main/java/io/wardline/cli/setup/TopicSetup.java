// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.setup;

import io.wardline.cli.Await;
import io.wardline.cli.UserError;
import io.wardline.schema.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the contract's topics, and tells how those of a cluster differ from the contract. Never changes a topic that is there. */
public final class TopicSetup {
    /** Milliseconds on a healthy cluster. */
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);

    private final Admin admin;

    /** @param admin stays the caller's to close */
    public TopicSetup(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates the topics that are missing.
     *
     * @return the names of those created, in the contract's order
     */
    public List<String> create(int partitions, short replication) {
        List<Topics> missing = missing();
        List<NewTopic> wanted = missing.stream()
                .map(t -> new NewTopic(t.topic(), TopicConfiguration.partitions(t, partitions), replication)
                        .configs(TopicConfiguration.of(t)))
                .toList();
        Map<String, KafkaFuture<Void>> results = admin.createTopics(wanted).values();
        List<String> created = new ArrayList<>();
        for (NewTopic topic : wanted) {
            if (isCreated(topic.name(), Objects.requireNonNull(results.get(topic.name())))) {
                created.add(topic.name());
            }
        }
        // The controller answers before the brokers know: a client that came at once would be told that there is no
        // such topic.
        if (!Await.within(VISIBLE_WITHIN, () -> present().containsAll(created))) {
            throw new UserError("the brokers do not show the new topics after " + VISIBLE_WITHIN.toSeconds()
                    + " s: look at the brokers' health, then run this again");
        }
        awaitLeaders(wanted.stream().filter(t -> created.contains(t.name())).toList());
        return created;
    }

    /**
     * A broker may be known as a partition's leader before it knows so itself. What a producer sends first is then refused and what it sends
     * next is taken, upon which the first is out of sequence for ever. A leader that knows so answers for its partition's end.
     */
    private void awaitLeaders(List<NewTopic> created) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : created) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        await(admin.listOffsets(ends).all(), "reach the leaders of the new topics");
    }

    /** Everything in which the cluster differs from the contract; empty when nothing does. */
    public List<Difference> check() {
        Set<String> present = present();
        Map<Topics, Config> configs = configurations(Arrays.stream(Topics.values())
                .filter(t -> present.contains(t.topic()))
                .toList());
        List<Difference> differences = new ArrayList<>();
        for (Topics topic : Topics.values()) {
            Config config = configs.get(topic);
            if (config == null) {
                differences.add(Difference.missing(topic.topic(), "topic"));
            } else {
                compare(topic, config, differences);
            }
        }
        return differences;
    }

    private static void compare(Topics topic, Config config, List<Difference> differences) {
        TopicConfiguration.of(topic).forEach((property, wanted) -> {
            String found = config.get(property).value();
            boolean fits = property.equals(TopicConfiguration.MAX_MESSAGE_BYTES)
                    ? Long.parseLong(found) >= Long.parseLong(wanted)
                    : found.equals(wanted);
            if (!fits) {
                differences.add(new Difference(topic.topic(), property, found, wanted));
            }
        });
    }

    private List<Topics> missing() {
        Set<String> present = present();
        return Arrays.stream(Topics.values())
                .filter(t -> !present.contains(t.topic()))
                .toList();
    }

    private Set<String> present() {
        return await(admin.listTopics().names(), "list the topics");
    }

    private Map<Topics, Config> configurations(List<Topics> topics) {
        Map<Topics, ConfigResource> resources = topics.stream()
                .collect(Collectors.toMap(
                        Function.identity(), t -> new ConfigResource(ConfigResource.Type.TOPIC, t.topic())));
        Map<ConfigResource, Config> configs =
                await(admin.describeConfigs(resources.values()).all(), "read the topics' configuration");
        return topics.stream().collect(Collectors.toMap(Function.identity(), t -> configs.get(resources.get(t))));
    }

    /** False when another setup was quicker: that is no error, since {@link #check()} looks at what it made. */
    private static boolean isCreated(String topic, KafkaFuture<Void> result) {
        try {
            await(result, "create topic " + topic);
            return true;
        } catch (UserError e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private static <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UserError(
                    "cannot " + what + ": " + cause.getMessage()
                            + ": check --bootstrap-servers, --command-config and the rights of its user",
                    cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while it wanted to " + what + ": run it again", e);
        }
    }
}
