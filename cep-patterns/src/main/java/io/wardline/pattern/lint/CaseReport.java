// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.Rehearsal.Outcome;

/**
 * A case that was run.
 *
 * @param file where it is written
 * @param patternId what it was run against
 */
public record CaseReport(SourceFile file, String patternId, Outcome outcome) {
    /** Whether it failed and that matters: a case marked as to do may fail. */
    public boolean failed() {
        return !outcome.passed() && !outcome.scenario().todo();
    }

    /** {@code file:line: case: what differs}, one line for each difference. */
    public String render() {
        StringBuilder lines = new StringBuilder();
        outcome.problems().forEach(problem -> lines.append(lines.isEmpty() ? "" : "\n")
                .append("%s:%d %s: %s: %s"
                        .formatted(
                                file.name(),
                                problem.line(),
                                patternId,
                                outcome.scenario().name(),
                                problem.message())));
        return lines.toString();
    }
}
