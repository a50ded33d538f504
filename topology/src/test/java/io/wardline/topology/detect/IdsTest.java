// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Goal: the same fact has the same id, and no two facts share one, however their parts are cut. */
class IdsTest {
    @Example
    void partsAreTakenWithTheirLengths() {
        assertThat(Ids.caseId("ab", "c")).isNotEqualTo(Ids.caseId("a", "bc"));
        assertThat(alert(List.of("ab", "c"), false)).isNotEqualTo(alert(List.of("a", "bc"), false));
        assertThat(alert(List.of("a", ""), false)).isNotEqualTo(alert(List.of("a"), false));
    }

    @Property(tries = 200)
    void caseIdsDifferWhereConversationOrOffenderDo(
            @ForAll String conversation, @ForAll String offender, @ForAll String other) {
        assertThat(Ids.caseId(conversation, offender)).isEqualTo(Ids.caseId(conversation, offender));
        if (!offender.equals(other)) {
            assertThat(Ids.caseId(conversation, offender)).isNotEqualTo(Ids.caseId(conversation, other));
            assertThat(Ids.caseId(offender, conversation)).isNotEqualTo(Ids.caseId(other, conversation));
        }
    }

    @Example
    void anAlertIsConversationOffenderPatternRevisionStepEvidenceAndWithdrawal() {
        String id = Ids.alertId("c", "o", "p", 1, "s", List.of("e", "f"), false);

        assertThat(Ids.alertId("c", "o", "p", 1, "s", List.of("e", "f"), false)).isEqualTo(id);
        assertThat(Set.of(
                        id,
                        Ids.alertId("x", "o", "p", 1, "s", List.of("e", "f"), false),
                        Ids.alertId("c", "x", "p", 1, "s", List.of("e", "f"), false),
                        Ids.alertId("c", "o", "x", 1, "s", List.of("e", "f"), false),
                        Ids.alertId("c", "o", "p", 2, "s", List.of("e", "f"), false),
                        Ids.alertId("c", "o", "p", 1, "x", List.of("e", "f"), false),
                        Ids.alertId("c", "o", "p", 1, "s", List.of("f", "e"), false),
                        Ids.alertId("c", "o", "p", 1, "s", List.of("e", "f"), true)))
                .hasSize(8);
    }

    @Example
    void kindsOfIdsNeverMeet() {
        assertThat(Ids.caseId("a", "b")).isNotEqualTo(Ids.burstId("a", "b"));
    }

    /** What a consumer has seen stays what it has seen: a changed id would be a new alert to everyone. */
    @Example
    void idsOutliveReleases() {
        // printf '\0\0\0\4case\0\0\0\1a\0\0\0\1b' | sha256sum, the first 16 bytes
        assertThat(Ids.caseId("a", "b")).isEqualTo("8ec52bbe69f6beba5428971479cd897f");
    }

    private static String alert(List<String> evidence, boolean withdrawn) {
        return Ids.alertId("c", "o", "p", 1, "s", evidence, withdrawn);
    }
}
