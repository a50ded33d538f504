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
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Cases as JSON lines, such as a replay's {@code cases.jsonl}. Of several lines of one case the last counts. */
final class CaseFile implements CaseSource {
    /** A case of the longest conversation that the job keeps, in full, several times over. */
    private static final int MAX_LINE = 128 * 1024 * 1024;

    private final Path file;
    private final PrintWriter err;
    private @Nullable Map<String, Long> latest;
    private int unread;

    /** @param err where lines that can't be read are told */
    CaseFile(Path file, PrintWriter err) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": no such file: name the cases.jsonl of a replay");
        }
        this.file = file;
        this.err = err;
    }

    /** Takes a case and the number of its line, the first being 1. */
    private interface Taker {
        void take(long line, Case one);
    }

    @Override
    public void each(Consumer<Case> taker) {
        Map<String, Long> wanted = latest();
        read(
                (line, one) -> {
                    if (wanted.getOrDefault(one.getCaseId(), 0L) == line) {
                        taker.accept(one);
                    }
                },
                problem -> {});
    }

    private Map<String, Long> latest() {
        if (latest == null) {
            Map<String, Long> found = new HashMap<>();
            read((line, one) -> found.put(one.getCaseId(), line), problem -> {
                unread++;
                err.println(problem);
            });
            latest = found;
        }
        return latest;
    }

    @Override
    public int unread() {
        return unread;
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public void close() {}

    private void read(Taker taker, Consumer<String> problems) {
        try (Lines lines = new Lines(file, 0, MAX_LINE)) {
            for (long number = 1; lines.advance(); number++) {
                String line = new String(lines.line(), StandardCharsets.UTF_8);
                if (!line.isBlank()) {
                    read(number, line, taker, problems);
                }
            }
        } catch (IOException e) {
            throw new UserError(file + ": can't be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private void read(long number, String line, Taker taker, Consumer<String> problems) {
        Case one;
        try {
            one = AvroJson.read(Case.class, AvroJson.parse(line, MAX_LINE));
        } catch (InvalidRecordException e) {
            problems.accept(file + ":" + number + ": no case, passed over: " + e.getMessage());
            return;
        }
        taker.take(number, one);
    }
}
