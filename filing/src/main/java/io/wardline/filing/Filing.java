// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import io.wardline.filing.JournalEntry.State;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Files a case once. Each step looks into the journal for where the case's newest report is and takes it one step on: so a run that begins
 * after a crash does what the one before would have done next, and nothing of it is written twice.
 *
 * <p>What makes that safe: only {@code finish} files, and it may be sent again. Everything before it can be left behind, since the
 * CyberTipline drops a report that is not finished within a day.
 */
public final class Filing {
    /** So often a report is begun in one run, when what was sent of it can't be relied on. */
    static final int MOST_STARTS = 3;

    private final CyberTipline server;
    private final Journal journal;
    private final Announcer announcer;
    private final Retry retry;
    private final InstantSource clock;
    private final Sending sending;
    private final @Nullable String note;

    /**
     * What came of it.
     *
     * @param before whether it was filed before this run
     */
    public record Filed(long reportId, String actor, Instant at, boolean before) {}

    /**
     * For one server.
     *
     * @param progress takes a line on whatever takes long or goes another way than usual
     * @param note goes with the event that tells a filing
     */
    public Filing(
            CyberTipline server,
            Journal journal,
            Announcer announcer,
            Retry retry,
            InstantSource clock,
            Consumer<String> progress,
            @Nullable String note) {
        this.server = server;
        this.journal = journal;
        this.announcer = announcer;
        this.retry = retry;
        this.clock = clock;
        this.note = note;
        this.sending = new Sending(server, journal, retry, clock, progress);
    }

    /** Where it files. */
    public String base() {
        return server.base();
    }

    /**
     * Files a case, or goes on with its filing.
     *
     * @param actor who files it
     * @param supplement whether a report is to be filed though one was
     * @throws FilingException when it is not filed, or is filed and not told; its message says which, and what to do
     */
    public Filed file(Dossier dossier, String actor, boolean supplement) {
        String digest = dossier.digest();
        boolean before = true;
        int starts = 0;
        while (true) {
            Optional<JournalEntry> last = journal.last(dossier.caseId(), server.base());
            switch (last.map(JournalEntry::state).orElse(State.LOST)) {
                case LOST, RETRACTED, WITHDRAWN -> {
                    // A supplement that came to nothing leaves what it was to add to.
                    Optional<JournalEntry> filed = filed(dossier.caseId());
                    if (filed.isPresent() && !supplement) {
                        return told(filed.get(), before);
                    }
                    begin(dossier, digest, actor, supplement, starts++);
                }
                // Whoever submitted it has ended without the answer. The server drops what it may have opened.
                case SUBMITTING -> journal.to(State.LOST, last.orElseThrow(), now());
                case OPEN -> {
                    JournalEntry open = last.orElseThrow();
                    if (open.digest().equals(digest) && open.supplement() == supplement) {
                        sending.files(open, dossier).ifPresent(whole -> journal.finishing(whole, actor, now()));
                    } else {
                        sending.leave(open);
                    }
                }
                case RETRACTING -> sending.leave(last.orElseThrow());
                case FINISHING -> {
                    finish(last.orElseThrow());
                    before = false;
                }
                case FINISHED -> announce(last.orElseThrow());
                case ANNOUNCED -> {
                    JournalEntry filed = last.orElseThrow();
                    if (!supplement || filed.digest().equals(digest)) {
                        return told(filed, before);
                    }
                    begin(dossier, digest, actor, true, starts++);
                }
                case WITHDRAWING ->
                    throw new FilingException("report " + last.orElseThrow().reportId()
                            + " is being withdrawn: end that first with ./wardline report retract --withdrawn");
            }
        }
    }

    /**
     * Ends what may be filed already, without a look at the case: it is asked for, and told. Nothing else is sent.
     *
     * @return the report that stands, if there is one
     */
    public Optional<Filed> settle(String caseId) {
        boolean before = true;
        while (true) {
            Optional<JournalEntry> last = journal.last(caseId, server.base());
            switch (last.map(JournalEntry::state).orElse(State.LOST)) {
                case FINISHING -> {
                    finish(last.orElseThrow());
                    before = false;
                }
                case FINISHED -> announce(last.orElseThrow());
                default -> {
                    boolean isFiledBefore = before;
                    return filed(caseId).map(filed -> told(filed, isFiledBefore));
                }
            }
        }
    }

    private static Filed told(JournalEntry filed, boolean before) {
        return new Filed(filed.reportId(), filed.actor(), filed.filedAt(), before);
    }

    /** The newest report that stands. */
    private Optional<JournalEntry> filed(String caseId) {
        return newest(caseId, Set.of(State.ANNOUNCED));
    }

    private Optional<JournalEntry> newest(String caseId, Set<State> states) {
        return journal.all(caseId, server.base()).stream()
                .filter(entry -> states.contains(entry.state()))
                .reduce((older, newer) -> newer);
    }

