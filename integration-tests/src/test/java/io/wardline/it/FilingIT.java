// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.Wardline;
import io.wardline.cli.kafka.KafkaRecords;
import io.wardline.filing.LocalCyberTipline;
import io.wardline.filing.LocalFaults;
import io.wardline.filing.LocalReports;
import io.wardline.it.Wire.Told;
import io.wardline.schema.Topics;
import io.wardline.v1.Case;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.ReportEvent;
import io.wardline.v1.ReportEventKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: a case that somebody files by the command is filed for the job, too. Method: a real broker, registry and job, and a local server. */
class FilingIT {
    @Test
    void aCaseThatIsFiledStopsItsClock(@TempDir Path folder) throws Exception {
        LocalReports reports = new LocalReports(InstantSource.system());
        try (WardlineCluster cluster = WardlineCluster.start();
                LocalCyberTipline server = FilingFolder.server(reports, LocalFaults.NONE)) {
            RunningJob job = cluster.run(cluster.config("filing"));
            Conversation crime = Conversation.recent("filing");
            cluster.wire().send(crime.guilty());
            job.settle();
            String caseId = last(cluster).getCaseId();
            List<String> command =
                    new ArrayList<>(FilingFolder.of(folder, server).command(caseId));
            command.addAll(List.of(
                    "--bootstrap-servers",
                    cluster.kafka().bootstrapServers(),
                    "--registry",
                    cluster.registry().url()));

            String first = run(command);
            job.settle();
            String second = run(command);

            assertThat(first).contains("filed case " + caseId + " as report 1000001", "before its deadline");
            assertThat(second).contains("already filed as report 1000001");
            assertThat(reports.finished()).hasSize(1);
            List<Told<ReportEvent>> told = told(cluster);
            assertThat(told).hasSize(1);
            assertThat(told.get(0).key()).isEqualTo(caseId);
            assertThat(told.get(0).value().getKind()).isEqualTo(ReportEventKind.FILED);
            assertThat(told.get(0).value().getActor()).isEqualTo("a responder");
            Case filed = last(cluster);
            assertThat(filed.getStatus()).isEqualTo(CaseStatus.FILED);
            assertThat(filed.getReportId()).isEqualTo("1000001");
            assertThat(filed.getFiledAt()).isEqualTo(told.get(0).value().getOccurredAt());
        }
    }

    /** Without what makes the job settle. */
    private static List<Told<ReportEvent>> told(WardlineCluster cluster) {
        List<Told<ReportEvent>> told = new ArrayList<>();
        try (KafkaRecords records = new KafkaRecords(
                cluster.kafka().bootstrapServers(),
                new Properties(),
                cluster.registry().url(),
                Map.of())) {
            int fences = records.each(Topics.REPORT_EVENTS, ReportEvent.class, (at, key, value) -> {
                if (key != null && value != null) {
                    told.add(new Told<>(new String(key, StandardCharsets.UTF_8), value, value.getOccurredAt()));
                }
            });
            assertThat(fences).isPositive();
        }
        return told;
    }

    private static Case last(WardlineCluster cluster) {
        List<Told<Case>> cases = cluster.wire().read(Topics.CASES, Case.class);
        return cases.get(cases.size() - 1).value();
    }

    private static String run(List<String> command) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int code = Wardline.run(out, out, command.toArray(String[]::new));
        assertThat(code).as(said.toString()).isZero();
        return said.toString();
    }
}
