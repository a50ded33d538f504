// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.pattern.Severity;
import io.wardline.topology.detect.Tell;
import org.jspecify.annotations.Nullable;

/**
 * An alert that was told of a case. Fields are those of the contract's Alert, and these:
 *
 * @param toldAtMillis when it took effect
 * @param supplementDue whether it came when the case was filed, so that the report needs a supplement
 */
public record AlertFact(
        String alertId,
        String patternId,
        int patternRevision,
        String step,
        Severity severity,
        boolean crisis,
        boolean reportable,
        long occurredAtMillis,
        long knownAtMillis,
        long toldAtMillis,
        boolean withdrawn,
        @Nullable String supersedes,
        boolean supplementDue) {
    static AlertFact of(Tell tell, boolean supplementDue) {
        return new AlertFact(
                tell.alertId(),
                tell.patternId(),
                tell.patternRevision(),
                tell.step(),
                tell.severity(),
                tell.crisis(),
                tell.reportable(),
                tell.occurredAtMillis(),
                tell.knownAtMillis(),
                tell.toldAtMillis(),
                tell.withdrawn(),
                tell.supersedes(),
                supplementDue);
    }

    /** This alert, at least as grave as that. */
    AlertFact raisedTo(Severity other) {
        return new AlertFact(
                alertId,
                patternId,
                patternRevision,
                step,
                Severity.max(severity, other),
                crisis,
                reportable,
                occurredAtMillis,
                knownAtMillis,
                toldAtMillis,
                withdrawn,
                supersedes,
                supplementDue);
    }

    /** Whether it tells a match that was not told before, as against a correction. */
    boolean isNew() {
        return supersedes == null && !withdrawn;
    }
}
