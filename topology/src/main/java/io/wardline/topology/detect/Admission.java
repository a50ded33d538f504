// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.Evidence;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Signals;

/** What could ever be evidence. Stateless, and applied before the shuffle: most of a platform's events end here. */
public final class Admission {
    private Admission() {}

    /** Whether the event has a structural kind, a payment, or a canonical signal at the floor or above. */
    public static boolean admits(Event event) {
        return switch (event.eventKind()) {
            case CONTACT, MEDIA, CALL, BLOCK, USER_REPORT -> true;
            case MESSAGE, LINK, FOLLOWERS_VIEW, PROFILE_VIEW, UNKNOWN -> event.payment() != null || hasSignal(event);
        };
    }

    private static boolean hasSignal(Event event) {
        return event.signals().entrySet().stream()
                .anyMatch(signal -> signal.getValue() >= Evidence.FLOOR && Signals.isCanonical(signal.getKey()));
    }
}
