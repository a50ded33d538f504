// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The journal's file: an SQLite database that one process has at a time, with a version. */
final class JournalFile {
    /** Of the tables; a later release raises it, and brings older ones up to it here. */
    static final int VERSION = 1;

    private static final String[] TABLES = {
        """
        CREATE TABLE report (
          id INTEGER PRIMARY KEY,
          case_id TEXT NOT NULL,
          base TEXT NOT NULL,
          attempt INTEGER NOT NULL,
          state TEXT NOT NULL,
          actor TEXT NOT NULL,
          supplement INTEGER NOT NULL,
          digest TEXT NOT NULL,
          report_id INTEGER NOT NULL DEFAULT 0,
          begun_at INTEGER NOT NULL,
          changed_at INTEGER NOT NULL,
          finished_at INTEGER,
          withdrawn_by TEXT,
          withdrawn_at INTEGER,
          UNIQUE (case_id, base, attempt)
        )
        """,
        // Whatever the code does: of a case, one report is under way at an address.
        """
        CREATE UNIQUE INDEX one_under_way ON report (case_id, base)
          WHERE state IN ('SUBMITTING', 'OPEN', 'RETRACTING', 'FINISHING', 'FINISHED', 'WITHDRAWING')
        """,
        """
        CREATE TABLE file (
          report INTEGER NOT NULL REFERENCES report (id),
          position INTEGER NOT NULL,
          media_id TEXT NOT NULL,
          file_id TEXT,
          told INTEGER NOT NULL DEFAULT 0,
          PRIMARY KEY (report, position)
        ) WITHOUT ROWID
        """
    };

    private JournalFile() {}

    static Connection open(Path file) {
        String path = file.toString();
        if (path.indexOf('?') >= 0) {
            throw new FilingException("a journal's path has no '?': " + path);
        }
        create(file);
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0);
        config.enforceForeignKeys(true);
        Connection database;
        try {
            database = config.createConnection("jdbc:sqlite:" + path);
        } catch (SQLException e) {
            throw broken(file, e);
        }
        try {
            prepare(database, file);
            return database;
        } catch (SQLException e) {
            close(database);
            throw broken(file, e);
        } catch (FilingException e) {
            close(database);
            throw e;
        }
    }

    /** It names who files what: nobody else's business. */
    private static void create(Path file) {
        try {
            if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw new FilingException(file + " is no file: name the journal's in 'journal'", e);
            }
        } catch (IOException e) {
            throw new FilingException(
                    "the journal " + file + " can't be made: make its folder, and let yourself write there", e);
        }
    }

    private static void prepare(Connection database, Path file) throws SQLException {
        try (Statement statement = database.createStatement()) {
            // The lock that the first transaction takes is held until the connection ends, or its process.
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            // FULL, and the folder too once a transaction is over: else a loss of power could bring back what was
            // before it.
            statement.execute("PRAGMA synchronous = EXTRA");
            statement.execute("BEGIN EXCLUSIVE");
            int version = number(statement, "PRAGMA user_version");
            int tables = number(statement, "SELECT count(*) FROM sqlite_master");
            if (version > VERSION) {
                throw new FilingException("the journal " + file + " was written by a newer release (version " + version
                        + ", this one knows " + VERSION + "): file with that release");
            }
            if (version == 0 && tables > 0) {
                throw new FilingException(file + " is a database of something else: name another file in 'journal'");
            }
            if (version == 0) {
                for (String table : TABLES) {
                    statement.execute(table);
                }
                statement.execute("PRAGMA user_version = " + VERSION);
            }
            statement.execute("COMMIT");
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.getInt(1);
        }
    }

    private static void close(Connection database) {
        try {
            database.close();
        } catch (SQLException e) {
            // What went wrong before is told.
        }
    }

    /** What to tell of a failure of the database. */
    static FilingException broken(Path file, SQLException e) {
        SQLiteErrorCode code = e instanceof SQLiteException told ? told.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new FilingException(
                        "another process files with the journal " + file
                                + " now: wait until it has ended, and run it again",
                        e);
            case SQLITE_NOTADB, SQLITE_CORRUPT ->
                new FilingException(
                        "the journal " + file
                                + " is damaged or no journal: bring back the last copy of it, and keep this one",
                        e);
            case SQLITE_FULL ->
                new FilingException("no room for the journal " + file + ": make some, and run it again", e);
            default ->
                new FilingException(
                        "the journal " + file + " can't be used (" + code + "): look at its folder, rights and disk",
                        e);
        };
    }
}
