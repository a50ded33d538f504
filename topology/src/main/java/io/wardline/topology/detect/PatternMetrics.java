// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.topology.revision.LivePatterns;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.clock.Clock;

/** What each pattern costs and tells, whichever of its revisions did. Confined to the task's thread. */
final class PatternMetrics {
    /** A reporter keeps each group for as long as the job runs; patterns beyond share one. */
    private static final int MAX_GROUPS = LivePatterns.MAX_PATTERNS;

    private static final String OTHERS = "others";

    private final MetricGroup group;
    private final Clock clock;
    private final Map<String, OfPattern> patterns = new HashMap<>();
    private long runBegan;

    PatternMetrics(MetricGroup group, Clock clock) {
        this.group = group;
        this.clock = clock;
    }

    private record OfPattern(Counter evaluations, Counter nanos, Counter tells, Counter quarantined) {}

    void runBegins() {
        runBegan = clock.relativeTimeNanos();
    }

    void runEnds(String patternId) {
        OfPattern pattern = of(patternId);
        pattern.evaluations.inc();
        pattern.nanos.inc(clock.relativeTimeNanos() - runBegan);
    }

    void told(String patternId) {
        of(patternId).tells.inc();
    }

    void quarantined(String patternId) {
        of(patternId).quarantined.inc();
    }

    private OfPattern of(String patternId) {
        OfPattern known = patterns.get(patternId);
        if (known != null) {
            return known;
        }
        String label = patterns.size() < MAX_GROUPS ? patternId : OTHERS;
        return patterns.computeIfAbsent(label, this::register);
    }

    private OfPattern register(String label) {
        MetricGroup pattern = group.addGroup("pattern", label);
        return new OfPattern(
                pattern.counter("evaluations"),
                pattern.counter("evaluation_nanos"),
                pattern.counter("tells"),
                pattern.counter("quarantined"));
    }
}
