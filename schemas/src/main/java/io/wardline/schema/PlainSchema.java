// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/**
 * A schema without what the Java generator adds to it. A registry compares schemas as text: registered with {@code avro.java.string}
 * in it, a schema would not be found by a producer in another language that registered the same {@code .avsc}.
 */
final class PlainSchema {
    private static final JsonMapper JSON = new JsonMapper();

    private PlainSchema() {}

    static Schema of(Schema schema) {
        try {
            JsonNode tree = JSON.readTree(schema.toString());
            strip(tree);
            return new Schema.Parser().parse(tree.toString());
        } catch (JsonProcessingException aSchemaIsJson) {
            throw new UncheckedIOException(aSchemaIsJson);
        }
    }

    private static void strip(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            object.remove("avro.java.string");
        }
        tree.forEach(PlainSchema::strip);
    }
}
