// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.cli.UserError;
import io.wardline.cli.kafka.KafkaConnection;
import io.wardline.v1.PatternRevision;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./wardline patterns pull}. */
@Command(
        name = "pull",
        description = {
            "Writes what is published as a folder of patterns, each revision with the state and the effective_from that it was",
            "published with: a replay over it switches revisions at the events at which the job did."
        })
public final class PullCommand implements Callable<Integer> {
    @Mixin
    private KafkaConnection connection = new KafkaConnection();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "A folder that is empty or not there yet.")
    private Path out = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter lines = spec.commandLine().getOut();
        try {
            requireEmpty();
            for (Map.Entry<String, List<PatternRevision>> pattern : read().entrySet()) {
                Path folder = Files.createDirectories(out.resolve(pattern.getKey()));
                List<PatternRevision> revisions = pattern.getValue();
                for (int i = 0; i < revisions.size(); i++) {
                    PatternRevision revision = revisions.get(i);
                    boolean last = i == revisions.size() - 1;
                    Path file = folder.resolve(last ? "pattern.yaml" : "pattern@" + revision.getRevision() + ".yaml");
                    Files.writeString(file, asPublished(revision));
                    lines.println(file + ": revision " + revision.getRevision() + ", " + revision.getState());
                }
            }
        } catch (IOException e) {
            throw new UserError("cannot write to " + out + ": choose another folder for --out", e);
        }
        lines.flush();
        return 0;
    }

    private void requireEmpty() throws IOException {
        if (Files.exists(out)) {
            try (var files = Files.list(out)) {
                if (files.findAny().isPresent()) {
                    throw new UserError(out + " is not empty: name a new folder for --out");
                }
            }
        }
    }

    /** Revisions by pattern, in the order of their numbers, without what the job rejected. */
    private Map<String, List<PatternRevision>> read() {
        Map<String, List<PatternRevision>> byPattern = new TreeMap<>();
        try (PatternTopics topics = new PatternTopics(connection.open())) {
            topics.publishedIds().forEach(id -> {
                // An id becomes a folder: what is none was written by something else than the publisher.
                if (id.matches("[a-z0-9-]+")) {
                    List<PatternRevision> taken = topics.taken(id);
                    if (!taken.isEmpty()) {
                        byPattern.put(id, taken);
                    }
                }
            });
        }
        return byPattern;
    }

    /** The text with what was decided when it was published. */
    static String asPublished(PatternRevision revision) {
        String status = "status: " + revision.getState().name().toLowerCase(Locale.ROOT);
        String yaml = revision.getYaml().replaceFirst("(?m)^status:.*$", status);
        if (revision.getEffectiveFrom() == null) {
            return yaml;
        }
        String from = "effective_from: " + revision.getEffectiveFrom();
        return yaml.replaceFirst("(?m)^effective_from:.*\\R?", "").replaceFirst("(?m)^status:.*$", "$0\n" + from);
    }
}
