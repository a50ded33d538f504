// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.pattern.Severity;
import io.wardline.topology.detect.EvidenceItem;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.Party;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Open cases, each of one reportable alert, and an outage during which the first level of the ladder fell due for many of them.
 *
 * @param open how many there are
 * @param overdue for how many it fell due in the outage, one after the other
 * @param punctual for how many it falls due in the seconds and minutes after the outage, one after the other
 * @param perSecond how many overdue ones are told of in a second
 */
record DeadlineCases(int open, int overdue, int punctual, int perSecond) {
    private static final long START = 1_767_225_600_000L; // 2026-01-01T00:00Z
    private static final long FIRST_LEVEL = Duration.ofHours(24).toMillis();
    private static final long MILLIS_BETWEEN = 10;
    private static final int MOST_OVERDUE = 1_000_000;
    private static final int MOST_PUNCTUAL = 1_000;
    private static final int ID_DIGITS = 16;

    /** As many overdue as there are, up to a million; a few fall due while those are told. */
    static DeadlineCases of(int open, int perSecond) {
        int punctual = Math.min(MOST_PUNCTUAL, open / 100);
        return new DeadlineCases(open, Math.min(MOST_OVERDUE, open - punctual), punctual, perSecond);
    }

    /** When the cases open. */
    long opensAtMillis() {
        return START + overdue * MILLIS_BETWEEN;
    }

    /** When the outage is over: an hour after the last overdue one fell due. */
    long backAtMillis() {
        return opensAtMillis() + FIRST_LEVEL + Duration.ofHours(1).toMillis();
    }

    boolean isOverdue(int number) {
        return number < overdue;
    }

    boolean isPunctual(int number) {
        return number >= overdue && number < overdue + punctual;
    }

    /** The alert that opens a case; cases beyond those that are open are live ones. */
    Tell opening(int number, long nowMillis) {
        if (number >= open) {
            return tell(number, nowMillis);
        }
        if (isOverdue(number)) {
            return tell(number, START + number * MILLIS_BETWEEN);
        }
        if (isPunctual(number)) {
            // From a second after the outage on, for as long as the overdue ones take at their pace.
            double lasting = 1_000.0 * overdue / perSecond;
            double after = 1_000 + lasting * (number - overdue) / punctual;
            return tell(number, backAtMillis() - FIRST_LEVEL + Math.round(after));
        }
        return tell(number, backAtMillis());
    }

    /** The number of a case of this id. */
    static int numberOf(String caseId) {
        return Integer.parseInt(caseId.substring(ID_DIGITS), 16);
    }

    /** Identifiers are as long as in earnest, and as far apart: the state is sorted by them. */
    private static String id(int number) {
        return "%016x%016x".formatted(mix(number), number);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    private static Tell tell(int number, long knownAtMillis) {
        String id = id(number);
        Party offender = new Party("offender-" + number, AgeBand.ADULT, null, "NL");
        Party victim = new Party("victim-" + number, AgeBand.AGE_13_15, null, "US");
        return new Tell(
                id,
                id,
                "conversation-" + number,
                "threat-after-image",
                1,
                false,
                "threat",
                Severity.HIGH,
                false,
                true,
                offender,
                List.of(victim),
                knownAtMillis,
                knownAtMillis,
                knownAtMillis,
                false,
                null,
                id,
                List.of(
                        evidence(number, 0, Kind.CONTACT, Map.of(), offender, victim, knownAtMillis - 3_600_000),
                        evidence(
                                number,
                                1,
                                Kind.MEDIA,
                                Map.of("nudity", 0.9),
                                victim,
                                offender,
                                knownAtMillis - 600_000),
                        evidence(
                                number,
                                2,
                                Kind.MESSAGE,
                                Map.of("threat_exposure", 0.9),
                                offender,
                                victim,
                                knownAtMillis)),
                false,
                "One account threatens another with an image of it.",
                false);
    }

    private static EvidenceItem evidence(
            int number,
            int position,
            Kind kind,
            Map<String, Double> scores,
            Party sender,
            Party recipient,
            long millis) {
        Event event = new Event(
                "event-" + number + "-" + position,
                millis,
                millis,
                kind,
                sender,
                List.of(recipient),
                scores,
                List.of(),
                null,
                null,
                null,
                false);
        return new EvidenceItem("step-" + position, scores, event);
    }
}
