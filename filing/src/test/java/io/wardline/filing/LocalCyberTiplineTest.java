// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.filing.Answer.Meaning;
import io.wardline.v1.CaseEvidence;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: the local server keeps the rules that the API's documentation has, so that what works with it is right. */
class LocalCyberTiplineTest {
    private static final long SEED = 20_261_201;

    private Lab lab;
    private CyberTipline client;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        lab = new Lab(folder);
        client = lab.client();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static int code(Answer answer) {
        return answer.code().orElse(-1);
    }

    private long submitted() {
        Answer answer = client.submit(Lab.draft(Lab.open("m1").build()));
        assertThat(answer.means()).isEqualTo(Meaning.DONE);
        return answer.reportId();
    }

    private String details(long report, String file) {
        CaseEvidence event = Lab.open("m1").build().getEvidence().get(0);
        return new io.wardline.report.FileDetails(event, event.getMedia().get(0)).xml(report, file);
    }

    @Test
    void whoIsNotKnownIsTold() {
        assertThat(code(client.status())).isZero();
        assertThat(code(lab.client("other").status())).isEqualTo(3000);
        assertThat(code(lab.client("other").submit("<report/>"))).isEqualTo(3000);
    }

    @Test
    void documentsAreLookedAt() {
        assertThat(code(client.submit("<report>"))).isEqualTo(4110);
        assertThat(code(client.submit("<report/>"))).isEqualTo(4100);
        assertThat(code(client.submit(details(1, "f")))).isEqualTo(4100);
        assertThat(code(client.fileInfo("no document"))).isEqualTo(4110);
        assertThat(code(client.fileInfo(Lab.draft(Lab.open().build())))).isEqualTo(4100);
        assertThat(lab.reports.all()).isEmpty();
    }

    @Test
    void onlyAnOpenReportIsChanged(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        assertThat(code(client.upload(1, file, "f"))).isEqualTo(5001);
        assertThat(code(client.finish(1))).isEqualTo(5001);
        assertThat(code(client.retract(1))).isEqualTo(5001);
        long report = submitted();
        assertThat(code(client.fileInfo(details(report, "none")))).isEqualTo(5002);
        Answer uploaded = client.upload(report, file, "f");
        assertThat(uploaded.md5()).isEqualTo(Lab.hash("MD5", new byte[] {'x'}));
        assertThat(code(client.fileInfo(details(report, String.valueOf(uploaded.fileId())))))
                .isZero();
        assertThat(code(client.finish(report))).isZero();
        assertThat(code(client.finish(report))).isEqualTo(5102);
        assertThat(code(client.retract(report))).isEqualTo(5102);
        assertThat(code(client.upload(report, file, "f"))).isEqualTo(5102);
        long other = submitted();
        assertThat(code(client.retract(other))).isZero();
        assertThat(code(client.retract(other))).isEqualTo(5101);
        assertThat(code(client.finish(other))).isEqualTo(5101);
    }

    @Test
    void whatIsNotFinishedIsDroppedADayAfterItWasOpenedOrAnHourAfterItsLastChange(@TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        long untouched = submitted();
        long changed = submitted();
        lab.now = Lab.START.plus(Duration.ofMinutes(23 * 60 + 50));
        assertThat(code(client.upload(changed, file, "f"))).isZero();

        lab.now = Lab.START.plus(Duration.ofHours(24)).plusMillis(1);
        assertThat(code(client.finish(untouched))).isEqualTo(5001);
        assertThat(code(client.upload(changed, file, "f"))).isZero();

        lab.now = lab.now.plus(Duration.ofHours(1)).plusMillis(1);
        assertThat(code(client.finish(changed))).isEqualTo(5001);
    }

    @Test
    void aFileIsHashedAsItIs(@TempDir Path folder) throws Exception {
        Random random = new Random(SEED);
        System.out.println("seed " + SEED);
        long report = submitted();
        for (int size : List.of(0, 1, 65_535, 65_536, 65_537, 3_000_000)) {
            byte[] bytes = new byte[size];
            // Many that begin like a boundary.
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) "\r\n--wardlin".charAt(random.nextInt(11));
            }
            Path file = Files.write(folder.resolve("f" + size), bytes);

            assertThat(client.upload(report, file, "f").md5())
                    .as("%d bytes", size)
                    .isEqualTo(Lab.hash("MD5", bytes));
        }
        assertThat(lab.reports.all().get(0).files())
                .extracting(LocalReports.LocalFile::bytes)
                .containsExactly(0L, 1L, 65_535L, 65_536L, 65_537L, 3_000_000L);
    }

    @Test
    void theSchemaIsServed() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(lab.server.base() + "/xsd"))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                (Lab.USER + ":" + Lab.PASSWORD).getBytes(StandardCharsets.UTF_8)))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body())
                .isEqualTo(LocalCyberTipline.ownSchema());
    }

    @Test
    void aSchemaThatIsGivenCounts(@TempDir Path folder) throws Exception {
        String own = new String(LocalCyberTipline.ownSchema(), StandardCharsets.UTF_8);
        Path more = Files.writeString(
                folder.resolve("more.xsd"),
                own.replace(
                        "<xs:element name=\"reporter\"", "<xs:element name=\"more\"/><xs:element name=\"reporter\""));
        try (LocalCyberTipline other = lab.start(0, more)) {
            CyberTipline asked = CyberTipline.at(other.base(), Lab.USER, Lab.PASSWORD, Duration.ofSeconds(5));

            assertThat(code(asked.submit(Lab.draft(Lab.open().build())))).isEqualTo(4100);
        }
    }
}
