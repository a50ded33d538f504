// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.CaseFixture.alert;
import static io.wardline.topology.cases.CaseFixture.hour;
import static io.wardline.topology.cases.CaseFixture.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.event.ReportEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: however many deadlines are due, live records and checkpoints get their turn, and each case is told of once, in the order in which
 * they fell due. Method: Flink's harness, in which every move of the clock is a turn.
 */
class OverdueCasesHarnessTest {
    private static final long TURN = 20;
    private static final int AS_FAST_AS_IT_CAN = 1_000_000;
    private static final int MOST = LiveCaseOperator.MOST_IN_A_TURN;

    /** Cases that opened one after the other, from hour 0 on; the first level of each is due 24 hours later. */
    private static OperatorSubtaskState open(int cases, long millisBetween) {
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            for (int i = 0; i < cases; i++) {
                clock.tell(alert("a" + i).ofCase(name(i)).at(i * millisBetween / 3_600_000.0));
            }
            return clock.at(1).snapshot();
        }
    }

    /** Sorted otherwise than they fell due. */
    private static String name(int number) {
        return "case-%08x".formatted(number * 0x9e3779b1);
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(OverdueCasesHarnessTest::name).toList();
    }

    private static List<String> toldOf(CaseHarness clock) {
        return clock.escalations().stream().map(Escalation::caseId).toList();
    }

    /** Also when all fell due in the same millisecond. */
    @ParameterizedTest
    @ValueSource(longs = {0, 50})
    void aTurnIsBoundedAndALiveAlertIsTakenBetweenTwo(long millisBetween) {
        int cases = 4 * MOST + 100;
        OperatorSubtaskState state = open(cases, millisBetween);
        try (CaseHarness clock = CaseHarness.restored(state, AS_FAST_AS_IT_CAN)) {
            long back = hour(30);
            int live = 0;
            for (int before = 0; before < cases; ) {
                clock.atMillis(back + live * TURN);
                int after = clock.escalations().size() - live;
                assertThat(after - before).as("in one turn").isBetween(1, MOST);
                before = after;

                clock.tell(alert("live" + live).ofCase("live-" + live).at(30).crisis());
                live++;
                assertThat(clock.escalations()).hasSize(after + live);
                assertThat(clock.escalations().get(after + live - 1).caseId()).startsWith("live-");
            }

            List<String> overdue = new ArrayList<>(toldOf(clock));
            overdue.removeIf(caseId -> caseId.startsWith("live-"));
            assertThat(overdue).containsExactlyInAnyOrderElementsOf(names(0, cases));
            if (millisBetween > 0) {
                assertThat(overdue).as("in the order in which they fell due").isEqualTo(names(0, cases));
            }
            assertThat(clock.timers()).as("one a case").isEqualTo(cases + live);
        }
    }

    /** After a busy moment rather than an outage. */
    @Test
    void whatIsDueAtOnceIsToldInSeveralTurnsToo() {
        int cases = 2 * MOST + 1;
        try (CaseHarness clock = CaseHarness.restored(open(cases, 0), 1)) {
            clock.at(24);
            assertThat(clock.escalations()).hasSize(MOST);
            clock.atMillis(hour(24) + TURN);
            assertThat(clock.escalations()).hasSize(2 * MOST);
            clock.atMillis(hour(24) + 2 * TURN);

            assertThat(toldOf(clock)).containsExactlyInAnyOrderElementsOf(names(0, cases));
            assertThat(clock.escalations()).noneMatch(Escalation::overdue);
        }
    }

    @Test
    void aRestoreInTheMiddleGoesOnWhereItWasWithoutAnyRecord() {
        int cases = 1_000;
        int perSecond = 100;
        List<String> told = new ArrayList<>();
        OperatorSubtaskState state = open(cases, 100);
        try (CaseHarness clock = CaseHarness.restored(state, perSecond)) {
            for (int second = 0; second < 4; second++) {
                clock.atMillis(hour(30) + second * 1_000L);
            }
            told.addAll(toldOf(clock));
            assertThat(told).isEqualTo(names(0, 400));
            state = clock.snapshot();
        }
        try (CaseHarness clock = CaseHarness.restored(state, perSecond)) {
            for (int second = 0; second < 6; second++) {
                clock.atMillis(hour(31) + second * 1_000L);
            }
            told.addAll(toldOf(clock));

            assertThat(told).isEqualTo(names(0, cases));
            assertThat(clock.escalations()).allMatch(Escalation::overdue);
            assertThat(clock.timers()).as("one a case").isEqualTo(cases);
        }
    }

    @Test
    void aLongDrainHoldsUpNothingThatFallsDueMeanwhile() {
        OperatorSubtaskState state;
        try (CaseHarness clock = CaseHarness.restored(open(300, 0), 1)) {
            clock.tell(alert("meanwhile").ofCase("meanwhile").at(6.01));
            state = clock.at(7).snapshot();
        }
        try (CaseHarness clock = CaseHarness.restored(state, 1)) {
            for (int tenth = 0; tenth <= 600; tenth++) {
                clock.atMillis(hour(30) + tenth * 100L);
            }

            assertThat(clock.escalations())
                    .filteredOn(escalation -> escalation.caseId().equals("meanwhile"))
                    .singleElement()
                    .satisfies(escalation -> {
                        assertThat(escalation.firedAtMillis()).isEqualTo(hour(30.01));
                        assertThat(escalation.overdue()).isFalse();
                    });
            assertThat(clock.escalations()).as("one a second, and this one").hasSize(61 + 1);
        }
    }

    @Test
    void whatFallsDueWhileMuchIsSetAsideIsNotPutBehindIt() {
        OperatorSubtaskState state;
        try (CaseHarness clock = CaseHarness.restored(open(2 * MOST + 10, 1), 1)) {
            clock.tell(alert("meanwhile").ofCase("meanwhile").at(6.01));
            state = clock.at(7).snapshot();
        }
        try (CaseHarness clock = CaseHarness.restored(state, 1)) {
            clock.at(30).at(30.02).at(30.04);

            assertThat(toldOf(clock)).as("in three turns").hasSize(3 + 1).contains("meanwhile");
        }
    }

    /** A sink that was gone for hours leaves as much behind as a restart. */
    @Test
    void aSubtaskThatWasHeldUpTellsAtItsPaceToo() {
        try (CaseHarness clock = CaseHarness.restored(open(10, 1_000), 1)) {
            clock.at(2).at(30);
            assertThat(toldOf(clock)).isEqualTo(names(0, 1));

            assertThat(toldOf(clock.at(30.1))).isEqualTo(names(0, 2));
        }
    }

    @Test
    void aCaseThatIsFiledWhileItWaitsIsNotToldOf() {
        try (CaseHarness clock = CaseHarness.restored(open(10, 1_000), 1)) {
            clock.at(30);
            assertThat(toldOf(clock)).isEqualTo(names(0, 1));

            clock.report(report(Kind.FILED, 30).ofCase(name(4)));
            assertThat(clock.timers()).as("one a case").isEqualTo(10);
            for (int second = 1; second < 10; second++) {
                clock.atMillis(hour(30) + second * 1_000L);
            }

            List<String> others = new ArrayList<>(names(0, 10));
            others.remove(4);
            assertThat(toldOf(clock)).isEqualTo(others);
        }
    }

    /** Nor does what comes for it later tell it twice. */
    @Test
    void aCaseThatALiveAlertCompletesWhileItWaitsIsToldOfThenAndOnce() {
        try (CaseHarness clock = CaseHarness.restored(open(10, 1_000), 1)) {
            clock.at(30).tell(alert("more").ofCase(name(9)).at(30));
            assertThat(toldOf(clock)).containsExactly(name(0), name(9));
            for (int second = 1; second < 10; second++) {
                clock.atMillis(hour(30) + second * 1_000L);
            }

            assertThat(toldOf(clock)).doesNotHaveDuplicates().hasSize(10);
            assertThat(clock.timers()).as("one a case").isEqualTo(10);
        }
    }

    /** A watermark is of another clock, and the end of an input is one that is later than every deadline. */
    @Test
    void aWatermarkFiresNothing() {
        try (CaseHarness clock = CaseHarness.restored(open(10, 0), 1)) {
            clock.at(2).end();

            assertThat(clock.escalations()).isEmpty();
            assertThat(clock.at(24).escalations()).hasSize(10);
        }
    }
}
