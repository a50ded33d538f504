// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import io.wardline.benchmark.report.Percentiles;
import io.wardline.benchmark.topology.BenchJob;
import io.wardline.benchmark.topology.Loopback;
import io.wardline.benchmark.topology.Spool;
import io.wardline.benchmark.topology.TopicFeed;
import io.wardline.schema.Topics;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.Enforcement;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How long sign-ups wait for what is decided about them while events come at a fixed rate: from when the broker had appended the sign-up
 * ({@code known_at}) to when it had appended the decision.
 *
 * @param signUps all that came, also while it warmed up
 * @param waits for the first decision, of the sign-ups after the warm-up, in milliseconds
 * @param waitsForBlock for BLOCK, of those among them that were told it, in milliseconds
 * @param offeredPerSecond events
 * @param sentPerSecond events; less than offered when the sender could not keep its pace
 * @param behindSeconds from when all had been sent to when all that came of it was written; more than a moment when the job could not
 *     keep up
 */
record SignUpLatency(
        SignUps signUps,
        Percentiles waits,
        Percentiles waitsForBlock,
        double offeredPerSecond,
        double sentPerSecond,
        double behindSeconds) {
    /**
     * Measures a job that has nothing left to read.
     *
     * @param warmUp comes first and is not measured
     */
    static SignUpLatency measure(
            Loopback loopback, TopicFeed feed, BenchJob job, Spool spool, double eventsPerSecond, Duration warmUp)
            throws Exception {
        long readBefore = job.counters().eventsRead();
        Map<TopicPartition, Long> events = loopback.ends(Topics.ACCOUNT_EVENTS.topic());
        Map<TopicPartition, Long> decisions = loopback.ends(Topics.ENFORCEMENTS.topic());
        long begin = System.currentTimeMillis() + warmUp.toMillis();
        double sent = feed.sendEvenly(spool, eventsPerSecond);
        double behind = job.awaitCaughtUp(1, readBefore + spool.records()).seconds();
        SignUps signUps = new SignUps();
        loopback.recordsSince(Topics.ACCOUNT_EVENTS, AccountEvent.class, events, signUps::take);
        loopback.recordsSince(Topics.ENFORCEMENTS, Enforcement.class, decisions, signUps::take);
        return new SignUpLatency(
                signUps, signUps.waits(begin), signUps.waitsForBlock(begin), eventsPerSecond, sent, behind);
    }

    /** Whether the sender could keep its pace; else the machine has too much to do for these figures to mean anything. */
    boolean keptPace() {
        return sentPerSecond >= 0.95 * offeredPerSecond;
    }

    /** @throws IllegalStateException when a decision is missing, or is another than the one that is right: then no figure means anything */
    void requireRight() {
        require(signUps.undecided() == 0, signUps.undecided() + " sign-ups were not decided on");
        int missed = signUps.returned() - signUps.returnedBlocked();
        require(missed == 0, missed + " of " + signUps.returned() + " returns were not told BLOCK");
        require(signUps.othersBlocked() == 0, signUps.othersBlocked() + " sign-ups were told BLOCK and are no returns");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("the run does not count: " + otherwise);
        }
    }
}
