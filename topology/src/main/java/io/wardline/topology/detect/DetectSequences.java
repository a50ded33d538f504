// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.detect.Detector;
import io.wardline.pattern.detect.Finding;
import io.wardline.pattern.detect.Match;
import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.event.Erasure;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.EventSerializer;
import io.wardline.topology.event.InOrder;
import io.wardline.topology.event.Retention;
import io.wardline.topology.revision.LivePatterns;
import io.wardline.topology.revision.PatternStart;
import io.wardline.topology.revision.PatternStatus;
import io.wardline.topology.revision.Revision;
import io.wardline.topology.revision.RevisionLoader;
import io.wardline.topology.revision.RevisionLoader.Told;
import io.wardline.topology.revision.StoredRevision;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.clock.SystemClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the evidence of a conversation and tells what each arrival changes. One append of state for an admitted event, and one read when
 * it may tell something, or nothing is known of its conversation in memory ({@link LogDigest}).
 * Retention has no timers: evidence out of it is not read, and goes from disk by its element's time to live with the next compaction.
 *
 * <p>Only a pattern that ends in an absence has to wait, and has timers. They are set in {@code known_at}, which the watermark carries: when
 * one fires, all that the platform knew by then was taken, however far behind the job is. The clock of an arrival is the watermark
 * too, for up to it everything due was told.
 *
 * <p>When the holder of an account asks to be erased, what is known of it goes once the same clock has come to the wish, unless
 * something reportable stands in the log: that is held, and leaves with its retention. In a replay events wait too, so that each finds what it
 * would have found then.
 *
 * <p>What it looks for are the patterns it starts with and the revisions that are published while it runs. Those are checked and compiled
 * beside the events, and taken between two of them.
 */
