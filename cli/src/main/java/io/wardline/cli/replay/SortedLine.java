// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import java.util.Locale;

/**
 * A line of an output with what it is sorted by. While the job runs it is written as sort key, tab, JSON.
 *
 * @param timeMillis first
 * @param id then
 */
record SortedLine(long timeMillis, String id, String json) implements Comparable<SortedLine> {
    private static final int TIME_DIGITS = 19;

    String write() {
        return String.format(Locale.ROOT, "%0" + TIME_DIGITS + "d\t%s\t%s", timeMillis, id, json);
    }

    static SortedLine read(String written) {
        int idEnd = written.indexOf('\t', TIME_DIGITS + 1);
        return new SortedLine(
                Long.parseLong(written.substring(0, TIME_DIGITS)),
                written.substring(TIME_DIGITS + 1, idEnd),
                written.substring(idEnd + 1));
    }

    @Override
    public int compareTo(SortedLine other) {
        int byTime = Long.compare(timeMillis, other.timeMillis);
        if (byTime != 0) {
            return byTime;
        }
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : json.compareTo(other.json);
    }
}
