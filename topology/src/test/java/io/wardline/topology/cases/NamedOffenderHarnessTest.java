// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.CaseFixture.CASE;
import static io.wardline.topology.cases.CaseFixture.alert;
import static io.wardline.topology.cases.CaseFixture.hour;
import static io.wardline.topology.cases.CaseFixture.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wardline.topology.account.NamedOffender;
import io.wardline.topology.event.ReportEvent.Kind;
import org.junit.jupiter.api.Test;

/** Goal: whether a case names its offender is told when that changes, and only then. Method: the live case clock in Flink's harness. */
class NamedOffenderHarnessTest {
    @Test
    void aCaseNamesItsOffenderFromItsFirstAlertOn() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.at(1)
                    .tell(alert("a").at(1))
                    .tell(alert("b").at(1))
                    .report(report(Kind.FILED, 2))
                    .passesUntil(100);

            assertThat(clock.named()).containsExactly(new NamedOffender("stranger", CASE, true, hour(1)));
        }
    }

    @Test
    void aDismissedCaseNamesNobodyUntilANewAlertReopensIt() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a"))
                    .at(2)
                    .report(report(Kind.DISMISSED, 2))
                    .at(3)
                    .tell(alert("b").at(3));

            assertThat(clock.named())
                    .containsExactly(
                            new NamedOffender("stranger", CASE, true, hour(0)),
                            new NamedOffender("stranger", CASE, false, hour(2)),
                            new NamedOffender("stranger", CASE, true, hour(3)));
        }
    }

    @Test
    void aCaseWhoseLastAlertIsWithdrawnNamesNobody() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a"))
                    .tell(alert("b"))
                    .tell(alert("not-a").withdraws("a"))
                    .at(1)
                    .tell(alert("not-b").withdraws("b").at(1));

            assertThat(clock.named())
                    .extracting(NamedOffender::named, NamedOffender::knownAtMillis)
                    .containsExactly(tuple(true, hour(0)), tuple(false, hour(1)));
        }
    }

    @Test
    void aCaseThatWasDismissedBeforeItOpenedNamesNobody() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.report(report(Kind.DISMISSED, 0)).tell(alert("a"));

            assertThat(clock.named()).isEmpty();
        }
    }

    /** It is kept for a year after the last thing that happened. */
    @Test
    void aCaseThatIsOutOfItsRetentionNamesNobody() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a")).passesUntil(24 * 366);

            assertThat(clock.named()).extracting(NamedOffender::named).containsExactly(true, false);
        }
    }

    @Test
    void aReplayTellsItByKnownAt() {
        try (CaseHarness clock = CaseHarness.replay(100)) {
            clock.report(report(Kind.DISMISSED, 5)).tell(alert("a").at(1)).end();

            assertThat(clock.named())
                    .containsExactly(
                            new NamedOffender("stranger", CASE, true, hour(1)),
                            new NamedOffender("stranger", CASE, false, hour(5)));
        }
    }
}
