// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.event.ReportEvent;
import org.jspecify.annotations.Nullable;

/** What a case hears of beside its alerts: exactly one of the two. In one stream, since Flink's operators have two inputs. */
public record CaseNews(@Nullable ReportEvent report, @Nullable CaseLinks links) {
    public static CaseNews of(ReportEvent report) {
        return new CaseNews(report, null);
    }

    static CaseNews of(CaseLinks links) {
        return new CaseNews(null, links);
    }

    /** The case that it concerns. */
    public String caseId() {
        if (report != null) {
            return report.caseId();
        }
        if (links != null) {
            return links.caseId();
        }
        throw new IllegalStateException("news of nothing");
    }
}
