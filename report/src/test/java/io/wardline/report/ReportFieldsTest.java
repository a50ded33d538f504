// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Goal: the table of what a report's elements are filled from is what the code does. It is written by this test when the system property
 * {@code fields} is {@code refresh}.
 */
class ReportFieldsTest {
    private static final Path PAGE = Path.of("../docs/report-fields.md");
    private static final String HEAD =
            """
            # What a report's elements are filled from

            Each element of the CyberTipline's `report` that a draft may have, and the fields of the case (see the contract's `Case`), or of
            `report.yaml`, that it comes from. Elements of which nothing is known are left out. This page is written from the code:
            `mvn -pl report -am test -Dtest=ReportFieldsTest -Dfields=refresh -Dsurefire.failIfNoSpecifiedTests=false`.

            | element | filled from |
            |---|---|
            """;

    @Test
    void thePageSaysWhatTheCodeDoes() throws IOException {
        String page = HEAD
                + ReportDraft.of(Cases.richest(), Draft.REPORTER, List.of(1L)).sources().entrySet().stream()
                        .map(source -> "| `" + source.getKey() + "` | " + source.getValue() + " |\n")
                        .collect(Collectors.joining());
        if ("refresh".equals(System.getProperty("fields"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(page).isEqualTo(Files.readString(PAGE));
    }
}
