// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.v1.Case;
import io.wardline.v1.HistoryItem;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a case's history says of its reports.
 *
 * @param firstStanding when the first report was filed that nothing took back; a supplement is filed later than the report that it adds to
 * @param isTakenBack whether the last report was rejected or retracted
 */
record FiledHistory(Optional<Instant> firstStanding, boolean isTakenBack) {
    static FiledHistory of(Case what) {
        @Nullable Instant first = null;
        boolean takenBack = false;
        for (HistoryItem item : what.getHistory()) {
            switch (item.getWhat()) {
                case "filed" -> {
                    first = first == null ? item.getAt() : first;
                    takenBack = false;
                }
                case "rejected", "retracted" -> {
                    first = null;
                    takenBack = true;
                }
                default -> {}
            }
        }
        return new FiledHistory(Optional.ofNullable(first), takenBack);
    }
}
