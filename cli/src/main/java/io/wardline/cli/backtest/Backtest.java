// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.cli.TempFolder;
import io.wardline.cli.UserError;
import io.wardline.pattern.detect.Detector;
import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.Policy;
import io.wardline.topology.detect.EvidenceLog;
import io.wardline.topology.detect.StandingAlerts;
import io.wardline.topology.event.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Runs patterns over recorded events in two passes: every record is looked at and what is evidence goes to disk by conversation; then
 * each conversation's alerts are those that stand when all of it has arrived.
 */
final class Backtest {
    /** So many that one share of a year's evidence fits a small heap. */
    private static final int SHARES = 256;

    private final int threads;
    private final Progress progress;

    Backtest(int threads, Progress progress) {
        this.threads = threads;
        this.progress = progress;
    }

    /** What one set of patterns, and another if there is one, tell of the same events. */
    Findings run(List<EventSource> sources, List<Automaton> tried, Optional<List<Automaton>> live) throws IOException {
        List<EventSource.Part> parts = new ArrayList<>();
        for (EventSource source : sources) {
            parts.addAll(source.parts());
        }
        try (TempFolder folder = TempFolder.create("wardline-backtest");
                EvidenceSpool spool = new EvidenceSpool(folder.path(), SHARES)) {
            long begun = System.nanoTime();
            Findings.Reading reading = read(parts, spool);
            long read = System.nanoTime();
            Findings findings = detect(spool, reading.untilMillis(), tried, live);
            long done = System.nanoTime();
            return findings.with(reading, threads, read - begun, done - read);
        }
    }

    private Findings.Reading read(List<EventSource.Part> parts, EvidenceSpool spool) throws IOException {
        progress.begin(
                "reading", parts.stream().mapToLong(EventSource.Part::size).sum());
        Queue<EventSource.Part> waiting = new ConcurrentLinkedQueue<>(parts);
        List<Findings.Reading> shares = inParallel(() -> {
            try (EvidenceSpool.Writer writer = spool.writer()) {
                SpoolSink sink = new SpoolSink(writer);
                for (EventSource.Part part = waiting.poll(); part != null; part = waiting.poll()) {
                    part.read(sink);
                    progress.advance(part.size());
                }
                return sink.reading();
            }
        });
        progress.end();
        return shares.stream().reduce(Findings.Reading.NONE, Findings.Reading::plus);
    }

    private Findings detect(
            EvidenceSpool spool, long untilMillis, List<Automaton> tried, Optional<List<Automaton>> live)
            throws IOException {
        progress.begin("detecting", spool.count());
        Queue<Integer> waiting = new ConcurrentLinkedQueue<>(
                IntStream.range(0, spool.count()).boxed().toList());
        List<Findings> shares = inParallel(() -> {
            Findings findings = new Findings();
            Set<String> quarantined = new HashSet<>();
            try (Detector<Event> ours = detector(tried, quarantined);
                    Detector<Event> theirs = detector(live.orElse(tried), quarantined)) {
                for (Integer share = waiting.poll(); share != null; share = waiting.poll()) {
                    for (Map.Entry<String, List<Event>> conversation :
                            spool.read(share).entrySet()) {
                        EvidenceLog log = bounded(EvidenceLog.of(conversation.getValue()));
                        List<Told> told = told(conversation.getKey(), log, ours, untilMillis);
                        findings.add(told);
                        if (live.isPresent()) {
                            findings.compare(told, told(conversation.getKey(), log, theirs, untilMillis));
                        }
                    }
                    progress.advance(1);
                }
            }
            findings.quarantined(quarantined);
            return findings;
        });
        progress.end();
        return shares.stream().reduce(new Findings(), Findings::plus);
    }

    private static List<Told> told(String conversationId, EvidenceLog log, Detector<Event> detector, long untilMillis) {
        return StandingAlerts.in(conversationId, log, detector, untilMillis).stream()
                .map(Told::of)
                .toList();
    }

    private static Detector<Event> detector(List<Automaton> automata, Set<String> quarantined) {
        return new Detector<>(
                automata,
                (automaton, reason) -> quarantined.add(automaton.patternId() + "@" + automaton.revision() + "/"
                        + automaton.step() + ": " + reason.getClass().getSimpleName()));
    }

    /** The job thins as events come; here it is done once, at the end. */
    private static EvidenceLog bounded(EvidenceLog log) {
        return log.events().size() > Policy.MAX_EVIDENCE ? log.thinnedTo(Policy.MAX_EVIDENCE) : log;
    }

    private <R> List<R> inParallel(Callable<R> work) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<R>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(work));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("stopped before the end");
        } finally {
            pool.shutdownNow();
        }
    }

    /** Counts what a thread reads, and puts the evidence away. */
    private static final class SpoolSink implements EvidenceSink {
        private static final int REMEMBERED = 20;

        private final EvidenceSpool.Writer writer;
        private final List<String> rejections = new ArrayList<>();
        private long read;
        private long evidence;
        private long rejected;
        private long until = Long.MIN_VALUE;

        SpoolSink(EvidenceSpool.Writer writer) {
            this.writer = writer;
        }

        @Override
        public void evidence(String conversationId, Event event) throws IOException {
            evidence++;
            writer.add(conversationId, event);
        }

        @Override
        public void read(long records) {
            read += records;
        }

        @Override
        public void until(long millis) {
            until = Math.max(until, millis);
        }

        @Override
        public void rejected(String where, String why) {
            rejected++;
            if (rejections.size() < REMEMBERED) {
                rejections.add(where + ": " + why);
            }
        }

        Findings.Reading reading() {
            return new Findings.Reading(read, evidence, until, rejected, List.copyOf(rejections));
        }
    }
}
