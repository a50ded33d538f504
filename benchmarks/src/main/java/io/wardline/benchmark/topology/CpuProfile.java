// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * What the job's threads spend their time on, from samples of their stacks (Java Flight Recorder). The broker is in the same JVM: its
 * samples are counted apart and are in no share. Threads of the JVM itself, which compile and collect garbage, are not sampled.
 *
 * <p>Of threads in native code one at a time is sampled, in turns, however many there are. One that always waits there, as every
 * listener does, tells by how often its turn came how many took turns, and so how much a sample stands for. Native waits are left out.
 * A wait for the disk counts as time, such as that of a checkpoint. Where other processes take the CPU, a thread that waits for it in native code counts too, and so native code for too much.
 */
final class CpuProfile {
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final String NATIVE = "jdk.NativeMethodSample";
    private static final String COLLECTION = "jdk.GarbageCollection";
    private static final Duration EVERY = Duration.ofMillis(10);
    /** As often as it can be had. */
    private static final Duration EVERY_NATIVE = Duration.ofMillis(1);

    private static final Set<String> WAITS =
            Set.of("wait", "wait0", "epollWait", "epollWait0", "poll", "poll0", "accept", "accept0", "park", "sleep");

    /** Packages and classes to groups; of a stack, the frame deepest in the calls that is of one of them decides. */
    private static final Map<String, String> GROUPS = groups();

    /** The generated records: what is done with them is whoever does it. */
    private static final String RECORDS = "io.wardline.v1.";

