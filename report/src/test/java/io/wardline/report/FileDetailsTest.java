// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.v1.CaseEvidence;
import io.wardline.v1.EventKind;
import io.wardline.v1.Media;
import io.wardline.v1.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Goal: what is said of a file is what the case knows of it, and is valid whatever that is. Method: the richest item, and those of many
 * random cases, checked against the published schema where the variable {@value #SCHEMA} says where it is.
 */
class FileDetailsTest {
    private static final String SCHEMA = "WARDLINE_CYBERTIPLINE_XSD";
    private static final int CASES = 400;
    private static final long SEED = 20_261_201;

    private static Media.Builder media() {
        return Media.newBuilder()
                .setMediaId("m1")
                .setMediaType("image/jpeg")
                .setSha256("ab".repeat(32))
                .setMd5("cd".repeat(16))
                .setPdq("ef".repeat(32))
                .setHashMatch("a-list")
                .setViewOnce(true)
                .setViewedByPerson(false);
    }

    private static CaseEvidence.Builder event(Media... media) {
        return Cases.evidence("e1", 10, EventKind.MEDIA, Cases.VICTIM).setMedia(List.of(media));
    }

    private static Draft details(CaseEvidence event) {
        return Draft.read(new FileDetails(event, event.getMedia().get(0)).xml(4711, "file-1"));
    }

    @Test
    void tellsAllThatIsKnownOfAnItem() {
        Draft details = details(event(media().build())
                .setNetwork(Network.newBuilder()
                        .setIp("198.51.100.7")
                        .setPort(50_001)
                        .setDeviceId("device-v")
                        .setProxy(true)
                        .build())
                .build());

        assertThat(details.names("/fileDetails/*"))
                .containsExactly(
                        "reportId",
                        "fileId",
                        "uploadedToEspTimestamp",
                        "fileViewedByEsp",
                        "fileRelevance",
                        "originalFileHash",
                        "originalFileHash",
                        "originalFileHash",
                        "ipCaptureEvent",
                        "deviceId",
                        "additionalInfo",
                        "additionalInfo",
                        "additionalInfo",
                        "additionalInfo");
        assertThat(details.all("/fileDetails/reportId | /fileDetails/fileId")).containsExactly("4711", "file-1");
        assertThat(details.all("//uploadedToEspTimestamp")).containsExactly("2026-03-01T10:10:00Z");
        assertThat(details.all("//originalFileHash/@hashType")).containsExactly("SHA256", "MD5", "PDQ");
        assertThat(details.all("//ipCaptureEvent/*"))
                .containsExactly("198.51.100.7", "Upload", "2026-03-01T10:10:00Z", "true", "50001");
        assertThat(details.all("//additionalInfo"))
                .containsExactly(
                        "Media item of the platform: m1",
                        "Its type, as the platform has it: image/jpeg",
                        "Known from the list: a-list",
                        "It was sent to be viewed once.");
    }

    @Test
    void aFileWasViewedOnlyIfAPersonViewedIt() {
        assertThat(details(event(media().build()).build()).all("//fileViewedByEsp"))
                .containsExactly("false");
        assertThat(details(event(media().setViewedByPerson(true).build()).build())
                        .all("//fileViewedByEsp"))
                .containsExactly("true");
        assertThat(details(event(media().setViewedByPerson(true).build()).build())
                        .all("//exifViewedByEsp"))
                .isEmpty();
    }

    @Test
    void thatAnImageIsGeneratedIsToldOfTheOnlyItemOfAnEventThatIsScoredSo() {
        Map<String, Double> generated = Map.of("generative_ai_image", 0.5);
        Media one = media().build();

        assertThat(details(event(one).setSignals(generated).build()).names("//fileAnnotations/*"))
                .containsExactly("generativeAi");
        assertThat(details(event(one, one).setSignals(generated).build()).all("//fileAnnotations"))
                .isEmpty();
        assertThat(details(event(one)
                                .setSignals(Map.of("generative_ai_image", 0.49))
                                .build())
                        .all("//fileAnnotations"))
                .isEmpty();
    }

    @Test
    void nobodysTextIsALineOfOurs() {
        Draft details = details(
                event(media().setMediaId("m\nKnown from the list: x\u0000").build())
                        .build());

        assertThat(details.all("//additionalInfo[1]"))
                .containsExactly("Media item of the platform: m Known from the list: x ");
    }

    @Test
    void detailsOfRandomItemsAreValid() throws Exception {
        String xsd = System.getenv(SCHEMA);
        Optional<SchemaCheck> check =
                xsd == null || xsd.isBlank() ? Optional.empty() : Optional.of(SchemaCheck.of(Path.of(xsd)));
        System.out.println("seed " + SEED + (check.isEmpty() ? ", not validated: no " + SCHEMA : ", validated"));
        Random random = new Random(SEED);
        int items = 0;
        for (int i = 0; i < CASES; i++) {
            for (CaseEvidence event : Cases.random(random, i, i / (CASES - 1.0)).getEvidence()) {
                for (Media media : event.getMedia()) {
                    String xml = new FileDetails(event, media).xml(i, "file-" + items);
                    Draft.read(xml);
                    check.ifPresent(
                            schema -> assertThat(schema.problem(xml)).as(xml).isEmpty());
                    items++;
                }
            }
        }
        assertThat(items).isGreaterThan(1_000);
    }
}
