// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import io.wardline.pattern.Evidence;
import java.util.Map;

/** An event of a scenario: nothing but what a condition may read, and where it stands. */
public record ScenarioEvent(
        String eventId,
        long occurredAtMillis,
        String senderId,
        String kind,
        Map<String, Double> signals,
        String paymentDirection,
        String paymentMethod,
        int mediaCount,
        boolean hashMatched)
        implements Evidence {
    public ScenarioEvent {
        signals = Map.copyOf(signals);
    }
}
