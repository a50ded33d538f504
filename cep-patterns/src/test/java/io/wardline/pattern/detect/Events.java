// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.Map;

/** Events for examples. */
final class Events {
    private Events() {}

    static ScenarioEvent contact(String id, long at, String sender) {
        return event(id, at, sender, "CONTACT", Map.of());
    }

    static ScenarioEvent call(String id, long at, String sender) {
        return event(id, at, sender, "CALL", Map.of());
    }

    static ScenarioEvent image(String id, long at, String sender) {
        return event(id, at, sender, "MEDIA", Map.of());
    }

    static ScenarioEvent block(String id, long at, String sender) {
        return event(id, at, sender, "BLOCK", Map.of());
    }

    static ScenarioEvent report(String id, long at, String sender) {
        return event(id, at, sender, "USER_REPORT", Map.of());
    }

    static ScenarioEvent threat(String id, long at, String sender) {
        return event(id, at, sender, "MESSAGE", Map.of("threat_exposure", 0.9));
    }

    private static ScenarioEvent event(String id, long at, String sender, String kind, Map<String, Double> signals) {
        return new ScenarioEvent(id, at, sender, kind, signals, Evidence.NO_PAYMENT, Evidence.NO_PAYMENT, 0, false);
    }
}
