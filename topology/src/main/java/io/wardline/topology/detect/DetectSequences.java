// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.detect.Detector;
import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.detect.ConversationLogic.Erased;
import io.wardline.topology.detect.ConversationLogic.Outcome;
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
import java.util.Optional;
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

    private final PatternStart patterns;
    private final ConversationLogic logic;
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
        this.logic = new ConversationLogic(retention, maxEvents);
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
        evidence = getRuntimeContext().getListState(evidenceLog(logic.retention()));
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
        loader = new RevisionLoader(patterns.load(), new Failures(), logic.retention());
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
        Optional<List<Event>> bounded = logic.bounded(found);
        if (bounded.isPresent()) {
            evidence.update(bounded.get());
            thinned.inc();
        }
        Outcome outcome =
                logic.arrive(live.detector(), conversationId, found.subList(0, found.size() - 1), event, clock);
        if (outcome.isCopy()) {
            duplicates.inc();
        }
        tell(outcome, context, out);
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
        if (digest == null
                || !digest.isPlain(
                        event, logic.retention().toMillis(), logic.maxEvents(), ConversationLogic.MAX_WEIGHT)) {
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
        Erased erased = logic.erase(live.detector(), read(), erasure);
        if (erased.isHeld()) {
            logsHeld.inc();
        } else if (erased.left().isPresent()) {
            evidence.update(erased.left().get());
            logsErased.inc();
        }
    }

    private void tellWhatIsDue(long dueMillis, OnTimerContext context, Collector<Tell> out) throws Exception {
        boolean drained = horizonMillis == Long.MAX_VALUE && context.currentWatermark() == Long.MAX_VALUE;
        if (dueMillis > horizonMillis || drained) {
            // It fires because the input ended, not because the time came.
            return;
        }
        tell(logic.due(live.detector(), context.getCurrentKey(), read(), dueMillis), context, out);
    }

    private void tell(Outcome outcome, ReadOnlyContext context, Collector<Tell> out) {
        for (Tell tell : outcome.tells()) {
            if (tell.refresh()) {
                out.collect(tell);
                continue;
            }
            if (tell.shadow()) {
                context.output(SHADOW, tell);
            } else {
                out.collect(tell);
                context.output(OFFENDERS, CaseParty.offender(tell));
                CaseParty.of(tell).forEach(party -> context.output(PARTIES, party));
            }
            perPattern.told(tell.patternId());
            tells.inc();
        }
        outcome.nextDue().ifPresent(due -> context.timerService().registerEventTimeTimer(due));
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
