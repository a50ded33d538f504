// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.v1.PatternRevision;
import io.wardline.v1.PatternState;
import io.wardline.v1.PatternStatus;
import io.wardline.v1.PatternStatusState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: a revision counts as taken when every subtask runs it, and in no other case. */
class SubtaskReportsTest {
    private final SubtaskReports reports = new SubtaskReports(PatternRevision.newBuilder()
            .setPatternId("trial")
            .setRevision(2)
            .setHash("")
            .setState(PatternState.LIVE)
            .setAuthor("")
            .setPublishedAt(Instant.EPOCH)
            .setYaml("")
            .build());

    @Test
    void waitsForEverySubtask() {
        assertThat(reports.isComplete()).isFalse();
        assertThat(reports.take(status("trial", 2, 1, PatternStatusState.LIVE))).isTrue();
        assertThat(reports.isComplete()).isFalse();
        assertThat(reports.missing()).containsExactly(0, 2);

        reports.take(status("trial", 2, 0, PatternStatusState.LIVE));
        reports.take(status("trial", 2, 2, PatternStatusState.LIVE));

        assertThat(reports.isTaken()).isTrue();
    }

    @Test
    void othersAreNoNews() {
        assertThat(reports.take(status("trial", 1, 0, PatternStatusState.LIVE))).isFalse();
        assertThat(reports.take(status("other", 2, 0, PatternStatusState.LIVE))).isFalse();
        assertThat(reports.parallelism()).isZero();
    }

    /** What a subtask says after it rejected is about the revision of this number that it had before. */
    @Test
    void aRejectionStays() {
        for (int subtask = 0; subtask < 3; subtask++) {
            reports.take(status("trial", 2, subtask, PatternStatusState.REJECTED, "conflict"));
            reports.take(status("trial", 2, subtask, PatternStatusState.LIVE));
        }

        assertThat(reports.isComplete()).isTrue();
        assertThat(reports.isTaken()).isFalse();
        assertThat(reports.diagnostics()).containsExactly("conflict");
    }

    @Test
    void anotherStateThanThatPublishedIsNotTaken() {
        for (int subtask = 0; subtask < 3; subtask++) {
            reports.take(status("trial", 2, subtask, PatternStatusState.QUARANTINED));
        }

        assertThat(reports.isComplete()).isTrue();
        assertThat(reports.isTaken()).isFalse();
    }

    private static PatternStatus status(
            String id, int revision, int subtask, PatternStatusState state, String... diagnostics) {
        return PatternStatus.newBuilder()
                .setPatternId(id)
                .setRevision(revision)
                .setSubtask(subtask)
                .setParallelism(3)
                .setState(state)
                .setDiagnostics(List.of(diagnostics))
                .setAt(Instant.EPOCH)
                .build();
    }
}
