// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.cli.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What people found out about conversations: CSV lines {@code conversation_id,guilty|innocent}; more columns are passed over. */
final class Labels {
    private static final int LABEL = 1;

    private final Map<String, Boolean> guilty;

    private Labels(Map<String, Boolean> guilty) {
        this.guilty = guilty;
    }

    static Labels load(Path file) throws IOException {
        Map<String, Boolean> guilty = new HashMap<>();
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                List<String> cells = List.of(line.split(",", -1));
                boolean header = number == 1 && line.startsWith("conversation_id");
                if (!line.isBlank() && !header) {
                    guilty.put(cells.get(0).strip(), isGuilty(file, number, cells));
                }
            }
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": no such file: name a CSV file of labels", e);
        }
        return new Labels(guilty);
    }

    private static boolean isGuilty(Path file, int line, List<String> cells) {
        String label = cells.size() > LABEL ? cells.get(LABEL).strip() : "";
        return switch (label) {
            case "guilty" -> true;
            case "innocent" -> false;
            default ->
                throw new UserError(
                        "%s:%d: a line is conversation_id,guilty or conversation_id,innocent".formatted(file, line));
        };
    }

    /**
     * How well the alerts and the labels agree, by conversation. Told conversations without a label count on neither side.
     *
     * @param found how many guilty ones were told
     * @param missed guilty ones that were not, by id
     * @param accused innocent ones that were told, by id
     * @param unlabelled how many were told that nobody has labelled
     */
    record Score(long found, List<String> missed, List<String> accused, long unlabelled) {
        Score {
            missed = List.copyOf(missed);
            accused = List.copyOf(accused);
        }

        /** Of the labelled conversations told, the share that is guilty; 1 when nothing was told. */
        double precision() {
            return found + accused.size() == 0 ? 1 : (double) found / (found + accused.size());
        }

        /** Of the guilty conversations, the share that was told; 1 when there are none. */
        double recall() {
            return found + missed.size() == 0 ? 1 : (double) found / (found + missed.size());
        }
    }

    Score score(List<Told> alerts) {
        Set<String> told =
                alerts.stream().map(alert -> alert.key().conversationId()).collect(Collectors.toSet());
        List<String> missed = new ArrayList<>();
        List<String> accused = new ArrayList<>();
        long found = 0;
        for (Map.Entry<String, Boolean> label : new TreeMap<>(guilty).entrySet()) {
            boolean isTold = told.contains(label.getKey());
            if (label.getValue() && isTold) {
                found++;
            } else if (label.getValue()) {
                missed.add(label.getKey());
            } else if (isTold) {
                accused.add(label.getKey());
            }
        }
        long unlabelled = told.stream()
                .filter(conversation -> !guilty.containsKey(conversation))
                .count();
        return new Score(found, missed, accused, unlabelled);
    }
}
