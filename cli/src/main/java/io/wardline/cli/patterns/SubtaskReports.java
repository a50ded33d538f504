// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.v1.PatternRevision;
import io.wardline.v1.PatternStatus;
import io.wardline.v1.PatternStatusState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What the subtasks of a job say of one revision, while somebody waits for all of them. */
final class SubtaskReports {
    private final PatternRevision revision;
    private final Map<Integer, PatternStatus> bySubtask = new TreeMap<>();
    private int parallelism;

    SubtaskReports(PatternRevision revision) {
        this.revision = revision;
    }

    /** Takes a status. Whether it is news of this revision. */
    boolean take(PatternStatus status) {
        boolean concerned =
                status.getPatternId().equals(revision.getPatternId()) && status.getRevision() == revision.getRevision();
        if (!concerned) {
            return false;
        }
        parallelism = status.getParallelism();
        // A rejection is about what was just written; what the subtask says after it is about what it runs instead.
        PatternStatus before = bySubtask.get(status.getSubtask());
        if (before != null && before.getState() == PatternStatusState.REJECTED) {
            return false;
        }
        bySubtask.put(status.getSubtask(), status);
        return true;
    }

    /** Whether every subtask has said something. */
    boolean isComplete() {
        return parallelism > 0 && missing().isEmpty();
    }

    /** Whether every subtask runs it as it was published. */
    boolean isTaken() {
        return isComplete()
                && bySubtask.values().stream().allMatch(status -> status.getState()
                        .name()
                        .equals(revision.getState().name()));
    }

    /** Subtasks that said nothing; empty as long as none did. */
    List<Integer> missing() {
        return IntStream.range(0, parallelism)
                .filter(subtask -> !bySubtask.containsKey(subtask))
                .boxed()
                .toList();
    }

    int parallelism() {
        return parallelism;
    }

    /** What was found, once each, though every subtask finds the same. */
    List<String> diagnostics() {
        List<String> all = new ArrayList<>();
        bySubtask.values().forEach(status -> status.getDiagnostics().stream()
                .filter(line -> !all.contains(line))
                .forEach(all::add));
        return all;
    }
}
