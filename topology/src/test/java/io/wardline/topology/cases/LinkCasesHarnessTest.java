// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.LinkingHarness.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.wardline.topology.account.Decision;
import io.wardline.topology.account.Decision.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Goal: a case knows its offender's other accounts, whichever became known first. Method: the two operators in Flink's harness. */
class LinkCasesHarnessTest {
    @Example
    void anOpenCaseHearsOfTheAccountThatCameBackAndItsCaseOfTheOneThatWentBefore() {
        try (LinkingHarness linking = LinkingHarness.onRocksDb()) {
            linking.name("gone", "case-of-gone", 1)
                    .decide(decision("back", Action.BLOCK, 5, "gone", "gone:0.9"))
                    .goOn()
                    .name("back", "case-of-back", 7);

            assertThat(linking.standing())
                    .containsExactly(
                            entry("case-of-back", "gone [gone DEVICE 0.9 [case-of-gone]]"),
                            entry("case-of-gone", "gone [back DEVICE 0.9 []]"));
            assertThat(linking.told()).extracting(CaseLinks::knownAtMillis).containsExactly(5L, 7L);
        }
    }

    @Example
    void everyCaseOfTheAccountHearsOfIt() {
        try (LinkingHarness linking = LinkingHarness.onHeap()) {
            linking.name("gone", "one", 1)
                    .name("gone", "two", 2)
                    .name("another", "three", 3)
                    .decide(decision("back", Action.BLOCK, 5, null, "gone:0.9"))
                    .goOn();

            assertThat(linking.standing()).containsOnlyKeys("one", "two");
        }
    }

    @Example
    void aCaseOfWhoeverIsLinkedToNobodyHearsNothing() {
        try (LinkingHarness linking = LinkingHarness.onHeap()) {
            linking.decide(decision("stranger", Action.NONE, 1, null)).goOn().name("stranger", "one", 2);

            assertThat(linking.told()).isEmpty();
        }
    }

    @Example
    void whatSaysNothingNewIsNotTold() {
        try (LinkingHarness linking = LinkingHarness.onHeap()) {
            linking.name("gone", "one", 1)
                    .decide(decision("back", Action.REVIEW, 5, null, "gone:0.9"))
                    .decide(decision("back", Action.REVIEW, 5, null, "gone:0.9"))
                    .decide(decision("back", Action.BLOCK, 6, null, "gone:0.9"))
                    .goOn()
                    .name("gone", "one", 9);

            assertThat(linking.told()).hasSize(1);
        }
    }

    @Example
    void aLaterDecisionTakesBackWhatItDoesNotSay() {
        try (LinkingHarness linking = LinkingHarness.onHeap()) {
            linking.name("gone", "one", 1)
                    .name("other", "two", 1)
                    .name("back", "three", 1)
                    .decide(decision("back", Action.BLOCK, 5, "gone", "gone:0.9", "other:0.5"))
                    .decide(decision("back", Action.REVIEW, 6, "gone", "gone:0.45"))
                    .goOn();

            assertThat(linking.standing())
                    .containsOnly(
                            entry("one", "gone [back DEVICE 0.45 []]"),
                            entry("two", "null []"),
                            entry("three", "gone [gone DEVICE 0.45 [case-of-gone]]"));
        }
    }

    /** No decision on the account itself may say so. */
    @Example
    void theCaseOfWhoBeganARingTellsTheRingForAsLongAsAnybodyIsInIt() {
        try (LinkingHarness linking = LinkingHarness.onRocksDb()) {
            linking.name("gone", "one", 1)
                    .decide(decision("back", Action.BLOCK, 5, "gone", "gone:0.9"))
                    .decide(decision("again", Action.BLOCK, 6, "gone", "gone:0.9"))
                    .decide(decision("back", Action.REVIEW, 7, "older", "gone:0.5", "older:0.9"))
                    .goOn();
            assertThat(linking.standing()).containsOnly(entry("one", "gone [again DEVICE 0.9 [], back DEVICE 0.5 []]"));

            linking.decide(decision("again", Action.REVIEW, 8, "older", "gone:0.5", "older:0.9"))
                    .goOn();
            assertThat(linking.standing()).containsOnly(entry("one", "null [again DEVICE 0.5 [], back DEVICE 0.5 []]"));
        }
    }

    /** What is too weak to act on makes nobody a linked account; who is one of a ring stays it. */
    @Example
    void aDecisionOfNoneTakesItsLinksBackAndKeepsTheRing() {
        try (LinkingHarness linking = LinkingHarness.onHeap()) {
            linking.name("gone", "one", 1)
                    .name("back", "two", 1)
                    .decide(decision("back", Action.BLOCK, 5, "gone", "gone:0.9"))
                    .decide(decision("back", Action.NONE, 6, "gone", "gone:0.3"))
                    .goOn();

            assertThat(linking.standing()).containsOnly(entry("one", "null []"), entry("two", "gone []"));
        }
    }

    @Example
    void ofTwoDecisionsTheLaterStandsWhicheverComesFirst() {
        try (LinkingHarness linking = LinkingHarness.onHeap()) {
            linking.name("gone", "one", 1)
                    .decide(decision("back", Action.BLOCK, 6, null, "gone:0.9"))
                    .decide(decision("back", Action.REVIEW, 5, null, "gone:0.4"))
                    .goOn();
            assertThat(linking.standing()).containsOnly(entry("one", "null [back DEVICE 0.9 []]"));

            // Of one time, the one that comes last.
            linking.decide(decision("back", Action.REVIEW, 6, null, "gone:0.5")).goOn();
            assertThat(linking.standing()).containsOnly(entry("one", "null [back DEVICE 0.5 []]"));
        }
    }

