// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.samples;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A kind of conversation.
 *
 * @param kind its name in {@code labels.csv}
 * @param guilty whether at least one alert must be told of it; of the others, none may
 * @param copies how many conversations of it there are
 * @param longest what it never exceeds, so that it starts early enough to end within the week
 * @param plot what happens
 */
record Story(String kind, boolean guilty, int copies, Duration longest, Consumer<Scene> plot) {
    static Story guilty(String kind, int copies, Duration longest, Consumer<Scene> plot) {
        return new Story(kind, true, copies, longest, plot);
    }

    static Story innocent(String kind, int copies, Duration longest, Consumer<Scene> plot) {
        return new Story(kind, false, copies, longest, plot);
    }
}