public final class DetectSequences extends KeyedBroadcastProcessFunction<String, ConversationNews, Revision, Tell>
        implements CheckpointedFunction {
    /** What a pattern in shadow tells goes aside: it opens no case and has no deadline. */
    public static final OutputTag<Tell> SHADOW = new OutputTag<>("shadow-alerts") {
        private static final long serialVersionUID = 1L;
    };

    /** Whom a case names: beside the alerts and not of them, so that an alert and its evidence go to their case alone. */
    public static final OutputTag<CaseParty> OFFENDERS = new OutputTag<>("offenders") {
        private static final long serialVersionUID = 1L;
    };

    /** The accounts of an alert, which its case waits to know more of. */
    public static final OutputTag<CaseParty> PARTIES = new OutputTag<>("parties") {
        private static final long serialVersionUID = 1L;
    };

    /** What this subtask made of revisions. */
    public static final OutputTag<PatternStatus> STATUSES = new OutputTag<>("pattern-statuses") {
        private static final long serialVersionUID = 1L;
    };

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DetectSequences.class);

    /** The most that is read at once for an event: a conversation of the largest events must not grow to half a gibibyte. */
    static final long MAX_WEIGHT = 4L * 1024 * 1024;

    private final PatternStart patterns;
    private final Duration retention;
    private final int maxEvents;
    private final long horizonMillis;
    private final long digestBytes;
    private final boolean wallClock;

    private transient ListState<Event> evidence;
    private transient InOrder<Erasure> waitingErasures;
    private transient InOrder<Event> waitingEvents;
    private transient @Nullable BroadcastState<String, StoredRevision> published;
    private transient LivePatterns live;
    private transient RevisionLoader loader;
    private transient LogDigests digests;
    /** The detector whose numbers of steps are in the digests. */
    private transient @Nullable Detector<Event> digested;

    private transient PatternMetrics perPattern;
    /** Told when there is somebody to tell: some of it is found in the middle of an event. */
    private transient Deque<Told> untold;

    private transient Counter logsRead;
    private transient Counter duplicates;
    private transient Counter thinned;
    private transient Counter quarantined;
    private transient Counter tells;
    private transient Counter logsErased;
    private transient Counter logsHeld;

    /**
     * @param patterns to start with
     * @param retention of evidence, by event time
     * @param maxEvents the most that is kept of one conversation
     * @param digestBytes of a subtask's heap, for what it remembers of conversations. What it tells does not depend on it; how often it
     *     reads does
     * @param horizonMillis nothing due later is told; {@link Long#MAX_VALUE} for a job that has no end
     * @param wallClock whether events are taken as they come; else in the order in which they became known
     */
    public DetectSequences(
            PatternStart patterns,
            Duration retention,
            int maxEvents,
            long digestBytes,
            long horizonMillis,
            boolean wallClock) {
        this.patterns = patterns;
        this.retention = retention;
        this.maxEvents = maxEvents;
        this.digestBytes = digestBytes;
        this.horizonMillis = horizonMillis;
        this.wallClock = wallClock;
    }

    /** The state of this function, for tools that read savepoints. */
    public static ListStateDescriptor<Event> evidenceLog(Duration retention) {
        ListStateDescriptor<Event> descriptor = new ListStateDescriptor<>("evidence-log", EventSerializer.INSTANCE);
        descriptor.enableTimeToLive(Retention.of(retention));
        return descriptor;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        published = context.getOperatorStateStore().getBroadcastState(LivePatterns.PUBLISHED);
    }

    /** Broadcast state is written as revisions come. */
    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void open(OpenContext context) throws Exception {
        evidence = getRuntimeContext().getListState(evidenceLog(retention));
        waitingErasures = new InOrder<>(
                getRuntimeContext(), "waiting-erasures", Erasure.class, Erasure::knownAtMillis, Erasure::accountId);
        waitingEvents =
                new InOrder<>(getRuntimeContext(), "waiting-events", Event.class, Event::knownAtMillis, Event::eventId);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("wardline");
        logsRead = metrics.counter("evidence_logs_read");
        duplicates = metrics.counter("duplicate_events");
        thinned = metrics.counter("thinned_conversations");
        quarantined = metrics.counter("quarantined_automata");
        tells = metrics.counter("alerts_told");
        logsErased = metrics.counter("evidence_logs_erased");
        logsHeld = metrics.counter("evidence_logs_held");
        perPattern = new PatternMetrics(metrics, SystemClock.getInstance());
        untold = new ArrayDeque<>();
        loader = new RevisionLoader(patterns.load(), new Failures(), retention);
        digests = new LogDigests(digestBytes);
        live = new LivePatterns(Objects.requireNonNull(published), loader, untold::add);
        metrics.gauge("automaton_runs", this::automatonRuns);
    }

    /** How often this subtask started Flink's NFA over a log. */
    public long automatonRuns() {
        return live.automatonRuns();
    }

    @Override
    public void close() {
        if (live != null) {
            live.close();
        }
    }

    @Override
    public void processBroadcastElement(Revision revision, Context context, Collector<Tell> out) throws Exception {
        live.publish(revision);
        tellStatuses(status -> context.output(STATUSES, status), context.currentProcessingTime());
    }

    /**
     * Uses what was compiled meanwhile, where no event comes to do it.
     *
     * @return whether something is still to come
     */
    boolean takePatterns(Consumer<PatternStatus> statuses, long nowMillis) throws Exception {
        live.takeWhatIsReady();
        tellStatuses(statuses, nowMillis);
        return live.isBusy();
    }

    private void tellStatuses(Consumer<PatternStatus> statuses, long nowMillis) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        for (Told told = untold.poll(); told != null; told = untold.poll()) {
            statuses.accept(new PatternStatus(
                    told.patternId(),
                    told.revision(),
                    task.getIndexOfThisSubtask(),
                    task.getNumberOfParallelSubtasks(),
                    told.state(),
                    told.diagnostics(),
                    nowMillis));
        }
    }

    @Override
    public void processElement(ConversationNews news, ReadOnlyContext context, Collector<Tell> out) throws Exception {
        if (live.takeWhatIsReady() || !untold.isEmpty()) {
            tellStatuses(status -> context.output(STATUSES, status), context.currentProcessingTime());
        }
        if (news.erasure() != null) {
            waitingErasures.add(news.erasure(), context.timerService());
        }
        if (news.event() != null) {
            if (wallClock) {
                detect(news.conversationId(), news.event(), context.currentWatermark(), context, out);
            } else {
                waitingEvents.add(news.event(), context.timerService());
            }
        }
        if (!untold.isEmpty()) {
            tellStatuses(status -> context.output(STATUSES, status), context.currentProcessingTime());
        }
    }

    /** @param clock up to which everything due was told, milliseconds since the epoch */
    private void detect(String conversationId, Event event, long clock, ReadOnlyContext context, Collector<Tell> out)
            throws Exception {
        // Appended before it is read: Flink's list deletes what it finds empty, a third access for each new
        // conversation.
        evidence.add(event);
        if (isTakenWithoutReading(conversationId, event)) {
            return;
        }
        List<Event> found = read();
        digest(conversationId, found);
        bound(found);
        EvidenceLog stored = EvidenceLog.of(found.subList(0, found.size() - 1));
        if (stored.holds(event.eventId())) {
            duplicates.inc();
            return;
        }
        EvidenceLog readable = stored.after(event.occurredAtMillis() - retention.toMillis());
        List<Finding<Event>> findings = live.detector().arrive(readable.events(), event, clock);
        Set<String> younger = readable.rejuvenatedBy(event);
        boolean waits = live.detector().waits();
        if (findings.isEmpty() && younger.isEmpty() && !waits) {
            return;
        }
        EvidenceLog with = readable.with(event);
        Teller teller = new Teller(conversationId, with, event.knownAtMillis());
        tell(findings, teller, context, out);
        if (!younger.isEmpty()) {
            refresh(with, younger, clock, teller, out);
        }
        if (waits) {
            live.detector().nextDue(with.events(), clock).ifPresent(due -> context.timerService()
                    .registerEventTimeTimer(due));
        }
    }

    /** Whether what is known of the log is enough to know that the event changes nothing but the log. */
    private boolean isTakenWithoutReading(String conversationId, Event event) {
        Detector<Event> detector = live.detector();
        if (detector != digested) {
            // Other patterns ask for other steps, and look at the evidence from before them.
            digests.reset(detector.steps());
            digested = detector;
        }
        LogDigest digest = digests.get(conversationId);
        if (digest == null || !digest.isPlain(event, retention.toMillis(), maxEvents, MAX_WEIGHT)) {
            return false;
        }
        detector.addSteps(digest.steps(), event);
        if (detector.concerns(event, digest.steps())) {
            return false;
        }
        digest.append(event);
        digests.put(conversationId, digest);
        return true;
    }

    private void digest(String conversationId, List<Event> stored) {
        LogDigest digest = LogDigest.of(stored, digests.fingerprints());
        stored.forEach(event -> live.detector().addSteps(digest.steps(), event));
        digests.put(conversationId, digest);
    }

    private List<Event> read() throws Exception {
        logsRead.inc();
        List<Event> stored = new ArrayList<>();
        evidence.get().forEach(stored::add);
        return stored;
    }

    @Override
    public void onTimer(long timeMillis, OnTimerContext context, Collector<Tell> out) throws Exception {
        for (Erasure erasure : waitingErasures.until(timeMillis)) {
            erase(erasure);
        }
        for (Event event : waitingEvents.until(timeMillis)) {
            detect(context.getCurrentKey(), event, timeMillis - 1, context, out);
        }
        if (live.detector().waits()) {
            tellWhatIsDue(timeMillis, context, out);
        }
    }

    /** What the log has of the account goes, unless it is evidence of what must be reported. */
    private void erase(Erasure erasure) throws Exception {
        EvidenceLog log = EvidenceLog.of(read());
        EvidenceLog left = log.without(erasure);
        if (left.events().equals(log.events())) {
            return;
        }
        long clock = erasure.knownAtMillis();
        List<Event> readable = log.after(clock - retention.toMillis()).events();
        if (live.detector().standing(readable, clock).stream().anyMatch(DetectSequences::isReportable)) {
            logsHeld.inc();
            return;
        }
        evidence.update(left.within(retention).events());
        logsErased.inc();
    }

    private static boolean isReportable(Match<Event> match) {
        return match.automaton().reportable() && !match.automaton().shadow();
    }

    private void tellWhatIsDue(long dueMillis, OnTimerContext context, Collector<Tell> out) throws Exception {
        boolean drained = horizonMillis == Long.MAX_VALUE && context.currentWatermark() == Long.MAX_VALUE;
        if (dueMillis > horizonMillis || drained) {
            // It fires because the input ended, not because the time came.
            return;
        }
        EvidenceLog log = EvidenceLog.of(read()).after(dueMillis - retention.toMillis());
        Teller teller = new Teller(context.getCurrentKey(), log, dueMillis);
        tell(live.detector().due(log.events(), dueMillis), teller, context, out);
        live.detector().nextDue(log.events(), dueMillis).ifPresent(due -> context.timerService()
                .registerEventTimeTimer(due));
    }

    private void tell(List<Finding<Event>> findings, Teller teller, ReadOnlyContext context, Collector<Tell> out) {
        for (Finding<Event> finding : findings) {
            Tell tell = teller.tell(finding);
            if (tell.shadow()) {
                context.output(SHADOW, tell);
            } else {
                out.collect(tell);
                context.output(OFFENDERS, CaseParty.offender(tell));
                CaseParty.of(tell).forEach(party -> context.output(PARTIES, party));
            }
            perPattern.told(finding.match().automaton().patternId());
        }
        tells.inc(findings.size());
    }

    /** A victim turns out to be younger than was known: the cases that this matters to hear of it, or a child would have no deadline. */
    private void refresh(EvidenceLog log, Set<String> younger, long clock, Teller teller, Collector<Tell> out) {
        for (Match<Event> match : live.detector().standing(log.events(), clock)) {
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

    /** What detectors tell of their automata while an event is processed. */
    private final class Failures implements Detector.FailureListener {
        @Override
        public void quarantined(Automaton automaton, RuntimeException reason) {
            quarantined.inc();
            perPattern.quarantined(automaton.patternId());
            loader.quarantine(automaton);
            // The reason's message may hold an event's values; its type and place do not.
            String type = reason.getClass().getName();
            LOG.error(
                    "pattern {} revision {} step {} is quarantined on this subtask: {}. Publish a mended revision; the others go on.",
                    automaton.patternId(),
                    automaton.revision(),
                    automaton.step(),
                    type);
            untold.add(new Told(
                    automaton.patternId(),
                    automaton.revision(),
                    PatternStatus.State.QUARANTINED,
                    List.of(
                            "step '%s' failed at an event (%s) and is left out here until the job restarts: publish a mended revision"
                                    .formatted(automaton.step(), type))));
        }

        @Override
        public void runBegins(Automaton automaton) {
            perPattern.runBegins();
        }

        @Override
        public void runEnds(Automaton automaton) {
            perPattern.runEnds(automaton.patternId());
        }
    }
}
