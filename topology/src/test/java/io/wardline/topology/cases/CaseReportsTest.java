// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.CaseFixture.alert;
import static io.wardline.topology.cases.CaseFixture.hour;
import static io.wardline.topology.cases.CaseFixture.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Severity;
import io.wardline.topology.cases.CaseView.Status;
import io.wardline.topology.event.ReportEvent;
import io.wardline.topology.event.ReportEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;

/**
 * Goal: each sentence of the contract on report events holds. Method: one case under a perfect clock; expected times are the
 * contract's, in hours after the alert became known.
 */
@SuppressWarnings("ClassCanBeStatic") // jqwik's groups are inner classes
class CaseReportsTest {
    private static final int DAY = 24;

    @Group
    class AFiling {
        @Example
        void stopsTheClockAndTellsThatTheLastLevelIsResolved() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.FILED, 50).reportId("4711"))
                    .until(100 * DAY);

            assertThat(kase.told()).containsExactly("24h lead", "48h manager", "50h manager resolved");
            CaseView view = kase.view(100 * DAY);
            assertThat(view.status()).isEqualTo(Status.FILED);
            assertThat(view.breached()).isFalse();
            assertThat(Objects.requireNonNull(view.filing()).reportId()).isEqualTo("4711");
        }

        @Example
        void tellsTheLastRepeatThatIsResolved() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.FILED, 97))
                    .until(100 * DAY);

            assertThat(kase.told()).endsWith("84h breach 1", "96h breach 2", "97h breach 2 resolved");
        }

        @Example
        void tellsNobodyWhenNobodyWasTold() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.FILED, 23))
                    .until(100 * DAY);

            assertThat(kase.told()).isEmpty();
        }

        @Example
        void tellsOneAndNotAnotherForASecondReport() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.FILED, 30).reportId("1"))
                    .report(report(Kind.FILED, 31).reportId("2"))
                    .until(100 * DAY);

            assertThat(kase.told()).containsExactly("24h lead", "30h lead resolved");
        }

        @Example
        void isTheOnlyKindThatStopsTheClock() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.ACKNOWLEDGED, 1))
                    .report(report(Kind.CONFIRMED, 2))
                    .report(report(Kind.UNKNOWN, 3))
                    .report(report(Kind.REJECTED, 4))
                    .report(report(Kind.RETRACTED, 5))
                    .until(72);

            assertThat(kase.told()).containsExactly("24h lead", "48h manager", "66h legal", "72h breach");
            assertThat(kase.view(72).status()).isEqualTo(Status.OPEN);
        }

        @Example
        void countsByWhenItWasDoneAndNotByWhenItBecameKnown() {
            CaseDriver inTime = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.FILED, 80).occurred(72));
            CaseDriver late = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.FILED, 80).occurred(72 + 1 / 3_600_000.0));

            assertThat(inTime.view(80).breached()).isFalse();
            assertThat(late.view(80).breached()).isTrue();
            assertThat(late.view(80).status()).isEqualTo(Status.FILED);
        }

        @Example
        void isMissingFromTheDeadlineOn() {
            CaseDriver kase = new CaseDriver().tell(alert("a")).until(72);

            assertThat(kase.view(72 - 1 / 3_600_000.0).breached()).isFalse();
            assertThat(kase.view(72).breached()).isTrue();
        }
    }

    @Group
    class ARejectionOrRetraction {
        private static final List<Kind> BOTH = List.of(Kind.REJECTED, Kind.RETRACTED);

        @Example
        void startsTheClockAgainAtTheSameDeadline() {
            for (Kind kind : BOTH) {
                CaseDriver kase = new CaseDriver()
                        .tell(alert("a"))
                        .report(report(Kind.FILED, 10))
                        .report(report(kind, 12))
                        .until(73);

                assertThat(kase.told())
                        .as("%s", kind)
                        .containsExactly("24h lead", "48h manager", "66h legal", "72h breach");
                assertThat(kase.view(73).deadlineMillis()).isEqualTo(hour(72));
                assertThat(kase.view(73).status()).isEqualTo(Status.OPEN);
                assertThat(kase.view(73).breached()).isTrue();
            }
        }

        @Example
        void firesTheHighestOverdueLevelAgainUnderANewId() {
            for (Kind kind : BOTH) {
                CaseDriver kase = new CaseDriver()
                        .tell(alert("a"))
                        .report(report(Kind.FILED, 50))
                        .report(report(kind, 55))
                        .until(67);

                assertThat(kase.told())
                        .as("%s", kind)
                        .containsExactly(
                                "24h lead", "48h manager", "50h manager resolved", "55h manager overdue", "66h legal");
                assertThat(ids(kase)).doesNotHaveDuplicates();
            }
        }

        @Example
        void firesOnlyTheHighestOfThoseThatFellDueMeanwhile() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.FILED, 10))
                    .report(report(Kind.REJECTED, 70))
                    .until(73);

            assertThat(kase.told()).containsExactly("70h legal overdue", "72h breach");
        }

        @Example
        void firesTheBreachAgainAfterTheDeadline() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.FILED, 71))
                    .report(report(Kind.RETRACTED, 73))
                    .until(85);

            assertThat(kase.told())
                    .containsExactly(
                            "24h lead",
                            "48h manager",
                            "66h legal",
                            "71h legal resolved",
                            "73h breach overdue",
                            "84h breach 1");
        }

        @Example
        void isResolvedByTheNextFiling() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.FILED, 30).reportId("1"))
                    .report(report(Kind.REJECTED, 31).reportId("1"))
                    .report(report(Kind.FILED, 32).reportId("2"))
                    .until(100);

            assertThat(kase.told())
                    .containsExactly("24h lead", "30h lead resolved", "31h lead overdue", "32h lead resolved");
            assertThat(ids(kase)).doesNotHaveDuplicates();
        }

        @Example
        void ofAnotherReportChangesNothing() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.FILED, 10).reportId("1"))
                    .report(report(Kind.FILED, 11).reportId("2"))
                    .report(report(Kind.REJECTED, 12).reportId("1"))
                    .until(100);

            assertThat(kase.view(100).status()).isEqualTo(Status.FILED);
            assertThat(kase.told()).isEmpty();
        }
    }

    @Group
    class AnAcknowledgement {
        @Example
        void quietsRepeatsForFourHours() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.ACKNOWLEDGED, 80.5))
                    .report(report(Kind.ACKNOWLEDGED, 92))
                    .until(108);

            // 84 is within four hours of 80.5; 96 is four hours after 92, and no longer quiet.
            assertThat(kase.told())
                    .containsExactly(
                            "24h lead", "48h manager", "66h legal", "72h breach", "96h breach 2", "108h breach 3");
        }

        @Example
        void quietsNoLevelAndNotTheBreach() {
            CaseDriver kase = new CaseDriver().tell(alert("a"));
            for (double before : new double[] {23, 47, 65, 71}) {
                kase.report(report(Kind.ACKNOWLEDGED, before));
            }

            assertThat(kase.until(73).told()).containsExactly("24h lead", "48h manager", "66h legal", "72h breach");
            assertThat(kase.view(73).deadlineMillis()).isEqualTo(hour(72));
        }
    }

    @Group
    class ADismissal {
        /** Found by a random case. */
        @Example
        void thatEndsByAFilingWhichWasTakenBackBeforeItWasKnownTellsTheHighestLevelAgain() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.DISMISSED, 80))
                    .report(report(Kind.RETRACTED, 100).occurred(95))
                    .report(report(Kind.FILED, 101).occurred(90))
                    .until(107);

            assertThat(kase.told())
                    .containsExactly("24h lead", "48h manager", "66h legal", "72h breach", "101h breach 2 overdue");
        }

        /** Found by a random case: the crisis is told at once or not at all, and never hours late because somebody filed. */
        @Example
        void thatAFilingFollowsTellsNobodyLateOfACrisis() {
            CaseDriver kase = new CaseDriver()
                    .report(report(Kind.DISMISSED, 1))
                    .tell(alert("a").at(2).crisis())
                    .report(report(Kind.FILED, 30))
                    .until(100 * DAY);

            assertThat(kase.told()).isEmpty();
            assertThat(kase.view(31).status()).isEqualTo(Status.FILED);
        }

        @Example
        void closesTheCaseWithItsReason() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.DISMISSED, 30).note("a quarrel among friends"))
                    .until(90 * DAY);

            assertThat(kase.told()).containsExactly("24h lead");
            CaseView view = kase.view(90 * DAY);
            assertThat(view.status()).isEqualTo(Status.DISMISSED);
            assertThat(view.breached()).isFalse();
            assertThat(Objects.requireNonNull(view.dismissal()).note()).isEqualTo("a quarrel among friends");
        }

        @Example
        void doesNotUndoABreach() {
            CaseDriver kase = new CaseDriver().tell(alert("a")).report(report(Kind.DISMISSED, 80));

            assertThat(kase.view(90).status()).isEqualTo(Status.DISMISSED);
            assertThat(kase.view(90).breached()).isTrue();
        }

        @Example
        void isUndoneByANewAlertWithItsOwnClock() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.DISMISSED, 30))
                    .tell(alert("b").at(100))
                    .until(173);

            assertThat(kase.told())
                    .containsExactly("24h lead", "124h lead", "148h manager", "166h legal", "172h breach");
            assertThat(kase.view(101).status()).isEqualTo(Status.OPEN);
            assertThat(kase.view(101).deadlineMillis()).isEqualTo(hour(172));
            assertThat(ids(kase)).doesNotHaveDuplicates();
        }

        @Example
        void isNotUndoneByACorrection() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.DISMISSED, 30))
                    .tell(alert("b").at(40).supersedes("a"))
                    .tell(alert("c").at(41).withdraws("b"))
                    .until(100);

            assertThat(kase.view(100).status()).isEqualTo(Status.DISMISSED);
            assertThat(kase.told()).containsExactly("24h lead");
        }

        /** The withdrawal of the dismissed alert was known long before; the new alert's clock must not begin there. */
        @Example
        void leavesTheClockOfTheNextAlertAloneWhenItsOwnAlertIsCorrected() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.DISMISSED, 30))
                    .tell(alert("withdrawal").at(40).knownAt(0).withdraws("a"))
                    .tell(alert("b").at(100))
                    .until(125);

            assertThat(kase.view(101).deadlineMillis()).isEqualTo(hour(172));
            assertThat(kase.view(101).knownAtMillis()).isEqualTo(hour(100));
            assertThat(kase.told()).containsExactly("24h lead", "124h lead");
        }

        @Example
        void maySucceedAnotherDismissal() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.DISMISSED, 10))
                    .tell(alert("b").at(20))
                    .report(report(Kind.DISMISSED, 30))
                    .tell(alert("c").at(40));

            assertThat(kase.view(41).status()).isEqualTo(Status.OPEN);
            assertThat(kase.view(41).deadlineMillis()).isEqualTo(hour(112));
        }

        @Example
        void isFollowedByAFilingAfterAReopening() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.DISMISSED, 10))
                    .tell(alert("b").at(100))
                    .report(report(Kind.FILED, 150))
                    .until(200);

            assertThat(kase.view(200).status()).isEqualTo(Status.FILED);
            assertThat(kase.view(200).breached()).isFalse();
            assertThat(kase.told()).containsExactly("124h lead", "148h manager", "150h manager resolved");
        }
    }

    @Group
    class AnAlertAfterTheFiling {
        @Example
        void leavesTheCaseFiledAndASupplementDue() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.FILED, 10))
                    .tell(alert("b").at(20).severity(Severity.CRITICAL))
                    .until(100 * DAY);

            assertThat(kase.view(100 * DAY).status()).isEqualTo(Status.FILED);
            assertThat(kase.view(100 * DAY).severity()).isEqualTo(Severity.CRITICAL);
            assertThat(kase.told()).isEmpty();
            assertThat(kase.state().alerts())
                    .extracting(AlertFact::supplementDue)
                    .containsExactly(false, true);
        }

        @Example
        void isNoSupplementBeforeIt() {
            CaseDriver kase =
                    new CaseDriver().tell(alert("a")).tell(alert("b").at(1)).report(report(Kind.FILED, 10));

            assertThat(kase.state().alerts()).noneMatch(AlertFact::supplementDue);
        }
    }

    @Group
    class AReportBeforeItsCase {
        @Example
        void waitsAndTakesEffectWhenTheCaseOpens() {
            CaseDriver kase = new CaseDriver()
                    .report(report(Kind.FILED, -29 * DAY))
                    .tell(alert("a"))
                    .until(100);

            assertThat(kase.view(1).status()).isEqualTo(Status.FILED);
            assertThat(kase.view(100).breached()).isFalse();
            assertThat(kase.told()).isEmpty();
            assertThat(kase.expired()).isEmpty();
        }

        @Example
        void isGivenBackAfterThirtyDaysWithItsBytes() {
            CaseDriver kase = new CaseDriver().report(report(Kind.FILED, 0).id("early"));

            assertThat(kase.until(30 * DAY - 0.001).expired()).isEmpty();
            assertThat(kase.until(30 * DAY).expired()).singleElement().satisfies(expired -> {
                assertThat(expired.eventId()).isEqualTo("early");
                assertThat(expired.bytes()).isEqualTo("bytes of early".getBytes(StandardCharsets.UTF_8));
            });
            assertThat(kase.isGone()).isTrue();
        }

        @Example
        void waitsForItselfAlone() {
            CaseDriver kase = new CaseDriver()
                    .report(report(Kind.FILED, 0))
                    .report(report(Kind.RETRACTED, 10 * DAY))
                    .until(35 * DAY);

            assertThat(kase.expired()).extracting(ReportEvent::kind).containsExactly(Kind.FILED);
            assertThat(kase.isGone()).isFalse();
            assertThat(kase.until(40 * DAY).isGone()).isTrue();
        }

        @Example
        void givesItsBytesUpOnceTheCaseIsKnown() {
            CaseDriver kase = new CaseDriver().report(report(Kind.FILED, -1)).tell(alert("a"));

            assertThat(kase.state().reports()).singleElement().satisfies(known -> assertThat(known.bytes())
                    .isEmpty());
        }

        @Example
        void reopensNothing() {
            CaseDriver kase = new CaseDriver()
                    .report(report(Kind.DISMISSED, -1))
                    .tell(alert("a"))
                    .until(50);

            assertThat(kase.view(50).status()).isEqualTo(Status.DISMISSED);
        }
    }

    @Group
    class TheOrderOfReports {
        /** By when they occurred, whatever the order in which they become known. */
        @Property(tries = 300)
        void doesNotMatter(@ForAll Random random) {
            List<CaseFixture.Report> reports = new ArrayList<>();
            Kind[] kinds = Kind.values();
            for (int i = 0; i < 6; i++) {
                CaseFixture.Report next = report(kinds[random.nextInt(kinds.length)], 20)
                        .id("r" + i)
                        .occurred(random.nextInt(10));
                if (random.nextBoolean()) {
                    next.reportId("" + random.nextInt(2));
                }
                reports.add(next);
            }
            CaseDriver one = new CaseDriver().tell(alert("a"));
            reports.forEach(one::report);
            Collections.shuffle(reports, random);
            boolean before = random.nextBoolean();
            CaseDriver other = before ? new CaseDriver() : new CaseDriver().tell(alert("a"));
            reports.forEach(other::report);
            if (before) {
                other.tell(alert("a").at(20).knownAt(0));
            }

            assertThat(other.view(30).status()).isEqualTo(one.view(30).status());
            assertThat(other.view(30).filing())
                    .usingRecursiveComparison()
                    .isEqualTo(one.view(30).filing());
            assertThat(other.view(30).breached()).isEqualTo(one.view(30).breached());
            assertThat(other.view(30).deadlineMillis()).isEqualTo(one.view(30).deadlineMillis());
        }

        @Example
        void aRetractionKnownBeforeItsFilingLeavesTheCaseOpen() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.RETRACTED, 12).occurred(11))
                    .report(report(Kind.FILED, 13).occurred(10))
                    .until(25);

            assertThat(kase.view(25).status()).isEqualTo(Status.OPEN);
            assertThat(kase.told()).containsExactly("24h lead");
        }
    }

    @Group
    class Copies {
        @Example
        void ofAReportChangeNothing() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .report(report(Kind.FILED, 30).id("r"));
            CaseState before = kase.state();

            kase.report(report(Kind.RETRACTED, 40).id("r"));

            assertThat(kase.state()).usingRecursiveComparison().isEqualTo(before);
            assertThat(kase.told()).containsExactly("24h lead", "30h lead resolved");
        }

        @Example
        void ofAnAlertChangeNothing() {
            CaseDriver kase = new CaseDriver().tell(alert("a"));
            CaseState before = kase.state();

            kase.tell(alert("a").at(10).crisis());

            assertThat(kase.state()).usingRecursiveComparison().isEqualTo(before);
            assertThat(kase.told()).isEmpty();
        }
    }

    private static List<String> ids(CaseDriver kase) {
        return kase.escalations().stream().map(Escalation::escalationId).toList();
    }
}
