// SPDX-License-Identifier: Apache-2.0
package io.wardline.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.schema.Topics;
import io.wardline.v1.Alert;
import io.wardline.v1.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Goal: an upgrade changes nothing that is told. Method: one scenario, split before and after a savepoint, against the same scenario
 * in one go.
 */
class SavepointRestoreTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit injects it before the test
    private Path files;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "2, 1"})
    void tellsWhatAJobThatNeverStoppedTells(int before, int after) throws Exception {
        Scenario scenario = Scenario.load();
        try (LiveTopics topics = LiveTopics.start()) {
            topics.send(scenario.firstHalf());
            String savepoint = run(topics, "split", before, null);
            topics.send(scenario.secondHalf());
            run(topics, "split", after, savepoint);
            Told split = Told.read(topics, Map.of(), Map.of());

            Map<Integer, Long> alertsFrom = topics.ends(Topics.ALERTS);
            Map<Integer, Long> casesFrom = topics.ends(Topics.CASES);
            run(topics, "whole", before, null);
            Told whole = Told.read(topics, alertsFrom, casesFrom);

            assertThat(split.standing()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(split.standing()).containsExactlyElementsOf(whole.standing());
            assertThat(split.alerts()).containsExactlyElementsOf(whole.alerts());
            assertThat(split.cases()).isEqualTo(whole.cases());
        }
    }

    /** Runs a job until it has dealt with all there is, and stops it with a savepoint. */
    private String run(LiveTopics topics, String name, int parallelism, @Nullable String savepoint) throws Exception {
        LiveJob job = LiveJob.start(topics.config(name), parallelism, files, savepoint);
        job.settle(topics);
        return job.stopWithSavepoint(files);
    }

    /**
     * What a run told.
     *
     * @param alerts all of them, by id
     * @param cases the last snapshot of each
     */
    private record Told(List<Alert> alerts, Map<String, CaseInBrief> cases) {
        static Told read(LiveTopics topics, Map<Integer, Long> alertsFrom, Map<Integer, Long> casesFrom)
                throws IOException {
            List<Alert> alerts = new ArrayList<>(topics.read(Topics.ALERTS, Alert.class, alertsFrom));
            alerts.sort(Comparator.comparing(Alert::getAlertId));
            Map<String, CaseInBrief> cases = new TreeMap<>();
            topics.read(Topics.CASES, Case.class, casesFrom)
                    .forEach(snapshot -> cases.put(snapshot.getCaseId(), CaseInBrief.of(snapshot)));
            return new Told(alerts, cases);
        }

        /** Those that are neither withdrawn nor superseded. */
        List<String> standing() {
            Set<@Nullable String> superseded = new HashSet<>();
            alerts.forEach(alert -> superseded.add(alert.getSupersedes()));
            return alerts.stream()
                    .filter(alert -> !alert.getWithdrawn() && !superseded.contains(alert.getAlertId()))
                    .map(Alert::getAlertId)
                    .toList();
        }
    }

    /** What of a case is not the wall clock's. */
    private record CaseInBrief(Instant knownAt, @Nullable Instant deadline, Set<String> alerts, Set<String> evidence) {
        static CaseInBrief of(Case snapshot) {
            return new CaseInBrief(
                    snapshot.getKnownAt(),
                    snapshot.getDeadline(),
                    snapshot.getAlerts().stream()
                            .map(alert -> alert.getAlertId())
                            .collect(Collectors.toSet()),
                    snapshot.getEvidence().stream()
                            .map(event -> event.getEventId())
                            .collect(Collectors.toSet()));
        }
    }
}
