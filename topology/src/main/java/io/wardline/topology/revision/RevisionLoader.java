// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.revision;

import io.wardline.pattern.detect.Detector;
import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.event.Event;
import io.wardline.topology.revision.PatternStart.Patterns;
import io.wardline.topology.revision.RevisionBook.Deciding;
import io.wardline.topology.revision.RevisionChecker.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Checks and compiles revisions on a thread of its own, in the order in which they came, and hands over what is then to run. Events do not
 * wait for it. What came while it was at work is taken together, so that a burst of revisions makes few detectors.
 */
public final class RevisionLoader implements AutoCloseable {
    /** Checked together at most, so that the first of a burst is not told of as late as the last. */
    private static final int BATCH = 256;
    /**
     * Characters that may wait for the thread. Who offers more waits with them: every subtask has to decide upon the same revisions,
     * so none can be dropped, and memory has an end.
     */
    private static final int MAX_WAITING = 64 * 1024 * 1024;

    private final RevisionChecker checker;
    private final RevisionBook book;
    private final Detector.FailureListener failures;
    private final Set<String> quarantined = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<StoredRevision> waiting = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MAX_WAITING);
    private final ConcurrentLinkedQueue<Loaded> loaded = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();
    private @Nullable Thread thread;
    private volatile @Nullable Throwable failure;

    /**
     * @param failures is told by each detector, on the thread that uses it
     * @param retention of evidence
     */
    public RevisionLoader(Patterns starting, Detector.FailureListener failures, Duration retention) {
        this.checker = new RevisionChecker(starting.conditions());
        this.book = new RevisionBook(starting.revisions(), retention);
        this.failures = failures;
    }

    /**
     * What came of some revisions.
     *
     * @param detector of all that is to run now; whoever takes it closes the one before
     * @param told about each of them
     * @param accepted are to be marked so in state
     * @param gone from state
     */
    public record Loaded(
            Detector<Event> detector, List<Told> told, List<StoredRevision> accepted, List<StoredRevision> gone) {}

    /** What is to be told of one revision. */
    public record Told(String patternId, int revision, PatternStatus.State state, List<String> diagnostics) {}

    /** What runs before the first event: the start, and what is in state. On the caller's thread. */
    public Loaded start(List<StoredRevision> stored) {
        Work work = new Work();
        stored.forEach(work::decide);
        // What is refused is told now, and what runs with everything else that does.
        work.told.removeIf(told -> told.state() != PatternStatus.State.REJECTED);
        book.deciding().forEach(deciding -> work.told.add(told(deciding.revision())));
        Loaded result = work.finish();
        Thread worker = new Thread(this::work, "compile-patterns");
        worker.setDaemon(true);
        worker.start();
        thread = worker;
        return result;
    }

    /** Takes a revision to check. Returns at once, unless very much is waiting already. */
    public void offer(StoredRevision stored) {
        room.acquireUninterruptibly(weight(stored));
        unfinished.incrementAndGet();
        waiting.add(stored);
    }

    /** What is ready, in the order of the revisions. */
    public @Nullable Loaded poll() {
        Throwable broken = failure;
        if (broken != null) {
            throw new IllegalStateException("the thread that compiles patterns ended", broken);
        }
        return loaded.poll();
    }

    /** Whether something is still to come. */
    public boolean isBusy() {
        return unfinished.get() > 0 || !loaded.isEmpty();
    }

    /** Leaves an automaton out of the detectors that are yet to be made. */
    public void quarantine(Automaton automaton) {
        quarantined.add(key(automaton));
    }

    private boolean isQuarantined(RunnableRevision revision) {
        return revision.automata().stream().anyMatch(automaton -> quarantined.contains(key(automaton)));
    }

    private static String key(Automaton automaton) {
        return automaton.patternId() + "@" + automaton.revision() + "/" + automaton.step();
    }

    private static int weight(StoredRevision stored) {
        return Math.min(MAX_WAITING, 1 + stored.revision().yaml().length());
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Work work = new Work();
                int count = 0;
                for (StoredRevision next = waiting.take(); next != null; next = count < BATCH ? waiting.poll() : null) {
                    work.decide(next);
                    room.release(weight(next));
                    count++;
                }
                loaded.add(work.finish());
                unfinished.addAndGet(-count);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure = e;
            room.release(MAX_WAITING);
        }
    }

    /** Some revisions that are taken together. */
    private final class Work {
        private final List<Told> told = new ArrayList<>();
        private final List<StoredRevision> accepted = new ArrayList<>();
        private final List<StoredRevision> gone = new ArrayList<>();

        void decide(StoredRevision stored) {
            Revision revision = stored.revision();
            // What was accepted stays so after a restore, though what it followed may be forgotten.
            Optional<String> refusal = stored.accepted() ? Optional.empty() : book.refusal(revision);
            Verdict verdict = refusal.<Verdict>map(reason -> new Verdict.Wrong(List.of(reason)))
                    .orElseGet(() -> checker.check(revision));
            if (verdict instanceof Verdict.Wrong wrong) {
                refuse(stored, wrong.diagnostics());
            } else if (verdict instanceof Verdict.Right right) {
                accept(stored, right.revision());
            }
        }

        private void refuse(StoredRevision stored, List<String> diagnostics) {
            // One that was accepted and does not check under this build stays, for the build that mends it.
            if (!stored.accepted()) {
                gone.add(stored);
            }
            Revision revision = stored.revision();
            told.add(new Told(revision.patternId(), revision.revision(), PatternStatus.State.REJECTED, diagnostics));
            // One of the same number that runs shares the key of this status: the last word is about what runs.
            book.find(revision.patternId(), revision.revision()).ifPresent(running -> told.add(told(running)));
        }

        private void accept(StoredRevision stored, RunnableRevision runnable) {
            StoredRevision kept = stored.accept();
            for (StoredRevision past : book.accept(kept, runnable)) {
                accepted.remove(past);
                gone.add(past);
            }
            accepted.add(kept);
            told.add(told(runnable));
        }

        Loaded finish() {
            List<Automaton> automata = new ArrayList<>();
            for (Deciding deciding : book.deciding()) {
                deciding.revision().automata().stream()
                        .filter(automaton -> !quarantined.contains(key(automaton)))
                        .map(automaton -> automaton.decidingUntil(deciding.untilMillis()))
                        .forEach(automata::add);
            }
            return new Loaded(
                    new Detector<>(automata, failures), List.copyOf(told), List.copyOf(accepted), List.copyOf(gone));
        }
    }

    private Told told(RunnableRevision revision) {
        if (isQuarantined(revision)) {
            return new Told(
                    revision.patternId(),
                    revision.revision(),
                    PatternStatus.State.QUARANTINED,
                    List.of("left out here since it failed at an event: publish a mended revision"));
        }
        PatternStatus.State state =
                switch (revision.state()) {
                    case LIVE -> PatternStatus.State.LIVE;
                    case SHADOW -> PatternStatus.State.SHADOW;
                    case RETIRED, UNKNOWN -> PatternStatus.State.RETIRED;
                };
        return new Told(revision.patternId(), revision.revision(), state, List.of());
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
        for (Loaded unused = loaded.poll(); unused != null; unused = loaded.poll()) {
            unused.detector().close();
        }
    }
}
