// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import io.wardline.filing.Answer.Meaning;
import io.wardline.filing.Dossier.Attachment;
import io.wardline.filing.JournalEntry.FileEntry;
import io.wardline.filing.JournalEntry.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends the files of an open report, or leaves the report. */
final class Sending {
    /** Among thousands of files a person wants to see that it goes on. */
    private static final int TELL_EVERY = 50;

    private final CyberTipline server;
    private final Journal journal;
    private final Retry retry;
    private final InstantSource clock;
    private final Consumer<String> progress;

    Sending(CyberTipline server, Journal journal, Retry retry, InstantSource clock, Consumer<String> progress) {
        this.server = server;
        this.journal = journal;
        this.retry = retry;
        this.clock = clock;
        this.progress = progress;
    }

    /** Sends what is not there yet. Returns the report when all is there; else it was left, and the journal says for what. */
    Optional<JournalEntry> files(JournalEntry open, Dossier dossier) {
        List<FileEntry> sent = journal.files(open);
        for (int position = 0; position < dossier.attachments().size(); position++) {
            Attachment attachment = dossier.attachments().get(position);
            Optional<FileEntry> known = position < sent.size() ? Optional.of(sent.get(position)) : Optional.empty();
            if (known.isPresent() && known.get().fileId() == null) {
                // Sent again, the file might be twice in the report.
                progress.accept("whether file " + (position + 1) + " reached report " + open.reportId()
                        + " is not known: it is begun anew");
                leave(open);
                return Optional.empty();
            }
            boolean isThere = known.isPresent() && known.get().isTold();
            if (!isThere && !send(open, attachment, position, known.map(FileEntry::fileId))) {
                return Optional.empty();
            }
            if ((position + 1) % TELL_EVERY == 0) {
                progress.accept("sent " + (position + 1) + " of "
                        + dossier.attachments().size() + " files");
            }
        }
        return Optional.of(open);
    }

    /** Whether it is there, with what it is; else the report was left. */
    private boolean send(JournalEntry open, Attachment attachment, int position, Optional<String> known) {
        Optional<String> fileId = known.or(() -> upload(open, attachment, position));
        if (fileId.isEmpty()) {
            return false;
        }
        // Sent again after a lost answer, it says the same of the same file.
        Answer answer = retry.send(() -> server.fileInfo(attachment.details().xml(open.reportId(), fileId.get())));
        if (answer.means() != Meaning.DONE) {
            refuse(open, "fileinfo", answer, position);
            return false;
        }
        journal.told(open, position);
        return true;
    }

    private Optional<String> upload(JournalEntry open, Attachment attachment, int position) {
        journal.uploading(open, position, attachment.mediaId());
        Answer answer = retry.send(() -> request(open, attachment, position), again -> again.means() == Meaning.AGAIN);
        String fileId = answer.fileId();
        if (answer.means() == Meaning.UNCLEAR || (answer.means() == Meaning.DONE && fileId == null)) {
            progress.accept("the answer to file " + (position + 1) + " of report " + open.reportId() + " is lost ("
                    + answer.told() + "): it is begun anew");
            leave(open);
            return Optional.empty();
        }
        if (answer.means() != Meaning.DONE || fileId == null) {
            if (answer.means() == Meaning.AGAIN || answer.means() == Meaning.CREDENTIALS) {
                journal.notUploaded(open, position);
            }
            refuse(open, "upload", answer, position);
            return Optional.empty();
        }
        String received = answer.md5();
        if (received != null && !received.equalsIgnoreCase(attachment.md5())) {
            leave(open);
            throw new FilingException(
                    "file " + (position + 1) + " (" + attachment.file().getFileName()
                            + ") is another at the server than it was on this disk: nothing is filed; see that nobody changes the"
                            + " files, and run it again");
        }
        journal.uploaded(open, position, fileId);
        return Optional.of(fileId);
    }

    private Answer request(JournalEntry open, Attachment attachment, int position) {
        try {
            return server.upload(open.reportId(), attachment.file(), "file-" + (position + 1));
        } catch (IOException e) {
            throw new FilingException(
                    attachment.file() + " can't be read: nothing is filed; look at --media, and run it again",
                    new UncheckedIOException(e));
        }
    }

    /** What is to be done about an answer that is no success: returns when the report was left for another. */
    private void refuse(JournalEntry open, String request, Answer answer, int position) {
        switch (answer.means()) {
            case UNKNOWN_REPORT -> {
                progress.accept("the server has dropped report " + open.reportId() + ": it is begun anew");
                journal.to(State.LOST, open, now());
            }
            case RETRACTED -> {
                progress.accept("report " + open.reportId() + " was retracted: it is begun anew");
                journal.to(State.RETRACTED, open, now());
            }
            case UNKNOWN_FILE -> {
                progress.accept("the server has no file " + (position + 1) + " of report " + open.reportId()
                        + ": it is begun anew");
                leave(open);
            }
            // Nobody else knows its number: an older copy of the journal was brought back.
            case FINISHED -> journal.finished(open, now());
            case REFUSED, DONE -> {
                leave(open);
                throw Failure.of(
                        server, request, answer, "file " + (position + 1) + " is not taken, and nothing is filed");
            }
            case AGAIN, UNCLEAR, CREDENTIALS ->
                throw Failure.of(
                        server, request, answer, "report " + open.reportId() + " is open, and nothing is filed");
        }
    }

    /** Retracts a report that is not to be finished, if the server takes it; if not, the server drops it within a day. */
    void leave(JournalEntry open) {
        JournalEntry leaving = open.state() == State.RETRACTING ? open : journal.to(State.RETRACTING, open, now());
        Meaning means = server.retract(open.reportId()).means();
        if (means == Meaning.FINISHED) {
            journal.finished(leaving, now());
        } else {
            boolean isRetracted = means == Meaning.DONE || means == Meaning.RETRACTED;
            journal.to(isRetracted ? State.RETRACTED : State.LOST, leaving, now());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
