// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a {@link LocalCyberTipline} has been sent, by the rules of the API's documentation. It outlives the server, as the CyberTipline's own
 * state does. Of a document it keeps the hash, of a file hash and size; of neither what it holds.
 */
public final class LocalReports {
    /** Enough for any trial; more are refused as by a server that is too busy. */
    private static final int MOST_REPORTS = 10_000;

    private static final int MOST_FILES = 20_000;
    private static final long FIRST_ID = 1_000_001;
    private static final Duration AFTER_OPENING = Duration.ofHours(24);
    private static final Duration AFTER_CHANGE = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<Long, Report> reports = new TreeMap<>();

    public LocalReports(InstantSource clock) {
        this.clock = clock;
    }

    /** Where a report is. */
    public enum State {
        OPEN,
        FINISHED,
        RETRACTED
    }

    /**
     * A file as it came.
     *
     * @param details the hash of the last that was said of it, empty before
     */
    public record LocalFile(String fileId, String sha256, String md5, long bytes, Optional<String> details) {}

    /**
     * A report as it is.
     *
     * @param sha256 of the document
     */
    public record LocalReport(long id, State state, String sha256, List<LocalFile> files) {}

    private static final class Report {
        private final String sha256;
        private final Instant opened;
        private final Map<String, LocalFile> files = new TreeMap<>();
        private Instant changed;
        private State state = State.OPEN;

        Report(String sha256, Instant now) {
            this.sha256 = sha256;
            this.opened = now;
            this.changed = now;
        }

        boolean isDropped(Instant now) {
            Instant end = opened.plus(AFTER_OPENING);
            Instant later = changed.plus(AFTER_CHANGE);
            return state == State.OPEN && now.isAfter(end.isAfter(later) ? end : later);
        }
    }

    /** What is there, by id: also what was retracted, and not what was dropped. */
    public synchronized List<LocalReport> all() {
        drop();
        List<LocalReport> all = new ArrayList<>();
        reports.forEach((id, report) ->
                all.add(new LocalReport(id, report.state, report.sha256, List.copyOf(report.files.values()))));
        return all;
    }

    /** Those that are filed. */
    public List<LocalReport> finished() {
        return all().stream().filter(report -> report.state() == State.FINISHED).toList();
    }

    synchronized LocalAnswer open(String sha256) {
        drop();
        if (reports.size() >= MOST_REPORTS) {
            return LocalAnswer.of(1000, "no room for more reports");
        }
        long id = FIRST_ID
                + reports.keySet().stream()
                        .mapToLong(known -> known - FIRST_ID + 1)
                        .max()
                        .orElse(0);
        reports.put(id, new Report(sha256, clock.instant()));
        return LocalAnswer.report(id);
    }

    /** Whether a report takes changes: empty when it does. */
    synchronized Optional<LocalAnswer> closed(long id) {
        drop();
        Report report = reports.get(id);
        if (report == null) {
            return Optional.of(LocalAnswer.of(5001, "no such report"));
        }
        return switch (report.state) {
            case OPEN -> Optional.empty();
            case RETRACTED -> Optional.of(LocalAnswer.of(5101, "retracted already"));
            case FINISHED -> Optional.of(LocalAnswer.of(5102, "finished already"));
        };
    }

    synchronized LocalAnswer add(long id, String sha256, String md5, long bytes) {
        return closed(id).orElseGet(() -> {
            Report report = changed(id);
            if (report.files.size() >= MOST_FILES) {
                return LocalAnswer.of(1000, "no room for more files");
            }
            String fileId = "%d-%05d".formatted(id, report.files.size() + 1);
            report.files.put(fileId, new LocalFile(fileId, sha256, md5, bytes, Optional.empty()));
            return LocalAnswer.file(id, fileId, md5);
        });
    }

    synchronized LocalAnswer tell(long id, String fileId, String details) {
        return closed(id).orElseGet(() -> {
            Report report = changed(id);
            LocalFile file = report.files.get(fileId);
            if (file == null) {
                return LocalAnswer.of(5002, "no such file");
            }
            report.files.put(
                    fileId, new LocalFile(fileId, file.sha256(), file.md5(), file.bytes(), Optional.of(details)));
            return LocalAnswer.report(id);
        });
    }

    synchronized LocalAnswer finish(long id) {
        return closed(id).orElseGet(() -> {
            Report report = changed(id);
            report.state = State.FINISHED;
            return LocalAnswer.finished(id, List.copyOf(report.files.keySet()));
        });
    }

    synchronized LocalAnswer retract(long id) {
        return closed(id).orElseGet(() -> {
            changed(id).state = State.RETRACTED;
            return LocalAnswer.report(id);
        });
    }

    private Report changed(long id) {
        Report report = reports.get(id);
        if (report == null) {
            throw new IllegalStateException("asked for after it was found");
        }
        report.changed = clock.instant();
        return report;
    }

    private void drop() {
        Instant now = clock.instant();
        reports.values().removeIf(report -> report.isDropped(now));
    }
}