    /** Two disabled accounts may each be linked to the other. */
    @Example
    void aLinkThatBothDecisionsTellIsOne() {
        try (LinkingHarness linking = LinkingHarness.onHeap()) {
            linking.name("a", "one", 1)
                    .decide(decision("a", Action.REVIEW, 5, null, "b:0.45"))
                    .decide(decision("b", Action.BLOCK, 6, null, "a:0.9"))
                    .goOn();

            assertThat(linking.standing()).containsOnly(entry("one", "null [b DEVICE 0.9 [case-of-b]]"));
        }
    }

    @Property(tries = 50)
    void whatStandsInTheEndDoesNotDependOnWhatCameFirst(@ForAll Random random) {
        List<Decision> decisions = List.of(
                decision("back", Action.REVIEW, 3, null, "gone:0.5"),
                decision("back", Action.BLOCK, 5, "gone", "gone:0.9", "other:0.9"),
                decision("again", Action.BLOCK, 6, "gone", "gone:0.9", "back:0.6"),
                decision("again", Action.NONE, 8, "gone", "gone:0.2"),
                decision("third", Action.REVIEW, 7, "gone", "back:0.5"));
        try (LinkingHarness sorted = LinkingHarness.onHeap();
                LinkingHarness shuffled = LinkingHarness.onHeap()) {
            List.of("gone", "other", "back", "again").forEach(account -> sorted.name(account, "case-" + account, 1));
            decisions.forEach(sorted::decide);
            sorted.goOn();

            List<Runnable> facts = new ArrayList<>();
            decisions.forEach(decision -> facts.add(() -> shuffled.decide(decision)));
            for (String account : List.of("gone", "other", "back", "again")) {
                facts.add(() -> shuffled.name(account, "case-" + account, 1));
                facts.add(shuffled::goOn);
            }
            Collections.shuffle(facts, random);
            facts.forEach(Runnable::run);
            shuffled.goOn();

            assertThat(said(shuffled)).isEqualTo(said(sorted));
        }
    }

    /** A case that was told to say nothing says what one says that was told nothing. */
    private static Map<String, String> said(LinkingHarness linking) {
        Map<String, String> said = linking.standing();
        said.values().removeIf("null []"::equals);
        return said;
    }

    @Example
    void theHeaviestSixtyFourAreKept() {
        try (LinkingHarness linking = LinkingHarness.onHeap()) {
            linking.name("gone", "one", 1);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(7));
            order.forEach(i -> linking.decide(
                    decision("back-%02d".formatted(i), Action.REVIEW, 5, null, "gone:" + (i < 20 ? 0.4 : 0.9))));
            linking.goOn();

            List<CaseLinks> told = linking.told();
            Linked last = told.get(told.size() - 1).linked();
            assertThat(last.accounts()).hasSize(64);
            assertThat(last.accounts().subList(0, 60)).allMatch(other -> other.weight() == 0.9);
            assertThat(last.accounts().subList(60, 64))
                    .extracting(LinkedAccount::accountId)
                    .containsExactly("back-00", "back-01", "back-02", "back-03");
        }
    }

    @Example
    void ofAnAccountsCasesTheFirstThousandAndTwentyFourAreKept() {
        try (LinkingHarness linking = LinkingHarness.onHeap()) {
            for (int i = 0; i < 1_030; i++) {
                linking.name("gone", "case-" + i, 1);
            }
            linking.decide(decision("back", Action.BLOCK, 5, null, "gone:0.9")).goOn();

            assertThat(linking.told()).hasSize(1_024);
            assertThat(linking.standing()).containsKey("case-0").doesNotContainKey("case-1024");
        }
    }

    @Example
    void nothingIsKeptOfAnAccountThatNothingLinks() {
        try (LinkingHarness linking = LinkingHarness.onHeap()) {
            linking.decide(decision("stranger", Action.NONE, 1, null, "gone:0.1"))
                    .goOn();

            assertThat(linking.spreadSoFar()).isEmpty();
            assertThat(linking.stateEntries()).isZero();
        }
    }

    @Example
    void everythingGoesWithItsRetention() {
        try (LinkingHarness linking = LinkingHarness.onHeap()) {
            linking.after(Duration.ZERO)
                    .name("gone", "one", 1)
                    .decide(decision("back", Action.BLOCK, 5, null, "gone:0.9"))
                    .goOn();
            int told = linking.told().size();

            // The case is gone: nobody is told any more.
            linking.after(LinkingHarness.KEEP_CASES.plusMillis(1))
                    .decide(decision("back", Action.REVIEW, 6, null, "gone:0.5"))
                    .goOn();
            assertThat(linking.told()).hasSize(told);

            // A new one hears of the links, and none does once they are out of their retention too.
            linking.name("gone", "two", 7);
            assertThat(linking.told()).hasSize(told + 1);
            linking.after(LinkingHarness.KEEP_CASES
                            .plus(LinkingHarness.KEEP_LINKS)
                            .plusDays(1))
                    .name("gone", "three", 8);
            assertThat(linking.told()).hasSize(told + 1);
        }
    }

    @Example
    void whatIsTakenBackLeavesNoLinks() {
        try (LinkingHarness linking = LinkingHarness.onHeap()) {
            linking.decide(decision("back", Action.BLOCK, 5, null, "gone:0.9"))
                    .decide(decision("back", Action.NONE, 6, null))
                    .goOn();

            // Only that the decision of time 6 stands.
            assertThat(linking.stateEntries()).isEqualTo(1);
            assertThat(Objects.requireNonNull(linking.spreadSoFar()).get(3).linked())
                    .isEmpty();
        }
    }
}
