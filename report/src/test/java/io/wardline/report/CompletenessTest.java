// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import static io.wardline.report.Cases.OFFENDER;
import static io.wardline.report.Cases.VICTIM;
import static io.wardline.report.Cases.evidence;
import static io.wardline.report.Cases.party;
import static io.wardline.report.Cases.poorest;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.v1.AgeBand;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.EventKind;
import io.wardline.v1.Network;
import io.wardline.v1.PaymentDirection;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletenessTest {
    @Test
    void theRichestCaseLacksNothing() {
        assertThat(Completeness.of(Cases.richest())).isEqualTo(new Completeness(1, List.of()));
    }

    @Test
    void thePoorestLacksAllThatAppliesToItTheWeightiestFirst() {
        Completeness completeness = Completeness.of(poorest().build());

        assertThat(completeness.score()).isZero();
        assertThat(completeness.missing())
                .startsWith("offender.ip", "offender.phone", "offender.email", "victim.ip", "victim.age")
                .contains("conversation.text")
                .as("nobody asked for money and nothing was sent")
                .doesNotContain("payment.handle", "media.hash");
    }

    /** 20 for the address, 5 for its port, 8 for the victim's age; of 104, and of 109 once money is asked for. */
    @Test
    void theScoreIsTheWeightOfWhatIsThereOfWhatApplies() {
        CaseEvidence from = evidence("e", 0, EventKind.MESSAGE, OFFENDER)
                .setNetwork(Network.newBuilder()
                        .setIp("203.0.113.9")
                        .setPort(1)
                        .setDeviceId(null)
                        .setProxy(null)
                        .build())
                .build();
        CaseEvidence demand = evidence("d", 0, EventKind.MESSAGE, OFFENDER)
                .setPayment(Cases.payment(PaymentDirection.REQUESTED, null))
                .build();

        assertThat(Completeness.of(poorest()
                                .setVictims(List.of(party(VICTIM, AgeBand.ADULT)))
                                .setEvidence(List.of(from))
                                .build())
                        .score())
                .isEqualTo(0.32);
        assertThat(Completeness.of(poorest()
                        .setVictims(List.of(party(VICTIM, AgeBand.ADULT)))
                        .setEvidence(List.of(from, demand))
                        .build()))
                .satisfies(both -> assertThat(both.score()).isEqualTo(0.30))
                .satisfies(both -> assertThat(both.missing()).contains("payment.handle"));
    }

    @Test
    void whatOneVictimLacksIsMissing() {
        assertThat(Completeness.of(poorest()
                                .setVictims(
                                        List.of(party(VICTIM, AgeBand.AGE_13_15), party("another", AgeBand.UNKNOWN)))
                                .build())
                        .missing())
                .contains("victim.age");
    }
}
