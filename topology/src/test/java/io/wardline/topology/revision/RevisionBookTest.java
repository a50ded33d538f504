// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: nothing that is published grows without an end. */
class RevisionBookTest {
    private final RevisionBook book = new RevisionBook(List.of(), Duration.ofDays(30));
    private long order;

    @Test
    void takesAThousandPatternsAndNoMore() {
        for (int i = 0; i < 1_000; i++) {
            Revision revision = SampleRevision.of("pattern-" + i, 1).build();
            assertThat(book.refusal(revision)).isEmpty();
            accept(revision);
        }

        assertThat(book.refusal(SampleRevision.of("one-more", 1).build()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("1000 patterns"));
        assertThat(book.refusal(
                        SampleRevision.after(SampleRevision.of("pattern-7", 1).build())
                                .build()))
                .as("a revision of one of them")
                .isEmpty();
    }

    @Test
    void takesTextsUpToThirtyTwoMebiCharacters() {
        String large = "#".repeat(256 * 1024);
        for (int i = 0; i < 128; i++) {
            Revision revision = SampleRevision.of("pattern-" + i, 1).yaml(large).build();
            assertThat(book.refusal(revision)).isEmpty();
            accept(revision);
        }

        assertThat(book.refusal(SampleRevision.of("one-more", 1).build()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("33554432 characters"));
    }

    private void accept(Revision revision) {
        book.accept(
                new StoredRevision(revision, order++, true),
                new RunnableRevision(revision.patternId(), 1, revision.hash(), revision.state(), 0, List.of()));
    }
}
