// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.ReportEvent;
import io.wardline.topology.ingest.AdmitRecords;
import io.wardline.topology.ingest.IngestedReport;
import org.jspecify.annotations.Nullable;

/** Lets report events through; dead letters go aside. */
public final class AdmitReports extends AdmitRecords<IngestedReport, CaseNews> {
    private static final long serialVersionUID = 1L;

    public AdmitReports() {
        super("reports_read");
    }

    @Override
    protected @Nullable DeadLetter deadLetter(IngestedReport ingested) {
        return ingested.deadLetter();
    }

    @Override
    protected @Nullable CaseNews admitted(IngestedReport ingested) {
        ReportEvent report = ingested.report();
        return report == null ? null : CaseNews.of(report);
    }
}
