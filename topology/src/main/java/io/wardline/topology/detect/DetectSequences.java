// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.detect.Detector;
import io.wardline.pattern.detect.Finding;
import io.wardline.pattern.detect.Match;
import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.EventTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the evidence of a conversation and tells what each arrival changes. One read and one append of state for an admitted event;
 * no timers: evidence out of retention is not read, and goes from disk by its element's time to live with the next compaction.
 */
public final class DetectSequences extends KeyedProcessFunction<String, Arrival, Tell> {
    /** What a pattern in shadow tells goes aside: it opens no case and has no deadline. */
    public static final OutputTag<DatedAlert> SHADOW = new OutputTag<>("shadow-alerts") {
        private static final long serialVersionUID = 1L;
    };

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DetectSequences.class);

    /** How often RocksDB must rewrite files of a quiet conversation, so that expired evidence leaves the disk (its default: 30 days). */
    private static final Duration EXPIRED_LEAVE_DISK_WITHIN = Duration.ofDays(1);
    /** How many entries the compaction filter looks at before it asks for the time again; the filter's default. */
    private static final long CLOCK_READ_EVERY = 1_000;
    /** The most that is read at once for an event: a conversation of the largest events must not grow to half a gibibyte. */
    static final long MAX_WEIGHT = 4L * 1024 * 1024;

    private final AutomataSource patterns;
    private final Duration retention;
    private final int maxEvents;

    private transient ListState<Event> evidence;
    private transient Detector<Event> detector;
    private transient Counter duplicates;
    private transient Counter thinned;
    private transient Counter quarantined;
    private transient Counter tells;

    /**
     * @param patterns that are live or in shadow
     * @param retention of evidence, by event time
     * @param maxEvents the most that is kept of one conversation
     */
    public DetectSequences(AutomataSource patterns, Duration retention, int maxEvents) {
        this.patterns = patterns;
        this.retention = retention;
        this.maxEvents = maxEvents;
    }

    /** The state of this function, for tools that read savepoints. */
    public static ListStateDescriptor<Event> evidenceLog(Duration retention) {
        ListStateDescriptor<Event> descriptor = new ListStateDescriptor<>("evidence-log", new EventTypeInfo());
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(retention)
                .cleanupInRocksdbCompactFilter(CLOCK_READ_EVERY, EXPIRED_LEAVE_DISK_WITHIN)
                .build());
        return descriptor;
    }

    @Override
    public void open(OpenContext context) {
        evidence = getRuntimeContext().getListState(evidenceLog(retention));
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("wardline");
        duplicates = metrics.counter("duplicate_events");
        thinned = metrics.counter("thinned_conversations");
        quarantined = metrics.counter("quarantined_automata");
        tells = metrics.counter("alerts_told");
        detector = new Detector<>(patterns.automata(), this::quarantine);
        metrics.gauge("automaton_runs", () -> detector.automatonRuns());
    }

    @Override
    public void close() {
        if (detector != null) {
            detector.close();
        }
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<Tell> out) throws Exception {
        Event event = arrival.event();
        // Appended before it is read: Flink's list deletes what it finds empty, a third access for each new
        // conversation.
        evidence.add(event);
        List<Event> found = new ArrayList<>();
        evidence.get().forEach(found::add);
        bound(found);
        EvidenceLog stored = EvidenceLog.of(found.subList(0, found.size() - 1));
        if (stored.holds(event.eventId())) {
            duplicates.inc();
            return;
        }
        EvidenceLog readable = stored.after(event.occurredAtMillis() - retention.toMillis());
        List<Finding<Event>> findings = detector.arrive(readable.events(), event);
        Set<String> younger = readable.rejuvenatedBy(event);
        if (findings.isEmpty() && younger.isEmpty()) {
            return;
        }
        EvidenceLog with = readable.with(event);
        Teller teller = new Teller(arrival.conversationId(), with, event);
        findings.forEach(finding -> emit(teller.tell(finding), context, out));
        tells.inc(findings.size());
        if (!younger.isEmpty()) {
            refresh(with, younger, teller, out);
        }
    }

    private static void emit(Tell tell, Context context, Collector<Tell> out) {
        if (tell.shadow()) {
            context.output(SHADOW, new DatedAlert(tell, null));
        } else {
            out.collect(tell);
        }
    }

    /** A victim turns out to be younger than was known: the cases that this matters to hear of it, or a child would have no deadline. */
    private void refresh(EvidenceLog log, Set<String> younger, Teller teller, Collector<Tell> out) {
        for (Match<Event> match : detector.standing(log.events())) {
            Tell tell = teller.refresh(match);
            boolean concerned = tell.victims().stream().anyMatch(victim -> younger.contains(victim.accountId()));
            if (concerned && !tell.shadow()) {
                out.collect(tell);
            }
        }
    }

    /** Copies rest beside the first until there is too much; they are rare, and to take each out would rewrite the log. */
    private void bound(List<Event> found) throws Exception {
        boolean many = found.size() > maxEvents;
        if (!many && EvidenceLog.weightOf(found) <= MAX_WEIGHT) {
            return;
        }
        // Written anew, an event begins its time to live anew: what is out of retention must not come along.
        EvidenceLog kept = EvidenceLog.of(found).within(retention);
        if (many) {
            kept = kept.thinnedTo(maxEvents - maxEvents / EvidenceLog.ROOM_SHARE);
        }
        evidence.update(kept.thinnedToWeight(MAX_WEIGHT - MAX_WEIGHT / EvidenceLog.ROOM_SHARE)
                .events());
        thinned.inc();
    }

    private void quarantine(Automaton automaton, RuntimeException reason) {
        quarantined.inc();
        // The reason's message may hold an event's values; its type and place do not.
        LOG.error(
                "pattern {} revision {} step {} is quarantined on this subtask: {}. Fix the pattern and restart; the others go on.",
                automaton.patternId(),
                automaton.revision(),
                automaton.step(),
                reason.getClass().getName());
    }
}
