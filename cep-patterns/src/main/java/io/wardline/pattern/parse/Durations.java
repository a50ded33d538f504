// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.parse;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as authors write them: {@code 30d}, {@code 24h}, {@code 90m}, {@code 1h30m}, {@code 45s}, greatest unit first. */
public final class Durations {
    // Five digits a unit: enough for any window in seconds, and too few to overflow.
    private static final Pattern WRITTEN =
            Pattern.compile("(?=\\d)(?:(\\d{1,5})d)?(?:(\\d{1,5})h)?(?:(\\d{1,5})m)?(?:(\\d{1,5})s)?");

    public static final String EXAMPLES = "write it as 30d, 24h, 90m, 45s or 1h30m";

    private Durations() {}

    public static Optional<Duration> read(String written) {
        Matcher matcher = WRITTEN.matcher(written.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(part(matcher, 1))
                .plusHours(part(matcher, 2))
                .plusMinutes(part(matcher, 3))
                .plusSeconds(part(matcher, 4)));
    }

    /** As an author would write it. */
    public static String write(Duration duration) {
        StringBuilder written = new StringBuilder();
        append(written, duration.toDaysPart(), "d");
        append(written, duration.toHoursPart(), "h");
        append(written, duration.toMinutesPart(), "m");
        append(written, duration.toSecondsPart(), "s");
        return written.isEmpty() ? "0s" : written.toString();
    }

    private static void append(StringBuilder written, long amount, String unit) {
        if (amount > 0) {
            written.append(amount).append(unit);
        }
    }

    private static long part(Matcher matcher, int group) {
        return matcher.start(group) < 0 ? 0 : Long.parseLong(matcher.group(group));
    }
}
