// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import io.wardline.benchmark.account.AccountsCommand.Plan;
import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Measurement;
import io.wardline.benchmark.topology.BenchJob;
import io.wardline.benchmark.topology.BenchJob.Kind;
import io.wardline.benchmark.topology.JobCounters;
import io.wardline.benchmark.topology.Loopback;
import io.wardline.benchmark.topology.Spool;
import io.wardline.benchmark.topology.TopicFeed;
import io.wardline.schema.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.configuration.MemorySize;

/**
 * One run of the benchmark, of one job: it takes the history of a population, as quickly as it can, which is how state of that size comes
 * to be; then what it keeps is weighed; then sign-ups and logins come at a fixed rate, and what sign-ups wait for is measured.
 */
final class AccountsRun {
    /** What Flink gives RocksDB in a task manager of some 3 GiB: 0.4 of its memory. */
    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(1024);

    private final Loopback loopback;
    private final Population population;
    private final Plan plan;
    private final Consumer<String> progress;
    private final AccountStream stream;
    private final AccountWire wire = new AccountWire();

    /** @param progress takes lines for people */
    AccountsRun(Loopback loopback, Population population, Plan plan, Consumer<String> progress) {
        this.loopback = loopback;
        this.population = population;
        this.plan = plan;
        this.progress = progress;
        this.stream = new AccountStream(population);
    }

    /** Writes all figures; whether they mean anything is for {@link SignUpLatency#requireRight} to say. */
    SignUpLatency run(JsonLines results) throws Exception {
        try (TopicFeed feed = new TopicFeed(loopback, Topics.ACCOUNT_EVENTS)) {
            sendHistory(feed);
            long identifiers = stream.identifiers();
            try (BenchJob job = BenchJob.start(Kind.WARDLINE, loopback, MANAGED_MEMORY)) {
                Loading loading = Loading.measure(job, AccountStream.historyEvents(population), progress);
                report(results, loading);
                progress.accept("weighing the state");
                long bytes = job.awaitCheckpoint();
                results.write(Measurement.of("accounts_state", "identifier", 0, "bytes", (double) bytes / identifiers));
                SignUpLatency latency = latency(feed, job);
                report(results, latency);
                check(job.counters());
                results.write(summary(loading, identifiers, bytes, latency));
                return latency;
            }
        }
    }

    private void sendHistory(TopicFeed feed) throws Exception {
        progress.accept("seed %d: sending %,d events of %,d disabled and %,d other accounts"
                .formatted(
                        population.seed(),
                        AccountStream.historyEvents(population),
                        population.disabled(),
                        population.known()));
        stream.history(System.currentTimeMillis(), event -> feed.send(AccountWire.key(event), wire.value(event)));
        feed.flush();
    }

    private SignUpLatency latency(TopicFeed feed, BenchJob job) throws Exception {
        int events = (int) (plan.eventsPerSecond()
                * (plan.warmUp().toSeconds() + plan.measured().toSeconds()));
        progress.accept("latency at %,.0f events/s".formatted(plan.eventsPerSecond()));
        try (Spool spool = Spool.create(loopback)) {
            stream.live(
                    events,
                    System.currentTimeMillis(),
                    plan.eventsPerSecond(),
                    event -> spool.add(AccountWire.key(event), wire.value(event)));
            return SignUpLatency.measure(loopback, feed, job, spool, plan.eventsPerSecond(), plan.warmUp());
        }
    }

    /** All that is sent is good; what the job does not take is not measured. */
    private static void check(JobCounters counters) {
        if (counters.deadLetters() > 0 || counters.identifiersIgnored() > 0) {
            throw new IllegalStateException("the run does not count: %d dead letters, %d identifiers ignored"
                    .formatted(counters.deadLetters(), counters.identifiersIgnored()));
        }
    }

    private void report(JsonLines results, Loading loading) {
        List<Double> perSecond = loading.perSecond();
        for (int tenth = 0; tenth < perSecond.size(); tenth++) {
            double loaded = (double) population.disabled() * (tenth + 1) / perSecond.size();
            results.write(Measurement.of("accounts_loading", "wardline", loaded, "events/s", perSecond.get(tenth)));
        }
    }

    private static void report(JsonLines results, SignUpLatency latency) {
        latency(results, "p50", latency.waits().at(0.5));
        latency(results, "p99", latency.waits().at(0.99));
        latency(results, "p999", latency.waits().at(0.999));
        latency(results, "longest", latency.waits().at(1));
        latency(results, "block p50", latency.waitsForBlock().at(0.5));
        latency(results, "block p99", latency.waitsForBlock().at(0.99));
        SignUps signUps = latency.signUps();
        returns(results, "returned", signUps.returned());
        returns(results, "told BLOCK", signUps.returnedBlocked());
        returns(results, "told BLOCK at once", signUps.returnedBlockedAtOnce());
    }

    private static void latency(JsonLines results, String series, double millis) {
        results.write(Measurement.of("accounts_latency", series, 0, "ms", millis));
    }

    private static void returns(JsonLines results, String series, double accounts) {
        results.write(Measurement.of("accounts_returns", series, 0, "accounts", accounts));
    }

    private Map<String, Object> summary(Loading loading, long identifiers, long bytes, SignUpLatency latency) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("benchmark", "accounts");
        summary.put("seed", population.seed());
        summary.put("disabled_accounts", population.disabled());
        summary.put("other_accounts", population.known());
        summary.put("identifiers", identifiers);
        summary.put("managed_memory_bytes", MANAGED_MEMORY.getBytes());
        summary.put("parallelism", Loopback.PARTITIONS);
        summary.put("load_events", AccountStream.historyEvents(population));
        summary.put("load_events_per_second", loading.eventsPerSecond());
        summary.put("load_counted_events", loading.events());
        summary.put("load_counted_seconds", loading.seconds());
        summary.put("state_bytes", bytes);
        summary.put("state_bytes_per_identifier", (double) bytes / identifiers);
        summary.put("p50_decision_ms", latency.waits().at(0.5));
        summary.put("p99_decision_ms", latency.waits().at(0.99));
        summary.put("p999_decision_ms", latency.waits().at(0.999));
        summary.put("longest_decision_ms", latency.waits().at(1));
        summary.put("latency_sign_ups", latency.waits().count());
        summary.put("p50_block_ms", latency.waitsForBlock().at(0.5));
        summary.put("p99_block_ms", latency.waitsForBlock().at(0.99));
        summary.put("latency_blocks", latency.waitsForBlock().count());
        summary.put("returned", latency.signUps().returned());
        summary.put("returned_blocked", latency.signUps().returnedBlocked());
        summary.put("returned_blocked_at_once", latency.signUps().returnedBlockedAtOnce());
        summary.put("others_blocked", latency.signUps().othersBlocked());
        summary.put("undecided", latency.signUps().undecided());
        summary.put("latency_offered_events_per_second", latency.offeredPerSecond());
        summary.put("latency_sent_events_per_second", latency.sentPerSecond());
        summary.put("latency_kept_pace", latency.keptPace());
        summary.put("latency_behind_seconds", latency.behindSeconds());
        summary.put("processors", Runtime.getRuntime().availableProcessors());
        return summary;
    }
}
