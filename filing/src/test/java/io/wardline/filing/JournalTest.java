// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.filing.JournalEntry.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: what the journal was told is there when it is opened again, one process has it, and no other file is taken for one. */
class JournalTest {
    private Path file;

    @BeforeEach
    void name(@TempDir Path folder) {
        file = folder.resolve("journal.db");
    }

    private static JournalEntry begin(Journal journal) {
        return journal.begin("case-1", "base", "name", false, "digest", Lab.START);
    }

    @Test
    void remembersEachStep() {
        try (Journal journal = Journal.open(file)) {
            JournalEntry open = journal.opened(begin(journal), 4711, Lab.START);
            journal.uploading(open, 0, "m1");
            journal.uploaded(open, 0, "f1");
            journal.told(open, 0);
            journal.uploading(open, 1, "m2");
        }
        try (Journal journal = Journal.open(file)) {
            JournalEntry open = journal.last("case-1", "base").orElseThrow();
            assertThat(open.state()).isEqualTo(State.OPEN);
            assertThat(open.reportId()).isEqualTo(4711);
            assertThat(journal.files(open))
                    .containsExactly(
                            new JournalEntry.FileEntry(0, "m1", "f1", true),
                            new JournalEntry.FileEntry(1, "m2", null, false));
            assertThat(journal.finished(journal.finishing(open, "other", Lab.START), Lab.START.plusMillis(5)))
                    .satisfies(done -> {
                        assertThat(done.actor()).isEqualTo("other");
                        assertThat(done.filedAt()).isEqualTo(Lab.START.plusMillis(5));
                    });
        }
    }

    @Test
    void ofACaseOneReportIsUnderWay() {
        try (Journal journal = Journal.open(file)) {
            JournalEntry first = begin(journal);
            assertThatThrownBy(() -> begin(journal)).isInstanceOf(FilingException.class);
            journal.to(State.LOST, first, Lab.START);
            assertThat(begin(journal).attempt()).isEqualTo(2);
        }
    }

    @Test
    void aSecondProcessIsToldInOneLine() {
        try (Journal journal = Journal.open(file)) {
            begin(journal);
            assertThatThrownBy(() -> Journal.open(file))
                    .isInstanceOf(FilingException.class)
                    .hasMessage("another process files with the journal " + file
                            + " now: wait until it has ended, and run it again");
        }
        Journal.open(file).close();
    }

    /** From the first moment, and not from the first record. */
    @Test
    void aSecondProcessIsToldThoughTheFirstHasWrittenNothing() {
        Journal.open(file).close();
        try (Journal journal = Journal.open(file)) {
            assertThat(journal.all("case-1", "base")).isEmpty();
            assertThatThrownBy(() -> Journal.open(file)).hasMessageContaining("another process");
        }
    }

    @Test
    void aJournalOfANewerReleaseIsRefused() throws Exception {
        Journal.open(file).close();
        sql("PRAGMA user_version = " + (JournalFile.VERSION + 1));

        assertThatThrownBy(() -> Journal.open(file))
                .hasMessageContaining("newer release (version 2, this one knows 1)")
                .hasMessageContaining("file with that release");
    }

    @Test
    void anotherDatabaseOrFileIsNoJournal() throws Exception {
        sql("CREATE TABLE other (id INTEGER)");
        assertThatThrownBy(() -> Journal.open(file)).hasMessageContaining("a database of something else");

        Files.writeString(file, "no database, and longer than the head of one ".repeat(50), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Journal.open(file)).hasMessageContaining("damaged or no journal");

        assertThatThrownBy(() -> Journal.open(file.resolveSibling("none").resolve("journal.db")))
                .hasMessageContaining("can't be made");
        assertThatThrownBy(() -> Journal.open(file.resolveSibling("a?b"))).hasMessageContaining("no '?'");
    }

    @Test
    void nobodyElseMayReadIt() throws Exception {
        Journal.open(file).close();

        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    private void sql(String sql) throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
