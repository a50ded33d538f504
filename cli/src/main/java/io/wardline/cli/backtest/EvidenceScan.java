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
import java.util.stream.Stream;
import org.apache.avro.Schema;

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

    /** @param skip for {@link Task#SKIP}, of all fields up to the next that matters; for a payment, of the union */
    private record Step(Task task, Skip skip) {}

    private final Step[] steps;
    private final boolean[] structural;
    private final byte[][] names;
    /** The branch that says that there is no payment; -1 when there is always one. */
    private final int absent;
    /** A field that decides has another form than the contract's, and what it says is left to the full reading. */
    private final boolean undecided;

    private long occurredAtMillis;

    /**
     * @param writer the schema that the events were written with; the contract's, of any version
     * @param aliases names of signals that are taken for canonical ones
     * @throws IllegalArgumentException when events of the schema cannot be passed over
     */
    EvidenceScan(Schema writer, Collection<String> aliases) {
        List<Step> found = new ArrayList<>();
        List<Schema> between = new ArrayList<>();
        boolean[] kinds = {};
        int noPayment = -1;
        boolean otherForm = false;
        for (Schema.Field field : writer.getFields()) {
            Schema schema = field.schema();
            Task task = task(field.name(), schema);
            otherForm |= task == Task.SKIP && decides(field.name());
            if (task == Task.SKIP) {
                between.add(schema);
                continue;
            }
            found.add(new Step(Task.SKIP, Skip.of(between)));
            between.clear();
            if (task == Task.KIND) {
                kinds = structural(schema);
            } else if (task == Task.PAYMENT) {
                noPayment = schema.getTypes().indexOf(Schema.create(Schema.Type.NULL));
            }
            found.add(new Step(task, Skip.of(schema)));
        }
        found.add(new Step(Task.SKIP, Skip.of(between)));
        steps = found.toArray(Step[]::new);
        structural = kinds;
        absent = noPayment;
        undecided = otherForm;
        names = Stream.concat(Vocabulary.SIGNALS.stream(), aliases.stream())
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    private static Task task(String field, Schema schema) {
        Schema.Type type = schema.getType();
        return switch (field) {
            case "occurred_at" -> {
                if (type != Schema.Type.LONG && type != Schema.Type.INT) {
                    throw new IllegalArgumentException("occurred_at is no long, but " + schema);
                }
                yield Task.OCCURRED_AT;
            }
            case "kind" -> type == Schema.Type.ENUM ? Task.KIND : Task.SKIP;
            case "signals" -> isScores(schema) ? Task.SIGNALS : Task.SKIP;
            case "payment" -> type == Schema.Type.UNION ? Task.PAYMENT : Task.SKIP;
            default -> Task.SKIP;
        };
    }

    private static boolean decides(String field) {
        return field.equals("kind") || field.equals("signals") || field.equals("payment");
    }

    private static boolean isScores(Schema schema) {
        return schema.getType() == Schema.Type.MAP && schema.getValueType().getType() == Schema.Type.DOUBLE;
    }

    private static boolean[] structural(Schema kinds) {
        List<String> symbols = kinds.getEnumSymbols();
        boolean[] structural = new boolean[symbols.size()];
        for (int i = 0; i < structural.length; i++) {
            structural[i] = Vocabulary.STRUCTURAL_KINDS.contains(symbols.get(i));
        }
        return structural;
    }

    /**
     * Passes over one record; the decoder is behind it then.
     *
     * @param bytes what the decoder reads
     * @throws IOException when the bytes are not what the schema says
     */
    boolean mayBeEvidence(byte[] bytes, BoundedDecoder in) throws IOException {
        boolean evidence = undecided;
        occurredAtMillis = 0;
        for (Step step : steps) {
            switch (step.task) {
                case SKIP -> step.skip.over(in);
                case OCCURRED_AT -> occurredAtMillis = in.readLong();
                case KIND -> evidence |= isStructural(in.readEnum());
                case SIGNALS -> evidence |= scored(bytes, in);
                case PAYMENT -> evidence |= step.skip.overBranch(in) != absent;
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
