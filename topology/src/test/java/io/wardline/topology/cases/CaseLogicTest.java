// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.CaseFixture.alert;
import static io.wardline.topology.cases.CaseFixture.hour;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Severity;
import io.wardline.topology.cases.CaseView.Status;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Party;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;

/**
 * Goal: each sentence of the contract on cases and their ladder holds. Method: one case under a perfect clock; expected times are the
 * contract's, in hours after the alert became known.
 */
@SuppressWarnings("ClassCanBeStatic") // jqwik's groups are inner classes
class CaseLogicTest {
    private static final int DAY = 24;

    @Group
    class TheLadder {
        @Example
        void tellsLeadManagerLegalAndBreachAtTheirHours() {
            CaseDriver kase = new CaseDriver().tell(alert("a")).until(83.9);

            assertThat(kase.told()).containsExactly("24h lead", "48h manager", "66h legal", "72h breach");
        }

        @Example
        void tellsNothingAMillisecondEarly() {
            CaseDriver kase = new CaseDriver().tell(alert("a"));
            for (double level : new double[] {24, 48, 66, 72}) {
                int before = kase.told().size();
                kase.until(level - 1 / 3_600_000.0);
                assertThat(kase.told()).hasSize(before);
                kase.until(level);
                assertThat(kase.told()).hasSize(before + 1);
            }
        }

        @Example
        void repeatsTheBreachEveryTwelveHoursAndTwentyEightTimesAtMost() {
            CaseDriver kase = new CaseDriver().tell(alert("a")).until(200 * DAY);

            List<String> expected = new ArrayList<>(List.of("24h lead", "48h manager", "66h legal", "72h breach"));
            for (int repeat = 1; repeat <= 28; repeat++) {
                expected.add("%dh breach %d".formatted(72 + 12 * repeat, repeat));
            }
            assertThat(kase.told()).isEqualTo(expected);
        }

        @Example
        void countsFromTheEarliestKnownAtOfAReportableAlert() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("not-reportable").notReportable().at(0))
                    .tell(alert("first").at(10))
                    .tell(alert("second").at(20))
                    .until(90);

