// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.Vocabulary;
import io.wardline.schema.BoundedDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;

/**
 * Passes over a stored ConversationEvent and says whether it may be evidence. Of a platform's events one in twenty is, so what a
 * backtest costs is what it costs to pass over the others: no text is decoded, and nothing is allocated. It never says no to an event
 * that admission would take; the full reading decides.
 */
final class EvidenceScan {
    private enum Task {
        SKIP,
        OCCURRED_AT,
        KIND,
        SIGNALS,
        PAYMENT
    }

    private record Field(Task task, Schema schema) {}

    private final List<Field> fields = new ArrayList<>();
    private final boolean[] structural;
    private final List<byte[]> names = new ArrayList<>();

    private long occurredAtMillis;

    /**
     * @param writer the schema that the events were written with; the contract's, of any version
     * @param aliases names of signals that are taken for canonical ones
     */
    EvidenceScan(Schema writer, Collection<String> aliases) {
        boolean[] kinds = {};
        for (Schema.Field field : writer.getFields()) {
            Task task = task(field);
            if (task == Task.KIND) {
                kinds = structural(field.schema());
            }
            fields.add(new Field(task, field.schema()));
        }
        structural = kinds;
        Vocabulary.SIGNALS.forEach(name -> names.add(name.getBytes(StandardCharsets.UTF_8)));
        aliases.forEach(name -> names.add(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static Task task(Schema.Field field) {
        Schema.Type type = field.schema().getType();
        return switch (field.name()) {
            case "occurred_at" -> type == Schema.Type.LONG ? Task.OCCURRED_AT : Task.SKIP;
            case "kind" -> type == Schema.Type.ENUM ? Task.KIND : Task.SKIP;
            case "signals" -> type == Schema.Type.MAP ? Task.SIGNALS : Task.SKIP;
            case "payment" -> type == Schema.Type.UNION ? Task.PAYMENT : Task.SKIP;
            default -> Task.SKIP;
        };
    }

    private static boolean[] structural(Schema kinds) {
        List<String> symbols = kinds.getEnumSymbols();
        boolean[] structural = new boolean[symbols.size()];
        for (int i = 0; i < structural.length; i++) {
            structural[i] = Vocabulary.STRUCTURAL_KINDS.contains(symbols.get(i));
        }
        return structural;
    }

    /** Passes over one record of these bytes; the decoder is behind it then. */
    boolean mayBeEvidence(byte[] bytes, BoundedDecoder in) throws IOException {
        boolean evidence = false;
        occurredAtMillis = 0;
        for (Field field : fields) {
            switch (field.task()) {
                case SKIP -> GenericDatumReader.skip(field.schema(), in);
                case OCCURRED_AT -> occurredAtMillis = in.readLong();
                case KIND -> evidence |= isStructural(in.readEnum());
                case SIGNALS -> evidence |= scored(bytes, in);
                case PAYMENT -> {
                    Schema branch = field.schema().getTypes().get(in.readIndex());
                    evidence |= branch.getType() != Schema.Type.NULL;
                    GenericDatumReader.skip(branch, in);
                }
            }
        }
        return evidence;
    }

    /** {@code occurred_at} of the record that was passed over last. */
    long occurredAtMillis() {
        return occurredAtMillis;
    }

    private boolean isStructural(int kind) {
        return kind >= 0 && kind < structural.length && structural[kind];
    }

    /** Whether a signal that counts has a score that counts. */
    private boolean scored(byte[] bytes, BoundedDecoder in) throws IOException {
        boolean scored = false;
        for (long count = in.readMapStart(); count > 0; count = in.mapNext()) {
            for (long i = 0; i < count; i++) {
                int length = in.readInt();
                int start = in.position();
                in.skipFixed(length);
                scored |= in.readDouble() >= Evidence.FLOOR && isKnown(bytes, start, length);
            }
        }
        return scored;
    }

    private boolean isKnown(byte[] bytes, int start, int length) {
        for (byte[] name : names) {
            if (name.length == length && Arrays.equals(bytes, start, start + length, name, 0, length)) {
                return true;
            }
        }
        return false;
    }
}
