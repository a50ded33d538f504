// SPDX-License-Identifier: Apache-2.0
package io.wardline.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.Operator;
import io.wardline.topology.WardlineJob;
import io.wardline.topology.account.AccountState;
import io.wardline.topology.account.Link;
import io.wardline.topology.account.Membership;
import io.wardline.topology.account.PhotoUse;
import io.wardline.topology.account.Standing;
import io.wardline.topology.account.Use;
import io.wardline.topology.cases.CaseState;
import io.wardline.topology.revision.StoredRevision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a change of what is kept in state is seen by who makes it and by who reviews it. Method: {@code operators.golden} holds what
 * the job is made of; {@code README.md} says how to refresh it.
 */
class StateInventoryTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "operators.golden");

    @Test
    void isWhatTheGoldenFileSays(@TempDir Path files) throws Exception {
        List<String> lines = new ArrayList<>();
        try (LiveTopics topics = LiveTopics.start()) {
            StreamExecutionEnvironment env = new StreamExecutionEnvironment(WardlineJob.restorable());
            WardlineJob.build(env, topics.config("inventory"));
            StreamGraph graph = env.getStreamGraph();
            topics.send(Scenario.load().firstHalf());
            LiveJob job = LiveJob.start(topics.config("inventory"), 1, files, null);
            job.settle(topics);
            lines.addAll(StateInventory.of(graph, job.stopWithSavepoint(files)));
        }
        for (Class<?> type :
                List.of(AccountState.class, Link.class, Membership.class, PhotoUse.class, Standing.class, Use.class)) {
            lines.add("");
            lines.addAll(StateTypes.within(TypeInformation.of(type)));
        }
        lines.add("");
        lines.addAll(StateTypes.within(TypeInformation.of(CaseState.class)));
        lines.add("");
        lines.addAll(StateTypes.within(TypeInformation.of(StoredRevision.class)));
        lines.add("");
        lines.add("retired: " + Operator.RETIRED);

        String told = String.join("\n", lines) + "\n";
        if (System.getProperty("golden", "").equals("refresh")) {
            Files.writeString(GOLDEN, told);
        }
        assertThat(told).isEqualTo(Files.readString(GOLDEN));
    }
}
