// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.event.ReportEvent;
import org.jspecify.annotations.Nullable;

/** What a case hears of beside its alerts: exactly one of the three. In one stream, since Flink's operators have two inputs. */
public record CaseNews(@Nullable ReportEvent report, @Nullable CaseLinks links, @Nullable CaseAccount account) {
    public static CaseNews of(ReportEvent report) {
        return new CaseNews(report, null, null);
    }

    static CaseNews of(CaseLinks links) {
        return new CaseNews(null, links, null);
    }

    public static CaseNews of(CaseAccount account) {
        return new CaseNews(null, null, account);
    }

    /** The case that it concerns. */
    public String caseId() {
        if (report != null) {
            return report.caseId();
        }
        if (links != null) {
            return links.caseId();
        }
        if (account != null) {
            return account.caseId();
        }
        throw new IllegalStateException("news of nothing");
    }
}
