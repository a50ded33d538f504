// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.v1.Case;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A thousand cases, from the poorest to the richest, are well-formed, and valid by the schema of the local server that filings are tried out
 * with; and by the published one where that is at hand: this project has no copy, so the variable {@value #SCHEMA} says where it is.
 */
class RandomDraftsTest {
    private static final String SCHEMA = "WARDLINE_CYBERTIPLINE_XSD";
    private static final Path LOCAL = Path.of("..", "filing", "src/main/resources/io/wardline/filing/local.xsd");
    private static final int CASES = 1_000;
    private static final long SEED = 20_260_301;

    @Test
    void draftsOfAThousandCasesAreValid() throws Exception {
        String xsd = System.getenv(SCHEMA);
        List<SchemaCheck> schemas = new ArrayList<>(List.of(SchemaCheck.of(LOCAL)));
        if (xsd != null && !xsd.isBlank()) {
            schemas.add(SchemaCheck.of(Path.of(xsd)));
        }
        System.out.println("seed " + SEED
                + (schemas.size() == 1
                        ? ", not validated by the published schema: no " + SCHEMA
                        : ", validated by " + xsd));
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            Case what = Cases.random(random, i, i / (CASES - 1.0));
            check(schemas, what, i % 2 == 0 ? Draft.REPORTER : Reporter.PLACEHOLDER, List.of((long) i));
        }
        check(schemas, Cases.richest(), Draft.REPORTER, List.of());
    }

    private static void check(List<SchemaCheck> schemas, Case what, Reporter reporter, List<Long> priorReports) {
        String xml = ReportDraft.of(what, reporter, priorReports).xml();
        Draft.read(xml);
        schemas.forEach(
                schema -> assertThat(schema.problem(xml)).as(what.getCaseId()).isEmpty());
    }
}
