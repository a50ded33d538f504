// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.Await;
import io.wardline.topology.JobConfig;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Goal: with transactions, a consumer that reads what is committed sees each alert once, whatever happened between. */
class ExactlyOnceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static WardlineCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = WardlineCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void showsEachAlertOnceAfterACheckpointAndAKill() throws Exception {
        Conversation crime = Conversation.recent("transactional");
        JobConfig config = cluster.config("exactly-once", "delivery: exactly_once", "transaction_timeout: 10m");
        RunningJob before = cluster.run(config);
        cluster.wire().send(crime.contact(), crime.image(), crime.threat());
        awaitIds(crime, IsolationLevel.READ_UNCOMMITTED, 2);
        assertThat(ids(crime, IsolationLevel.READ_COMMITTED)).isEmpty();
        String checkpoint = before.checkpoint();
        awaitIds(crime, IsolationLevel.READ_COMMITTED, 2);

        // Written, and never committed.
        cluster.wire().send(crime.payment());
        awaitIds(crime, IsolationLevel.READ_UNCOMMITTED, 5);
        before.kill();
        RunningJob after = cluster.restore(config, checkpoint);
        after.settle();
        awaitIds(crime, IsolationLevel.READ_COMMITTED, 5);

        assertThat(ids(crime, IsolationLevel.READ_COMMITTED)).doesNotHaveDuplicates();
        assertThat(ids(crime, IsolationLevel.READ_UNCOMMITTED)).hasSizeGreaterThan(5);
    }

    private static void awaitIds(Conversation crime, IsolationLevel isolation, int count) {
        if (!Await.within(PATIENCE, () -> ids(crime, isolation).size() >= count)) {
            throw new AssertionError("%s: %s instead of %d alerts".formatted(isolation, ids(crime, isolation), count));
        }
    }

    private static List<String> ids(Conversation crime, IsolationLevel isolation) {
        return cluster.wire().alertIds(crime, isolation);
    }
}
