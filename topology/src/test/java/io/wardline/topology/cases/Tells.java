// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.pattern.Severity;
import io.wardline.topology.detect.EvidenceItem;
import io.wardline.topology.detect.Ids;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.Origin;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.ReportEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Alerts and report events for the tests of cases. Times are counted from {@link #START}. */
final class Tells {
    /** 2026-11-01T00:00:00Z. */
    static final long START = 1_793_491_200_000L;

    static final String CASE = Ids.caseId("conversation", "offender");

    private Tells() {}

    static long at(Duration sinceStart) {
        return START + sinceStart.toMillis();
    }

    static long hours(double hours) {
        return START + Math.round(hours * 3_600_000);
    }

    /** A reportable alert about a victim of 13 to 15. */
    static Tell alert(String name, long knownAtMillis) {
        return alert(CASE, name, knownAtMillis, AgeBand.AGE_13_15, true, false);
    }

    static Tell alert(
            String caseId, String name, long knownAtMillis, AgeBand victimBand, boolean reportable, boolean crisis) {
        Party victim = new Party("victim", victimBand, null, null);
        Party offender = new Party("offender", AgeBand.ADULT, null, null);
        Event event = new Event(
                "event-" + name,
                knownAtMillis,
                knownAtMillis,
                Kind.MESSAGE,
                offender,
                List.of(victim),
                Map.of("threat_exposure", 0.9),
                List.of(),
                null,
                null,
                null,
                false);
        return new Tell(
                name,
                caseId,
                "conversation",
                "some-pattern",
                1,
                false,
                "threat",
                crisis ? Severity.CRITICAL : Severity.HIGH,
                crisis,
                reportable,
                offender,
                List.of(victim),
                knownAtMillis,
                knownAtMillis,
                knownAtMillis,
                false,
                null,
                "burst-" + name,
                List.of(new EvidenceItem("threat", Map.of("threat_exposure", 0.9), event)),
                false,
                "somebody threatens",
                false);
    }

    static ReportEvent report(ReportEvent.Kind kind, String id, long millis) {
        return new ReportEvent(
                id, CASE, millis, millis, kind, null, "jane", "note", Origin.ofTopic("reports", 0, 7), new byte[] {1, 2
                });
    }
}
