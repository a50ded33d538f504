// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.parse.SourceFile;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: the live job can always be restored: each operator has the uid it is meant to have. Method: Flink's graph of it, not run. */
class TopologyGraphTest {
    @ParameterizedTest
    @ValueSource(strings = {"at_least_once", "exactly_once"})
    void everyOperatorHasAUid(String delivery) throws ConfigException {
        assertThat(nodes(delivery)).isNotEmpty().allSatisfy(node -> assertThat(node.getTransformationUID())
                .as(node.getOperatorName())
                .isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"at_least_once", "exactly_once"})
    void theLiveJobsOperatorsAreThese(String delivery) throws ConfigException {
        Set<String> uids = nodes(delivery).stream()
                .map(StreamNode::getTransformationUID)
                // A sink in two parts: Flink names the second after the first.
                .map(uid -> uid.replace("Sink Committer: ", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(uids)
                .containsExactly(
                        "admit-accounts",
                        "admit-decisions",
                        "admit-events",
                        "admit-patterns",
                        "admit-reports",
                        "decide-accounts",
                        "detect-sequences",
                        "find-conversations",
                        "find-photos",
                        "heed-cases",
                        "heed-decisions",
                        "keep-accounts",
                        "keep-cases",
                        "keep-profiles",
                        "link-accounts",
                        "link-cases",
                        "read-accounts",
                        "read-decisions",
                        "read-events",
                        "read-patterns",
                        "read-reports",
                        "spread-decisions",
                        "spread-photos",
                        "write-alerts",
                        "write-cases",
                        "write-dead-letters",
                        "write-enforcements",
                        "write-escalations",
                        "write-pattern-status",
                        "write-shadow-alerts");
    }

    /** Flink checks here that no uid is missing and that no type falls back to Kryo. */
    @Test
    void flinkAcceptsTheJobUnderTheSettingsThatRefuseWhatCanNotBeRestored() throws ConfigException {
        assertThat(graph("at_least_once").getJobGraph().getNumberOfVertices()).isPositive();
    }

    private static List<StreamNode> nodes(String delivery) throws ConfigException {
        return List.copyOf(graph(delivery).getStreamNodes());
    }

    private static StreamGraph graph(String delivery) throws ConfigException {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(WardlineJob.restorable());
        WardlineJob.build(
                env,
                JobConfig.parse(new SourceFile(
                        "wardline.yaml",
                        """
                        kafka:
                          bootstrap_servers: localhost:9092
                          delivery: %s
                        registry:
                          url: mock://topology-graph
                        accounts:
                          secret_file: src/test/resources/identifiers.secret
                        """
                                .formatted(delivery))));
        return env.getStreamGraph();
    }
}
