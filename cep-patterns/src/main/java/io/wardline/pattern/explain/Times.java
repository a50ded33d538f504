// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import io.wardline.pattern.parse.Durations;
import java.time.Duration;

/** Times between events as people say them. */
final class Times {
    private Times() {}

    /** To the second; less than that in milliseconds. */
    static String between(long fromMillis, long toMillis) {
        Duration duration = Duration.ofMillis(toMillis - fromMillis);
        return duration.toSeconds() == 0 && !duration.isZero()
                ? duration.toMillis() + "ms"
                : Durations.write(Duration.ofSeconds(duration.toSeconds()));
    }
}
