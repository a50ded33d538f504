// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wardline.benchmark.report.Measurement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results as JSON lines as they come, and as a table in the end. */
final class TopologyReport implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final PrintWriter out;
    private final @Nullable PrintWriter file;
    private final List<Measurement> measurements = new ArrayList<>();

    /** @param file for the JSON lines, too, if given */
    TopologyReport(PrintWriter out, @Nullable Path file) throws IOException {
        this.out = out;
        this.file = file == null ? null : new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    }

    void measured(Measurement measurement) throws JsonProcessingException {
        measurements.add(measurement);
        line(measurement);
    }

    void summary(Map<String, Object> values) throws JsonProcessingException {
        line(values);
    }

    private void line(Object value) throws JsonProcessingException {
        String line = json.writeValueAsString(value);
        out.println(line);
        out.flush();
        if (file != null) {
            file.println(line);
            file.flush();
        }
    }

    void table() {
        String before = "";
        for (Measurement m : measurements) {
            if (!m.question().equals(before)) {
                before = m.question();
                out.printf(Locale.ROOT, "%n%s, %s%n", before.replace('_', ' '), m.unit());
            }
            boolean isShare = m.unit().equals("share");
            out.printf(
                    Locale.ROOT,
                    isShare ? "  %5.1f %%  %s" : "  %,11.1f  %s",
                    m.median() * (isShare ? 100 : 1),
                    m.series());
            out.println(
                    m.repetitions() == 1
                            ? ""
                            : String.format(Locale.ROOT, "  (%,.1f to %,.1f)", m.lowest(), m.highest()));
        }
        out.flush();
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