            assertThat(kase.told()).containsExactly("34h lead", "58h manager", "76h legal", "82h breach");
            assertThat(kase.view(90).knownAtMillis()).isEqualTo(hour(10));
            assertThat(kase.view(90).deadlineMillis()).isEqualTo(hour(82));
        }

        /** Known at 0 and told, since it needed a late event, at 30. */
        @Example
        void tellsAtOnceWhatWasDueBeforeTheCaseOpened() {
            CaseDriver kase =
                    new CaseDriver().tell(alert("a").at(30).knownAt(0)).until(50);

            assertThat(kase.told()).containsExactly("30h lead overdue", "48h manager");
        }

        @Example
        void carriesDueAtAndWhatRemains() {
            CaseDriver kase = new CaseDriver().tell(alert("a")).until(84);

            assertThat(kase.escalations())
                    .extracting(Escalation::dueAtMillis)
                    .containsExactly(hour(24), hour(48), hour(66), hour(72), hour(84));
            assertThat(kase.escalations())
                    .extracting(Escalation::remainingMillis)
                    .containsExactly(millis(48), millis(24), millis(6), millis(0), millis(-12));
            assertThat(kase.escalations()).extracting(Escalation::caseId).containsOnly(CaseFixture.CASE);
            assertThat(kase.escalations()).noneMatch(Escalation::overdue).noneMatch(Escalation::resolved);
        }

        @Example
        void hasIdsThatDependOnNothingButTheLevel() {
            CaseDriver onTime = new CaseDriver().tell(alert("a")).until(100);
            CaseDriver late = new CaseDriver().tellAt(90, alert("a")).until(100);

            assertThat(ids(late)).isEqualTo(ids(onTime)).doesNotHaveDuplicates();
            assertThat(late.told()).isNotEqualTo(onTime.told());
        }
    }

    @Group
    class TheDeadline {
        @Example
        void existsWhenAVictimIsAMinorOrOfUnknownAge() {
            for (AgeBand band : AgeBand.values()) {
                CaseView view =
                        new CaseDriver().tell(alert("a").victim("person", band)).view(1);
                if (band == AgeBand.ADULT) {
                    assertThat(view.deadlineMillis()).as("%s", band).isNull();
                } else {
                    assertThat(view.deadlineMillis()).as("%s", band).isEqualTo(hour(72));
                }
            }
        }

        @Example
        void doesNotExistForAdultsAndNobodyIsTold() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a").victim("adult", AgeBand.ADULT))
                    .until(100 * DAY);

            assertThat(kase.told()).isEmpty();
            assertThat(kase.view(100 * DAY).breached()).isFalse();
            assertThat(kase.view(100 * DAY).status()).isEqualTo(Status.OPEN);
        }

        @Example
        void doesNotExistForWhatIsNotReportable() {
            CaseDriver kase = new CaseDriver().tell(alert("a").notReportable()).until(100 * DAY);

            assertThat(kase.told()).isEmpty();
            assertThat(kase.view(1).deadlineMillis()).isNull();
        }

        @Example
        void existsWhenOneOfSeveralVictimsIsAMinor() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a").victim("adult", AgeBand.ADULT))
                    .tell(alert("b").at(1).victim("child", AgeBand.UNDER_13));

            assertThat(kase.view(2).deadlineMillis()).isEqualTo(hour(72));
        }

        @Example
        void comesWhenAVictimTurnsOutToBeAMinor() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a").victim("person", AgeBand.ADULT))
                    .tell(alert("b").at(30).victim("person", AgeBand.AGE_16_17))
                    .until(50);

            assertThat(kase.state().victims()).containsExactly(new Party("person", AgeBand.AGE_16_17, null, null));
            assertThat(kase.told()).containsExactly("30h lead overdue", "48h manager");
        }

        @Example
        void comesWhenAnAlertToldBeforeTurnsOutToHaveAMinorForAVictim() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a").victim("person", AgeBand.ADULT))
                    .tell(alert("a")
                            .at(30)
                            .victim("person", AgeBand.AGE_16_17)
                            .severity(Severity.CRITICAL)
                            .refresh())
                    .until(50);

            assertThat(kase.told()).containsExactly("30h lead overdue", "48h manager");
            assertThat(kase.view(50).deadlineMillis()).isEqualTo(hour(72));
            assertThat(kase.view(50).severity()).isEqualTo(Severity.CRITICAL);
            assertThat(kase.state().alerts()).hasSize(1);
        }

        @Example
        void isMovedByNoCorrection() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a").at(0))
                    .tell(alert("b").at(10).supersedes("a"))
                    .tell(alert("c").at(11).withdraws("b").knownAt(10));

            assertThat(kase.view(12).deadlineMillis()).isEqualTo(hour(72));
        }

        @Property(tries = 200)
        void neverMovesLaterWhateverIsToldAfterwards(@ForAll Random random) {
            CaseDriver kase = new CaseDriver().tell(alert("0").at(random.nextInt(50)));
            long deadline = Objects.requireNonNull(kase.view(50).deadlineMillis());
            for (int i = 1; i < 10; i++) {
                int at = 50 + i;
                CaseFixture.Alert next = alert("" + i).at(at).knownAt(random.nextInt(at));
                switch (random.nextInt(3)) {
                    case 0 -> next.supersedes("" + random.nextInt(i));
                    case 1 -> next.withdraws("" + random.nextInt(i));
                    default -> {}
                }
                long after = Objects.requireNonNull(kase.tell(next).view(at).deadlineMillis());
                assertThat(after).isLessThanOrEqualTo(deadline);
                deadline = after;
            }
        }
    }

    @Group
    class ACrisis {
        @Example
        void tellsLegalAtOnceSkipsTheLevelsBelowAndKeepsTheBreach() {
            CaseDriver kase = new CaseDriver().tell(alert("a").crisis()).until(84);

            assertThat(kase.told()).containsExactly("0h legal", "72h breach", "84h breach 1");
        }

        @Example
        void skipsOnlyWhatWasNotToldYet() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .tell(alert("b").at(30).crisis())
                    .until(73);

            assertThat(kase.told()).containsExactly("24h lead", "30h legal", "72h breach");
        }

        @Example
        void doesNotTellLegalTwice() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a"))
                    .tell(alert("b").at(70).crisis())
                    .tell(alert("c").at(71).crisis())
                    .until(73);

            assertThat(kase.told()).containsExactly("24h lead", "48h manager", "66h legal", "72h breach");
        }

        @Example
        void tellsLegalOnceWhereThereIsNoDeadline() {
            CaseDriver kase = new CaseDriver()
                    .tell(alert("a").crisis().victim("adult", AgeBand.ADULT))
                    .tell(alert("b").at(5).crisis().victim("adult", AgeBand.ADULT))
                    .until(100 * DAY);

            assertThat(kase.told()).containsExactly("0h legal");
        }

        @Example
        void isTheCasesCrisis() {
            CaseDriver kase = new CaseDriver().tell(alert("a"));
            assertThat(kase.view(0).crisis()).isFalse();

            assertThat(kase.tell(alert("b").at(1).crisis()).view(1).crisis()).isTrue();
        }

        /** Whatever levels a platform names: a life may be at risk. */
        @Example
        void tellsLegalEvenWhereTheLadderHasNoSuchLevel() {
            Ladder usual = Ladder.DEFAULT;
            Ladder ladder = new Ladder(
                    List.of(
                            new Ladder.Level("desk", Duration.ofHours(12)),
                            new Ladder.Level("night", Duration.ofHours(40))),
                    usual.deadline(),
                    usual.breachEvery(),
                    usual.breachRepeats(),
                    usual.quietFor());
            CaseDriver kase = new CaseDriver(new CaseLogic(ladder, Duration.ofDays(30), Keeping.DEFAULT))
                    .tell(alert("a"))
                    .tell(alert("b").at(20).crisis())
                    .until(73);

            assertThat(kase.told()).containsExactly("12h desk", "20h legal", "72h breach");
        }
    }

    @Example
    void severityIsTheGravestStandingAlerts() {
        CaseDriver kase = new CaseDriver()
                .tell(alert("a").severity(Severity.CRITICAL))
                .tell(alert("b").severity(Severity.MEDIUM));
        assertThat(kase.view(0).severity()).isEqualTo(Severity.CRITICAL);

        kase.tell(alert("w").at(1).severity(Severity.CRITICAL).withdraws("a"));

        assertThat(kase.view(1).severity()).isEqualTo(Severity.MEDIUM);
    }

    @Example
    void evidenceIsInFullWithTheStepsItStandsFor() {
        CaseDriver kase = new CaseDriver()
                .tell(alert("a"))
                .tell(alert("b")
                        .at(1)
                        .evidence(alert("a").tell().evidence().stream()
                                .map(item -> item.event())
                                .toList()));

        assertThat(kase.state().evidence()).singleElement().satisfies(item -> {
            assertThat(item.event().text()).isEqualTo("words of a");
            assertThat(item.steps()).containsExactly("threat-after-image/threat");
        });
    }

    private static List<String> ids(CaseDriver kase) {
        return kase.escalations().stream().map(Escalation::escalationId).toList();
    }

    private static long millis(int hours) {
        return Duration.ofHours(hours).toMillis();
    }
}
