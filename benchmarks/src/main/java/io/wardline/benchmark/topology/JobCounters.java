// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.topology.Operator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** The counters of a job's operators and the size of its checkpoints, read in this JVM while it runs: exact, without cost to the job. */
public final class JobCounters implements MetricReporter {
    private static final String REPORTER = "bench";
    private static final String RUN = "run";
    private static final String RECORDS_IN = "numRecordsIn";
    private static final String LAST_CHECKPOINT = "lastCompletedCheckpointId";
    private static final String CHECKPOINT_BYTES = "lastCheckpointFullSize";
    private static final Map<String, JobCounters> RUNS = new ConcurrentHashMap<>();

    private final Map<String, List<Counter>> counters = new ConcurrentHashMap<>();
    private final Map<String, Gauge<?>> jobGauges = new ConcurrentHashMap<>();

    /** Registers counters for the job of this configuration; the name must be new. */
    static JobCounters register(Configuration flink, String run) {
        JobCounters counters = new JobCounters();
        RUNS.put(run, counters);
        flink.setString("metrics.reporters", REPORTER);
        flink.setString("metrics.reporter." + REPORTER + ".factory.class", Factory.class.getName());
        flink.setString("metrics.reporter." + REPORTER + "." + RUN, run);
        return counters;
    }

    /** Events of conversations and of accounts that the job has read, over all subtasks. */
    public long eventsRead() {
        return sum("events_read") + sum("account_events_read");
    }

    /** Events that it has let through as possible evidence. */
    long eventsAdmitted() {
        return sum("events_admitted");
    }

    public long deadLetters() {
        return sum("dead_letters");
    }

    /** Identifiers of accounts that said nothing to the job. */
    public long identifiersIgnored() {
        return sum("identifiers_ignored");
    }

    /** The number of the last checkpoint that is complete; less than 1 when none is. */
    long lastCheckpoint() {
        return gauge(LAST_CHECKPOINT);
    }

    /** Bytes of all that the last checkpoint holds, also of what earlier ones uploaded; 0 when none is complete. */
    long checkpointBytes() {
        return gauge(CHECKPOINT_BYTES);
    }

    private long gauge(String name) {
        Gauge<?> gauge = jobGauges.get(name);
        return gauge != null && gauge.getValue() instanceof Number number ? number.longValue() : 0;
    }

    /** Records that have come to an operator. */
    long recordsIn(Operator operator) {
        return sum(operator.title() + '/' + RECORDS_IN);
    }

    /** Grows with every record that comes to any operator, and stands still when nothing is under way. */
    long progress() {
        return sum(RECORDS_IN);
    }

    private long sum(String name) {
        return counters.getOrDefault(name, List.of()).stream()
                .mapToLong(Counter::getCount)
                .sum();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String operator = group.getAllVariables().get("<operator_name>");
        if (operator != null && metric instanceof Counter counter) {
            add(name, counter);
            add(operator + '/' + name, counter);
        }
        if (operator == null && metric instanceof Gauge<?> gauge) {
            jobGauges.put(name, gauge);
        }
    }

    private void add(String name, Counter counter) {
        counters.computeIfAbsent(name, unused -> new CopyOnWriteArrayList<>()).add(counter);
    }

    /** What a counter has reached stays readable after its operator has ended. */
    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    /** Flink finds it as a service. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            JobCounters registered = RUNS.remove(properties.getProperty(RUN, ""));
            if (registered == null) {
                throw new IllegalStateException("no counters are registered for this job");
            }
            return registered;
        }
    }
}
