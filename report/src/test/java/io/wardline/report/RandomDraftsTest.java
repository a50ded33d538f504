// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.v1.Case;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A thousand cases, from the poorest to the richest, are well-formed and in the order of the schema; and valid, where the published schema is
 * at hand: this project has no copy, so the variable {@value #SCHEMA} says where it is.
 */
class RandomDraftsTest {
    private static final String SCHEMA = "WARDLINE_CYBERTIPLINE_XSD";
    private static final int CASES = 1_000;
    private static final long SEED = 20_260_301;

    @Test
    void draftsOfAThousandCasesAreValid() throws Exception {
        String xsd = System.getenv(SCHEMA);
        Optional<SchemaCheck> check =
                xsd == null || xsd.isBlank() ? Optional.empty() : Optional.of(SchemaCheck.of(Path.of(xsd)));
        System.out.println(
                "seed " + SEED + (check.isEmpty() ? ", not validated: no " + SCHEMA : ", validated by " + xsd));
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            Case what = Cases.random(random, i, i / (CASES - 1.0));
            String xml = ReportDraft.of(what, i % 2 == 0 ? Draft.REPORTER : Reporter.PLACEHOLDER, List.of((long) i))
                    .xml();
            Draft.read(xml);
            check.ifPresent(schema ->
                    assertThat(schema.problem(xml)).as(what.getCaseId()).isEmpty());
        }
        check.ifPresent(schema -> assertThat(schema.problem(ReportDraft.of(Cases.richest(), Draft.REPORTER, List.of())
                        .xml()))
                .isEmpty());
    }
}
