// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wardline.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the measurements that {@link JsonLines} wrote. Other objects, such as summaries, are passed over. */
public final class Results {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Results() {}

    /**
     * The measurements of a file, in its order.
     *
     * @throws UserError when it can't be read, or has a line that is no JSON object or half a measurement
     */
    public static List<Measurement> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UserError(file + " can't be read as text: name a file of results (JSON lines)", e);
        }
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            try {
                JsonNode node = MAPPER.readTree(line);
                if (!node.isObject()) {
                    throw new IllegalArgumentException("is no JSON object");
                }
                Set<String> names = new TreeSet<>();
                node.fieldNames().forEachRemaining(names::add);
                if (isMeasurement(names)) {
                    measurements.add(measurement(node));
                }
            } catch (JsonProcessingException | IllegalArgumentException e) {
                String what = e instanceof IllegalArgumentException ? e.getMessage() : "is no JSON object";
                throw new UserError(
                        "%s: line %d %s: mend the line or take it out, then try again".formatted(file, i + 1, what), e);
            }
        }
        return measurements;
    }

    /** Whether an object with these fields is meant to be a measurement. */
    static boolean isMeasurement(Collection<String> names) {
        return names.contains("question") && names.contains("median");
    }

    private static Measurement measurement(JsonNode node) {
        return new Measurement(
                text(node, "question"),
                text(node, "series"),
                number(node, "x").doubleValue(),
                text(node, "unit"),
                number(node, "median").doubleValue(),
                number(node, "lowest").doubleValue(),
                number(node, "highest").doubleValue(),
                number(node, "repetitions").intValue());
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("has no text '" + name + "'");
        }
        return value.textValue();
    }

    private static JsonNode number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isNumber()) {
            throw new IllegalArgumentException("has no number '" + name + "'");
        }
        return value;
    }
}