    private final Map<String, Double> groups = new HashMap<>();
    private final Map<String, Double> methods = new HashMap<>();
    private double jobMillis;
    private double brokerMillis;
    private double collectedMillis;

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("org.rocksdb.", "rocksdb");
        groups.put("io.wardline.schema.RecordDecoder", "avro_decode");
        groups.put("io.wardline.schema.BoundedDecoder", "avro_decode");
        groups.put("io.wardline.schema.RegistryCoder", "schema_lookup");
        groups.put("io.confluent.", "schema_lookup");
        groups.put("org.apache.flink.formats.avro.", "avro_encode");
        groups.put("io.wardline.topology.ingest.", "event_ingest");
        groups.put("io.wardline.topology.event.EventCodec", "event_codec");
        groups.put("io.wardline.topology.event.EventSerializer", "event_codec");
        groups.put("io.wardline.topology.event.", "event_construction");
        groups.put("io.wardline.pattern.", "patterns_and_nfa");
        groups.put("org.apache.flink.cep.", "patterns_and_nfa");
        groups.put("io.wardline.topology.detect.", "detect_sequences");
        groups.put("io.wardline.topology.cases.", "keep_cases");
        groups.put("io.wardline.topology.emit.", "records_of_output");
        groups.put("io.wardline.", "wardline_other");
        groups.put("org.apache.kafka.", "kafka_client");
        groups.put("org.apache.flink.connector.", "kafka_connector");
        groups.put("org.apache.flink.state.", "state_backend");
        groups.put("org.apache.flink.contrib.streaming.state.", "state_backend");
        groups.put("org.apache.flink.runtime.state.", "state_backend");
        groups.put("org.apache.flink.api.java.typeutils.", "flink_serialisers");
        groups.put("org.apache.flink.api.common.typeutils.", "flink_serialisers");
        groups.put("org.apache.flink.", "flink_runtime");
        return groups;
    }

    /** Begins to record, into memory and files of the JVM's own. */
    static Recording begin() {
        Recording recording = new Recording();
        recording.enable(SAMPLE).withPeriod(EVERY);
        recording.enable(NATIVE).withPeriod(EVERY_NATIVE);
        recording.enable(COLLECTION);
        recording.start();
        return recording;
    }

    /** Ends the recording into this file, and reads of it what was since then. */
    static CpuProfile end(Recording recording, Path file, Instant since) throws IOException {
        recording.stop();
        recording.dump(file);
        Instant until = recording.getStopTime();
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> !event.getStartTime().isBefore(since))
                .toList();
        double nativeMillis = Duration.between(since, until).toMillis() / mostNativeSamples(events);
        CpuProfile profile = new CpuProfile();
        for (RecordedEvent event : events) {
            switch (event.getEventType().getName()) {
                case SAMPLE -> profile.take(event, (double) EVERY.toMillis());
                case NATIVE -> profile.take(event, nativeMillis);
                case COLLECTION ->
                    profile.collectedMillis += event.getDuration("sumOfPauses").toNanos() / 1e6;
                default -> {}
            }
        }
        return profile;
    }

    /** Of the thread that was always in native code: how often its turn came. */
    private static double mostNativeSamples(List<RecordedEvent> events) {
        Map<Long, Integer> samples = new HashMap<>();
        events.stream()
                .filter(event -> event.getEventType().getName().equals(NATIVE))
                .map(CpuProfile::thread)
                .filter(Objects::nonNull)
                .forEach(thread -> samples.merge(thread.getId(), 1, Integer::sum));
        return samples.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    /** Null for a thread that ended before the recorder wrote down who it was. */
    private static @Nullable RecordedThread thread(RecordedEvent event) {
        return event.getThread("sampledThread");
    }

    private void take(RecordedEvent sample, double millis) {
        if (sample.getStackTrace() == null) {
            return;
        }
        List<RecordedFrame> frames = sample.getStackTrace().getFrames();
        RecordedThread thread = thread(sample);
        String name = thread == null ? "" : String.valueOf(thread.getJavaName());
        if (frames.isEmpty() || isWait(frames.get(0)) || isOurs(name)) {
            return;
        }
        if (frames.stream().anyMatch(CpuProfile::isBroker)) {
            brokerMillis += millis;
            return;
        }
        jobMillis += millis;
        groups.merge(group(frames), millis, Double::sum);
        methods.merge(method(frames.get(0)), millis, Double::sum);
    }

    private static boolean isWait(RecordedFrame frame) {
        return Modifier.isNative(frame.getMethod().getModifiers())
                && WAITS.contains(frame.getMethod().getName());
    }

    /** The benchmark's own, and the recorder's. */
    private static boolean isOurs(String thread) {
        return thread.equals("main") || thread.startsWith("JFR") || thread.contains("bench-feed");
    }

    private static boolean isBroker(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.startsWith("kafka.")
                || (type.startsWith("org.apache.kafka.")
                        && !type.startsWith("org.apache.kafka.clients.")
                        && !type.startsWith("org.apache.kafka.common."));
    }

    private static String group(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith(RECORDS)) {
                continue;
            }
            for (Map.Entry<String, String> group : GROUPS.entrySet()) {
                if (type.startsWith(group.getKey())) {
                    return group.getValue();
                }
            }
        }
        return "other";
    }

    private static String method(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type + '.' + frame.getMethod().getName();
    }

    /** Shares of what the job's threads spent, largest first. */
    Map<String, Double> groupShares() {
        return shares(groups, Integer.MAX_VALUE);
    }

    /** The methods on top of the stacks, with their shares, largest first. */
    Map<String, Double> methodShares(int limit) {
        return shares(methods, limit);
    }

    private Map<String, Double> shares(Map<String, Double> millis, int limit) {
        Map<String, Double> shares = new LinkedHashMap<>();
        millis.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(limit)
                .forEach(entry -> shares.put(entry.getKey(), entry.getValue() / jobMillis));
        return shares;
    }

    /** Seconds of all threads of the job together. */
    double jobSeconds() {
        return jobMillis / 1e3;
    }

    /** Seconds of all threads of the broker together. */
    double brokerSeconds() {
        return brokerMillis / 1e3;
    }

    /** Seconds for which the whole JVM stood still to collect garbage. */
    double collectionSeconds() {
        return collectedMillis / 1e3;
    }
}
