// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wardline.schema.AvroJson;
import io.wardline.schema.InvalidRecordException;
import io.wardline.topology.account.Decision;
import io.wardline.topology.account.DecisionHeaders;
import io.wardline.topology.emit.Records;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A decision as one round gives it to the next: the contract's record, and beside its fields the headers that Kafka would carry. */
final class DecisionLine {
    private DecisionLine() {}

    static String of(Decision decision) {
        ObjectNode json =
                (ObjectNode) parse(AvroJson.write(Records.enforcement(decision)).getBytes(StandardCharsets.UTF_8));
        DecisionHeaders.of(decision).forEach(json::put);
        return json.toString();
    }

    static Map<String, String> headers(byte[] line) {
        Map<String, String> headers = new TreeMap<>();
        parse(line).properties().forEach(field -> {
            if (field.getKey().startsWith(DecisionHeaders.PREFIX)) {
                headers.put(field.getKey(), field.getValue().asText());
            }
        });
        return headers;
    }

    /** Whether it links its account to anybody. */
    static boolean links(String line) {
        return !parse(line.getBytes(StandardCharsets.UTF_8)).path("links").isEmpty();
    }

    private static JsonNode parse(byte[] line) {
        try {
            return AvroJson.parse(line);
        } catch (InvalidRecordException e) {
            throw new IllegalStateException("a line that a round wrote is no JSON", e);
        }
    }
}
