// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.Lines;
import io.wardline.cli.UserError;
import io.wardline.schema.AvroJson;
import io.wardline.schema.InvalidRecordException;
import io.wardline.v1.Case;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Cases as JSON lines, such as a replay's {@code cases.jsonl}. A line that can't be read is told and passed over. Of several lines of one
 * case the last counts.
 */
final class CaseFile {
    /** A case of the longest conversation that the job keeps, in full, several times over. */
    private static final int MAX_LINE = 128 * 1024 * 1024;

    private final Path file;
    private final PrintWriter err;
    private int unread;

    /** @param err where lines that can't be read are told */
    CaseFile(Path file, PrintWriter err) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": no such file: name the cases.jsonl of a replay");
        }
        this.file = file;
        this.err = err;
    }

    /** Takes each case, in the order of the file. */
    void each(Consumer<Case> taker) {
        Map<String, Long> last = lastLines();
        unread = 0;
        read((line, one) -> {
            if (last.getOrDefault(one.getCaseId(), line) == line) {
                taker.accept(one);
            }
        });
    }

    /** How many lines the last reading could not read. */
    int unread() {
        return unread;
    }

    /** Takes a case and the number of its line, the first being 1. */
    private interface Taker {
        void take(long line, Case one);
    }

    private Map<String, Long> lastLines() {
        Map<String, Long> last = new LinkedHashMap<>();
        PrintWriter silent = new PrintWriter(java.io.Writer.nullWriter());
        new CaseFile(file, silent).read((line, one) -> last.put(one.getCaseId(), line));
        return last;
    }

    private void read(Taker taker) {
        try (Lines lines = new Lines(file, 0, MAX_LINE)) {
            for (long number = 1; lines.advance(); number++) {
                String line = new String(lines.line(), StandardCharsets.UTF_8);
                if (!line.isBlank()) {
                    read(number, line, taker);
                }
            }
        } catch (IOException e) {
            throw new UserError(file + ": can't be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private void read(long number, String line, Taker taker) {
        Case one;
        try {
            one = AvroJson.read(Case.class, AvroJson.parse(line, MAX_LINE));
        } catch (InvalidRecordException e) {
            unread++;
            err.println(file + ":" + number + ": no case, passed over: " + e.getMessage());
            return;
        }
        taker.take(number, one);
    }
}