    private void begin(Dossier dossier, String digest, String actor, boolean supplement, int starts) {
        if (starts == MOST_STARTS) {
            throw new FilingException("began " + MOST_STARTS + " reports at " + server.base()
                    + ", and none could be sent whole: nothing is filed; run it again when the line to it is better");
        }
        if (starts == 0) {
            // Before anything is opened, whoever may not file is told so.
            Answer status = retry.send(server::status);
            if (status.means() != Answer.Meaning.DONE) {
                throw Failure.of(server, "status", status, "nothing is filed");
            }
        }
        JournalEntry begun = journal.begin(dossier.caseId(), server.base(), actor, supplement, digest, now());
        // Sent again after a lost answer, this may open a second report at the server. That does no harm: only 'finish'
        // files, and what is not finished is dropped after a day.
        Answer answer = retry.send(() -> server.submit(dossier.report()));
        if (answer.means() == Answer.Meaning.DONE && answer.reportId() > 0) {
            journal.opened(begun, answer.reportId(), now());
            return;
        }
        journal.to(State.LOST, begun, now());
        throw Failure.of(server, "submit", answer, "nothing is filed");
    }

    /** May be sent as often as it takes: the server files a report once, and says so afterwards. */
    private void finish(JournalEntry entry) {
        Answer answer = retry.send(() -> server.finish(entry.reportId()));
        switch (answer.means()) {
            case DONE, FINISHED -> journal.finished(entry, now());
            // It was never finished: a finished report is known for good.
            case UNKNOWN_REPORT, RETRACTED -> journal.to(State.LOST, entry, now());
            case AGAIN, UNCLEAR ->
                throw Failure.of(
                        server, "finish", answer, "whether report " + entry.reportId() + " is filed is not known");
            case CREDENTIALS, REFUSED, UNKNOWN_FILE ->
                throw Failure.of(server, "finish", answer, "report " + entry.reportId() + " is not filed");
        }
    }

    private void announce(JournalEntry entry) {
        tell(entry, () -> announcer.announce(Announcement.filed(entry, note)));
        journal.to(State.ANNOUNCED, entry, now());
    }

    private static void tell(JournalEntry entry, Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            throw new FilingException(
                    "report " + entry.reportId() + " is filed, but the job could not be told (" + e.getMessage()
                            + "); run it again, and it only tells that",
                    e);
        }
    }

    /**
     * Takes an open report of a case back.
     *
     * @return in words, what came of it
     */
    public String retract(String caseId) {
        JournalEntry entry = underWay(caseId);
        String name = "report " + entry.reportId() + " of case " + caseId;
        switch (entry.state()) {
            case SUBMITTING -> {
                journal.to(State.LOST, entry, now());
                return "the report of case " + caseId
                        + " was submitted without an answer: what the server may have of it is dropped within a day";
            }
            case FINISHED, ANNOUNCED, WITHDRAWING ->
                throw new FilingException(name + " is filed since "
                        + entry.filedAt() + " by " + entry.actor()
                        + ", and the API takes no filed report back: ask NCMEC to"
                        + " withdraw it, and when that is done run this with --withdrawn");
            default -> {
                return taken(name, retracted(entry));
            }
        }
    }

    private String taken(String name, JournalEntry entry) {
        return switch (entry.state()) {
            case RETRACTED -> name + " is retracted; nothing of it is filed";
            case LOST -> name + " is not at the server any more; nothing of it is filed";
            default ->
                throw new FilingException(name
                        + " is finished at the server, so it is filed: run ./wardline report file to tell the job");
        };
    }

    private JournalEntry retracted(JournalEntry entry) {
        // A report that may be finished keeps that in the journal until the server says what it is.
        JournalEntry leaving = entry.state() == State.FINISHING ? entry : journal.to(State.RETRACTING, entry, now());
        Answer answer = retry.send(() -> server.retract(entry.reportId()));
        return switch (answer.means()) {
            case DONE, RETRACTED -> journal.to(State.RETRACTED, leaving, now());
            case UNKNOWN_REPORT -> journal.to(State.LOST, leaving, now());
            case FINISHED -> journal.finished(leaving, now());
            case AGAIN, UNCLEAR, CREDENTIALS, REFUSED, UNKNOWN_FILE ->
                throw Failure.of(
                        server, "retract", answer, "whether report " + entry.reportId() + " is retracted is not known");
        };
    }

    /**
     * Tells the job that NCMEC withdrew the filed report of a case; the case's clock runs on then.
     *
     * @param by who says so
     * @return in words, what came of it
     */
    public String withdraw(String caseId, String by, @Nullable String reason) {
        JournalEntry entry = underWay(caseId);
        if (entry.state() == State.FINISHED) {
            announce(entry);
            entry = underWay(caseId);
        }
        if (entry.state() == State.ANNOUNCED) {
            entry = journal.withdrawing(entry, by, now());
        }
        if (entry.state() != State.WITHDRAWING) {
            throw new FilingException("report " + entry.reportId() + " of case " + caseId
                    + " is not filed: leave --withdrawn out to retract it");
        }
        JournalEntry leaving = entry;
        tell(leaving, () -> announcer.announce(Announcement.withdrawn(leaving, reason)));
        journal.to(State.WITHDRAWN, leaving, now());
        return "report " + leaving.reportId() + " of case " + caseId
                + " is told as withdrawn: the clock runs on, and ./wardline report file may file anew";
    }

    private JournalEntry underWay(String caseId) {
        return newest(caseId, EnumSet.complementOf(EnumSet.of(State.LOST, State.RETRACTED, State.WITHDRAWN)))
                .orElseThrow(() -> new FilingException("the journal has no open or filed report of case " + caseId
                        + " at " + server.base() + ": there is nothing to retract"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
