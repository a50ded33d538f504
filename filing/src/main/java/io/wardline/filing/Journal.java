// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import io.wardline.filing.JournalEntry.FileEntry;
import io.wardline.filing.JournalEntry.State;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was begun, sent and answered, on disk before the next step. It holds identifiers, times and names of those who file; no message, no
 * draft, no media. One process at a time has it, until it closes it or ends, however it ends.
 */
public final class Journal implements AutoCloseable {
    private final Connection database;
    private final Path file;

    private Journal(Connection database, Path file) {
        this.database = database;
        this.file = file;
    }

    /**
     * Opens a journal, or begins one.
     *
     * @throws FilingException when another process has it, a newer release wrote it, or the file is something else
     */
    public static Journal open(Path file) {
        return new Journal(JournalFile.open(file), file);
    }

    /** The newest report of a case at an address. */
    public Optional<JournalEntry> last(String caseId, String base) {
        return query(
                        "SELECT * FROM report WHERE case_id = ? AND base = ? ORDER BY attempt DESC LIMIT 1",
                        Journal::entry,
                        caseId,
                        base)
                .stream()
                .findFirst();
    }

    /** All reports of a case at an address, in the order in which they were begun. */
    public List<JournalEntry> all(String caseId, String base) {
        return query(
                "SELECT * FROM report WHERE case_id = ? AND base = ? ORDER BY attempt", Journal::entry, caseId, base);
    }

    /** A report is about to be submitted. */
    JournalEntry begin(String caseId, String base, String actor, boolean supplement, String digest, Instant now) {
        int attempt = last(caseId, base).map(JournalEntry::attempt).orElse(0) + 1;
        update(
                "INSERT INTO report (case_id, base, attempt, state, actor, supplement, digest, begun_at, changed_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                caseId,
                base,
                attempt,
                State.SUBMITTING.name(),
                actor,
                supplement ? 1 : 0,
                digest,
                now.toEpochMilli(),
                now.toEpochMilli());
        return last(caseId, base).orElseThrow();
    }

    /** It was submitted. */
    JournalEntry opened(JournalEntry entry, long reportId, Instant now) {
        return change(entry, "state = ?, report_id = ?", now, State.OPEN.name(), reportId);
    }

    /** It is about to be filed, by this person. */
    JournalEntry finishing(JournalEntry entry, String actor, Instant now) {
        return change(entry, "state = ?, actor = ?", now, State.FINISHING.name(), actor);
    }

    /** It is filed. */
    JournalEntry finished(JournalEntry entry, Instant now) {
        return change(entry, "state = ?, finished_at = ?", now, State.FINISHED.name(), now.toEpochMilli());
    }

    /** It is about to be told that NCMEC withdrew it. */
    JournalEntry withdrawing(JournalEntry entry, String by, Instant now) {
        return change(
                entry,
                "state = ?, withdrawn_by = ?, withdrawn_at = ?",
                now,
                State.WITHDRAWING.name(),
                by,
                now.toEpochMilli());
    }

    /** It is somewhere else, with nothing more to be known of that. */
    JournalEntry to(State state, JournalEntry entry, Instant now) {
        return change(entry, "state = ?", now, state.name());
    }

    private JournalEntry change(JournalEntry entry, String columns, Instant now, Object... values) {
        List<Object> all = new ArrayList<>(List.of(values));
        all.add(now.toEpochMilli());
        all.add(entry.id());
        update("UPDATE report SET " + columns + ", changed_at = ? WHERE id = ?", all.toArray());
        return query("SELECT * FROM report WHERE id = ?", Journal::entry, entry.id())
                .get(0);
    }

    /** The files of a report of which anything was sent, by their positions. */
    List<FileEntry> files(JournalEntry entry) {
        return query(
                "SELECT * FROM file WHERE report = ? ORDER BY position",
                row -> new FileEntry(
                        row.getInt("position"),
                        row.getString("media_id"),
                        row.getString("file_id"),
                        row.getInt("told") != 0),
                entry.id());
    }

    /** A file is about to be sent. */
    void uploading(JournalEntry entry, int position, String mediaId) {
        update("INSERT INTO file (report, position, media_id) VALUES (?, ?, ?)", entry.id(), position, mediaId);
    }

    /** The server will not have a file of this request; it may be sent once more. */
    void notUploaded(JournalEntry entry, int position) {
        update("DELETE FROM file WHERE report = ? AND position = ?", entry.id(), position);
    }

    /** The server has it. */
    void uploaded(JournalEntry entry, int position, String fileId) {
        update("UPDATE file SET file_id = ? WHERE report = ? AND position = ?", fileId, entry.id(), position);
    }

    /** The server has been told what it is. */
    void told(JournalEntry entry, int position) {
        update("UPDATE file SET told = 1 WHERE report = ? AND position = ?", entry.id(), position);
    }

    private static JournalEntry entry(ResultSet row) throws SQLException {
        return new JournalEntry(
                row.getLong("id"),
                row.getString("case_id"),
                row.getInt("attempt"),
                row.getString("base"),
                State.valueOf(row.getString("state")),
                row.getString("actor"),
                row.getInt("supplement") != 0,
                row.getString("digest"),
                row.getLong("report_id"),
                time(row, "finished_at"),
                row.getString("withdrawn_by"),
                time(row, "withdrawn_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** Reads a row. */
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
        try (PreparedStatement statement = statement(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw JournalFile.broken(file, e);
        }
    }

    /** Each is a transaction of its own: it is on disk when this returns. */
    private void update(String sql, Object... values) {
        try (PreparedStatement statement = statement(sql, values)) {
            int changed = statement.executeUpdate();
            if (changed != 1) {
                throw new IllegalStateException("a step of a filing changes one row, and not " + changed);
            }
        } catch (SQLException e) {
            throw JournalFile.broken(file, e);
        }
    }

    @SuppressWarnings("resource") // the callers close it
    private PreparedStatement statement(String sql, Object... values) throws SQLException {
        PreparedStatement statement = database.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw JournalFile.broken(file, e);
        }
    }
}
