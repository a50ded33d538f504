// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.pattern.Severity;
import io.wardline.topology.detect.Tell;
import java.util.Comparator;

/**
 * A standing alert, as far as a backtest reports on it.
 *
 * @param key what it is told of, whatever the revision: conversation, offender, pattern, step and deciding event
 * @param occurredAtMillis of the deciding event
 * @param leadMillis from the first evidence to the moment when it could be told
 */
record Told(Key key, Severity severity, boolean shadow, long occurredAtMillis, long leadMillis) {
    /** Two sets of patterns agree on an alert when they agree on this. */
    record Key(String conversationId, String offenderId, String patternId, String step, String decidingEventId)
            implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::patternId)
                .thenComparing(Key::step)
                .thenComparing(Key::conversationId)
                .thenComparing(Key::offenderId)
                .thenComparing(Key::decidingEventId);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    static Told of(Tell tell) {
        long first = tell.evidence().get(0).event().occurredAtMillis();
        String deciding =
                tell.evidence().get(tell.evidence().size() - 1).event().eventId();
        return new Told(
                new Key(tell.conversationId(), tell.offender().accountId(), tell.patternId(), tell.step(), deciding),
                tell.severity(),
                tell.shadow(),
                tell.occurredAtMillis(),
                Math.max(0, tell.toldAtMillis() - first));
    }
}
