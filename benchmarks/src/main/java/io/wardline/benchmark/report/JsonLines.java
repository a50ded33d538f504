// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.wardline.cli.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes results as JSON lines: one object a line, its fields always in the same order. Each line is in the file before the next result
 * is measured, so that a long run that is interrupted keeps what it has.
 *
 * <p>Fractions are rounded to four significant digits; whole numbers of summaries, such as counts and seeds, are kept.
 */
public final class JsonLines implements Closeable {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new Fractions<>())
                    .addSerializer(Double.TYPE, new Fractions<>())
                    .addSerializer(Float.class, new Fractions<>())
                    .addSerializer(Float.TYPE, new Fractions<>()))
            .build();

    private final PrintWriter out;
    private final @Nullable Path path;
    private final @Nullable Writer file;
    private final List<Measurement> written = new ArrayList<>();

    private JsonLines(PrintWriter out, @Nullable Path path, @Nullable Writer file) {
        this.out = out;
        this.path = path;
        this.file = file;
    }

    /**
     * Prints lines, and appends them to a file when one is named.
     *
     * @param out stays open
     * @param file is made, with its folders, when there is none
     * @throws UserError when the file can't be written
     */
    public static JsonLines open(PrintWriter out, @Nullable Path file) {
        return new JsonLines(out, file, file == null ? null : append(file));
    }

    /** Writes a figure, for {@link Results} to read. */
    public void write(Measurement measurement) {
        if (!Double.isFinite(measurement.x())
                || !Double.isFinite(measurement.median())
                || !Double.isFinite(measurement.lowest())
                || !Double.isFinite(measurement.highest())) {
            throw new IllegalArgumentException("only finite numbers can be written: " + measurement);
        }
        written.add(measurement);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("question", measurement.question());
        fields.put("series", measurement.series());
        fields.put("x", Rounding.position(measurement.x()));
        fields.put("unit", measurement.unit());
        fields.put("median", measurement.median());
        fields.put("lowest", measurement.lowest());
        fields.put("highest", measurement.highest());
        fields.put("repetitions", measurement.repetitions());
        line(fields);
    }

    /** The figures written so far, for a table. */
    public List<Measurement> written() {
        return List.copyOf(written);
    }

    /**
     * Writes whatever else is worth keeping of a run, such as on which machine it was. The fields are in the order of the map, or sorted
     * when the map has none. A fraction that is not finite is written as {@code null}.
     */
    public void write(Map<String, Object> summary) {
        if (Results.isMeasurement(summary.keySet())) {
            throw new IllegalArgumentException("a summary must not look like a measurement: " + summary);
        }
        boolean ordered = summary instanceof LinkedHashMap || summary instanceof SortedMap;
        line(ordered ? summary : new TreeMap<>(summary));
    }

    @Override
    public void close() {
        out.flush();
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private void line(Map<String, Object> fields) {
        String line;
        try {
            line = MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't be written as JSON: " + fields, e);
        }
        out.println(line);
        out.flush();
        try {
            if (file != null) {
                file.write(line + "\n");
                file.flush();
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static Writer append(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            boolean torn = Files.exists(file) && !endsWithLine(file);
            Writer writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (torn) {
                writer.write("\n");
            }
            return writer;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Whether a line appended now stands alone: a run that was killed may have left half a line. */
    private static boolean endsWithLine(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (bytes.length() == 0) {
                return true;
            }
            bytes.seek(bytes.length() - 1);
            return bytes.read() == '\n';
        }
    }

    private static UserError unwritable(@Nullable Path file, IOException e) {
        return new UserError(file + " can't be written: name another file for the results", e);
    }

    /** Fractions with four significant digits. */
    private static final class Fractions<T extends Number> extends JsonSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value.doubleValue())) {
                json.writeNumber(Rounding.kept(value.doubleValue()));
            } else {
                json.writeNull();
            }
        }
    }
}
