// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What CPU time of this process went to which threads, native code and the kernel included, as the system accounts for it. Threads that
 * came with the job are the job's, by their names; the others are the broker's, but for the benchmark's own.
 */
final class ThreadTimes {
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Set<Long> others;
    private Map<Long, Long> begun = Map.of();
    private long processBegun;

    private ThreadTimes(Set<Long> others) {
        this.others = others;
    }

    /** To be called before the job starts. */
    static ThreadTimes beforeJob() {
        return new ThreadTimes(Arrays.stream(THREADS.getAllThreadIds()).boxed().collect(Collectors.toSet()));
    }

    void begin() {
        processBegun = PROCESS.getProcessCpuTime();
        begun = now();
    }

    /** The largest shares of the process's CPU time since {@link #begin()}, largest first. */
    Map<String, Double> shares(int limit) {
        double process = PROCESS.getProcessCpuTime() - processBegun;
        Map<String, Double> nanos = new HashMap<>();
        now().forEach((id, time) -> {
            ThreadInfo thread = THREADS.getThreadInfo(id);
            if (thread != null) {
                nanos.merge(name(thread), (double) (time - begun.getOrDefault(id, 0L)), Double::sum);
            }
        });
        // Collectors, compilers, and the threads of RocksDB that flush and compact.
        nanos.put(
                "jvm and rocksdb background",
                process
                        - nanos.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum());
        Map<String, Double> shares = new LinkedHashMap<>();
        nanos.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(limit)
                .forEach(entry -> shares.put(entry.getKey(), entry.getValue() / process));
        return shares;
    }

    private static Map<Long, Long> now() {
        long[] ids = THREADS.getAllThreadIds();
        long[] times = THREADS.getThreadCpuTime(ids);
        Map<Long, Long> now = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            // Negative for a thread that has ended in between.
            now.put(ids[i], Math.max(0, times[i]));
        }
        return now;
    }

    private String name(ThreadInfo thread) {
        String name = thread.getThreadName();
        if (name.equals("main") || name.startsWith("JFR")) {
            return "benchmark";
        }
        if (others.contains(thread.getThreadId())) {
            return "broker";
        }
        // Of operators in one thread the first, and no numbers.
        return name.replaceAll(" -> .*|\\(\\d+/\\d+\\)#\\d+.*|[-#]?\\d+.*", "").strip();
    }
}
