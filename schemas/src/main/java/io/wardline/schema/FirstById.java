// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the first of records that carry the same id. The job delivers at least once: after a failure it repeats records, and a repeat
 * has the id of the first. Put this behind a consumer of alerts, escalations or enforcements. It remembers the latest ids only, since
 * a repeat comes within the time of a restart. Not for use by several threads.
 */
public final class FirstById {
    private final Map<String, Boolean> seen;

    /** Remembers at most {@code capacity} ids; a repeat that comes after more than that many others is taken for new. */
    public FirstById(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is below 1");
        }
        seen = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Whether no record with this id came before. */
    public boolean isFirst(String id) {
        return seen.put(id, true) == null;
    }
}
