// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the files under {@code samples/}. Everything in them is invented, and the same on every run: after a change here, run
 * {@link #main} on that directory and read the difference.
 */
public final class SampleGenerator {
    static final String CONVERSATIONS = "conversations.jsonl";
    static final String LABELS = "labels.csv";
    static final String POISON = "poison.bin";

    /** A Monday, so that the week is one that people recognise in a calendar. */
    static final Instant WEEK_STARTS = Instant.parse("2026-11-02T00:00:00Z");

    static final Duration WEEK = Duration.ofDays(7);

    /** Changing it changes every id: golden files of the demo and of replay would change with it. */
    private static final long SEED = 20_261_102L;

    private SampleGenerator() {}

    /** Writes to the directory named by the only argument. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: SampleGenerator DIRECTORY");
            System.exit(2);
        }
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Files.write(Path.of(args[0]).resolve(file.getKey()), file.getValue());
        }
    }

    /** The content of each file by its name. */
    static Map<String, byte[]> files() {
        List<Line> lines = new ArrayList<>();
        StringBuilder labels = new StringBuilder("conversation_id,label,kind\n");
        int number = 0;
        for (Story story : Stream.concat(GuiltyStories.all().stream(), InnocentStories.all().stream())
                .toList()) {
            for (int copy = 0; copy < story.copies(); copy++) {
                Scene scene = new Scene(number, copy, SEED + 7919L * number, WEEK_STARTS, WEEK.minus(story.longest()));
                story.plot().accept(scene);
                scene.redeliver();
                lines.addAll(scene.lines());
                labels.append(scene.conversationId())
                        .append(story.guilty() ? ",guilty," : ",innocent,")
                        .append(story.kind())
                        .append('\n');
                number++;
            }
        }
        Map<String, byte[]> files = new TreeMap<>();
        files.put(CONVERSATIONS, render(lines).getBytes(StandardCharsets.UTF_8));
        files.put(LABELS, labels.toString().getBytes(StandardCharsets.UTF_8));
        files.put(POISON, poison());
        return files;
    }

    private static String render(List<Line> lines) {
        StringBuilder text = new StringBuilder();
        lines.stream().sorted(Line.AS_KNOWN).forEach(line -> text.append(line.render())
                .append('\n'));
        return text.toString();
    }

    /** No record of the registry's wire format: that one begins with a zero byte. */
    private static byte[] poison() {
        return "this is no Avro record".getBytes(StandardCharsets.US_ASCII);
    }
}
