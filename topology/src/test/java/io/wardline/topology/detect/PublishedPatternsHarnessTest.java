// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.SampleEvent;
import io.wardline.topology.revision.PatternStart;
import io.wardline.topology.revision.PatternStatus;
import io.wardline.topology.revision.PatternStatus.State;
import io.wardline.topology.revision.Revision;
import io.wardline.topology.revision.SampleRevision;
import io.wardline.topology.revision.StoredRevision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/**
 * Goal: a revision that is published changes what a running subtask looks for, as the contract says and in nothing else. Method: Flink's
 * operator harness on RocksDB; events and revisions in an order that the test decides.
 */
class PublishedPatternsHarnessTest {
    private static final String CONVERSATION = "conversation-1";
    private static final PatternStart NOTHING = DetectHarness.starting(List.of());
    private static final PatternStart BUNDLED =
            PatternStart.of(PatternCatalog.bundled().texts());
    private static final Revision FIRST = SampleRevision.of("trial", 1).build();

    private static Event image() {
        return SampleEvent.image("child", "stranger").build();
    }

    private static Event threat(int hours) {
        return SampleEvent.threat("stranger", "child")
                .id("threat-" + hours)
                .at(Duration.ofHours(hours))
                .build();
    }

    @Test
    void aNewPatternSeesTheHistoryOfAnOpenConversation() {
        try (DetectHarness detect = DetectHarness.of(NOTHING)) {
            detect.arrives(CONVERSATION, image());

            assertThat(detect.published(FIRST)).satisfiesExactly(status(FIRST, State.LIVE));

            assertThat(detect.arrives(CONVERSATION, threat(1))).singleElement().satisfies(tell -> {
                assertThat(tell.patternId()).isEqualTo("trial");
                assertThat(tell.evidence().get(0).event().eventId()).isEqualTo("image");
            });
        }
    }

    @Test
    void tellsAtItsStartWhatItRuns() {
        try (DetectHarness detect = DetectHarness.of(BUNDLED)) {
            detect.settle();

            assertThat(detect.statuses())
                    .extracting(PatternStatus::patternId)
                    .containsExactlyInAnyOrderElementsOf(PatternCatalog.bundled().specs().stream()
                            .filter(spec -> spec.status().runs())
                            .map(spec -> spec.id())
                            .toList());
        }
    }

    @Test
    void aShadowTellsAsideWhileTheLiveRevisionGoesOn() {
        Revision shadow = SampleRevision.after(FIRST).shadow().build();
        try (DetectHarness detect = DetectHarness.of(NOTHING)) {
            assertThat(detect.published(FIRST, shadow))
                    .satisfiesExactly(status(FIRST, State.LIVE), status(shadow, State.SHADOW));

            detect.arrive(CONVERSATION, List.of(image(), threat(1)));

            assertThat(detect.tells()).extracting(Tell::patternRevision).containsExactly(1);
            assertThat(detect.shadowAlerts()).extracting(Tell::patternRevision).containsExactly(2);
        }
    }

    @Test
    void aShadowThatTurnsLiveTakesThePlaceOfTheOneBefore() {
        Revision shadow = SampleRevision.after(FIRST).shadow().build();
        Revision live = SampleRevision.after(FIRST).build();
        try (DetectHarness detect = DetectHarness.of(NOTHING)) {
            detect.published(FIRST, shadow);

            assertThat(detect.published(live)).satisfiesExactly(status(live, State.LIVE));

            detect.arrive(CONVERSATION, List.of(image(), threat(1)));
            assertThat(detect.tells()).extracting(Tell::patternRevision).containsExactly(2);
            assertThat(detect.shadowAlerts()).isEmpty();
        }
    }

    @Test
    void aBrokenRevisionIsRejectedWithItsPlaceAndTheOneBeforeStaysLive() {
        Revision broken = SampleRevision.after(FIRST)
                .replacing("when: threat", "when: threatt")
                .build();
        try (DetectHarness detect = DetectHarness.of(NOTHING)) {
            detect.published(FIRST);

            assertThat(detect.published(broken)).singleElement().satisfies(status -> {
                assertThat(status.state()).isEqualTo(State.REJECTED);
                assertThat(status.diagnostics())
                        .singleElement()
                        .asString()
                        .startsWith("trial/pattern.yaml:14:11 error P014")
                        .contains("threat'");
            });
            assertThat(detect.arrive(CONVERSATION, List.of(image(), threat(1))))
                    .extracting(Tell::patternRevision)
                    .containsExactly(1);
            assertThat(detect.storedRevisions().values())
                    .extracting(stored -> stored.revision().revision())
                    .containsExactly(1);
        }
    }

    /** Made from the same revision by two authors: the second to come loses, on each subtask. */
    @Test
    void ofTwoRevisionsOfOneParentTheFirstToComeWinsOnEverySubtask() {
        Revision one = SampleRevision.after(FIRST).build();
        Revision other = SampleRevision.of("trial", 3).parent(FIRST.hash()).build();
        for (int i = 0; i < 2; i++) {
            try (DetectHarness detect = DetectHarness.of(NOTHING)) {
                List<PatternStatus> statuses = detect.published(FIRST, one, other);

                assertThat(statuses)
                        .extracting(PatternStatus::state)
                        .containsExactly(State.LIVE, State.LIVE, State.REJECTED);
                assertThat(statuses.get(2).diagnostics())
                        .singleElement()
                        .asString()
                        .startsWith("conflict: the current revision of trial is 2");
            }
        }
    }

    @Test
    void anotherTextUnderTheSameNumberIsAConflictAndTheStatusEndsWithWhatRuns() {
        Revision other = SampleRevision.of("trial", 1).replacing("7d", "6d").build();
        try (DetectHarness detect = DetectHarness.of(NOTHING)) {
            detect.published(FIRST);

            assertThat(detect.published(other))
                    .extracting(PatternStatus::state)
                    .containsExactly(State.REJECTED, State.LIVE);
        }
    }

    @Test
    void aBundledPatternIsOverriddenAndRetiredByItsId() {
        PatternCatalog.Entry bundled =
                PatternCatalog.bundled().find("threat-after-image").orElseThrow();
        int number = bundled.spec().revision() + 1;
        Revision wrongParent = SampleRevision.of("threat-after-image", number)
                .parent("of something else")
                .build();
        Revision retired = SampleRevision.of("threat-after-image", number)
                .parent(bundled.hash())
                .state(Revision.State.RETIRED)
                .build();
        try (DetectHarness detect = DetectHarness.of(BUNDLED)) {
            detect.settle();
            assertThat(detect.published(wrongParent))
                    .extracting(PatternStatus::state)
                    .containsExactly(State.REJECTED);
            assertThat(detect.published(retired)).satisfiesExactly(status(retired, State.RETIRED));

            assertThat(detect.arrive(CONVERSATION, List.of(image(), threat(1))))
                    .extracting(Tell::patternId)
                    .doesNotContain("threat-after-image");
        }
    }

    /** The deciding event's time selects the revision, whichever comes first. */
    @Test
    void revisionsDivideEventTimeInBothOrdersOfArrival() {
        Revision second = SampleRevision.after(FIRST)
                .from(SampleEvent.START + Duration.ofHours(10).toMillis())
                .build();
        Event another = SampleEvent.image("child", "stranger")
                .id("another")
                .at(Duration.ofMinutes(570))
                .build();
        List<Event> inOrder = List.of(image(), threat(9), another, threat(10));
        List<Event> late = List.of(another, threat(10), threat(9), image());
        for (List<Event> events : List.of(inOrder, late)) {
            try (DetectHarness detect = DetectHarness.of(NOTHING)) {
                detect.published(FIRST, second);

                assertThat(DetectHarness.standing(detect.arrive(CONVERSATION, events))
                                .values())
                        .extracting(tell -> tell.patternRevision() + " by " + deciding(tell))
                        .containsExactlyInAnyOrder("1 by threat-9", "2 by threat-10");
            }
        }
    }

    @Test
    void aRestoredSubtaskRunsAndTellsWhatWasPublishedBeforeItsFirstEvent() {
        Revision shadow = SampleRevision.after(FIRST).shadow().build();
        OperatorSubtaskState state;
        try (DetectHarness detect = DetectHarness.of(NOTHING)) {
            detect.published(FIRST, shadow);
            detect.arrives(CONVERSATION, image());
            state = detect.snapshot();
        }
        try (DetectHarness detect = DetectHarness.restored(NOTHING, state)) {
            assertThat(detect.arrives(CONVERSATION, threat(1)))
                    .extracting(Tell::patternRevision)
                    .containsExactly(1);
            detect.settle();
            assertThat(detect.statuses())
                    .extracting(PatternStatus::state)
                    .containsExactlyInAnyOrder(State.LIVE, State.SHADOW);
        }
    }

    /** A checkpoint between a record and its compilation: the source will not read it again. */
    @Test
    void aRevisionThatWasNotCompiledYetIsInTheSnapshot() {
        Revision conflict = SampleRevision.of("trial", 5).build();
        OperatorSubtaskState state;
        try (DetectHarness detect = DetectHarness.of(NOTHING)) {
            detect.publish(List.of(FIRST, conflict));
            state = detect.snapshot();
        }
        try (DetectHarness detect = DetectHarness.restored(NOTHING, state)) {
            assertThat(detect.arrive(CONVERSATION, List.of(image(), threat(1))))
                    .extracting(Tell::patternRevision)
                    .containsExactly(1);
            assertThat(detect.statuses())
                    .extracting(status -> status.revision() + " " + status.state())
                    .contains("5 REJECTED", "1 LIVE");
        }
    }

    /** What it followed may be forgotten by then. */
    @Test
    void whatWasAcceptedIsNotJudgedAgainAfterARestore() {
        Revision second = SampleRevision.after(FIRST)
                .published(SampleEvent.START + Duration.ofDays(90).toMillis())
                .build();
        Revision third = SampleRevision.after(second).build();
        OperatorSubtaskState state;
        try (DetectHarness detect = DetectHarness.of(NOTHING)) {
            detect.published(FIRST, second);
            assertThat(numbers(detect)).as("the first decides nothing any more").containsExactly(2);
            state = detect.snapshot();
        }
        try (DetectHarness detect = DetectHarness.restored(NOTHING, state)) {
            detect.settle();
            assertThat(detect.statuses()).extracting(PatternStatus::state).containsExactly(State.LIVE);
            assertThat(detect.published(third)).satisfiesExactly(status(third, State.LIVE));
        }
    }

    @Test
    void anOlderRevisionStaysWhileEvidenceOfItsTimeCanCome() {
        Revision second = SampleRevision.after(FIRST)
                .from(SampleEvent.START + Duration.ofDays(10).toMillis())
                .published(SampleEvent.START + Duration.ofDays(40).toMillis())
                .build();
        try (DetectHarness detect = DetectHarness.of(NOTHING)) {
            detect.published(FIRST, second);
            assertThat(numbers(detect)).as("until then, 30 days").containsExactlyInAnyOrder(1, 2);

            Revision third = SampleRevision.after(second)
                    .from(SampleEvent.START + Duration.ofDays(41).toMillis())
                    .published(SampleEvent.START + Duration.ofDays(40).toMillis() + 1)
                    .build();
            detect.published(third);
            assertThat(numbers(detect)).containsExactlyInAnyOrder(2, 3);
        }
    }

    @Test
    void aTextOfFiveMegabytesIsRejectedWithoutBeingKept() {
        Revision large =
                SampleRevision.of("large", 1).yaml("#".repeat(5 * 1024 * 1024)).build();
        try (DetectHarness detect = DetectHarness.of(NOTHING)) {
            detect.publish(List.of(large));

            assertThat(detect.statuses()).singleElement().satisfies(status -> {
                assertThat(status.state()).isEqualTo(State.REJECTED);
                assertThat(status.diagnostics())
                        .singleElement()
                        .asString()
                        .contains("5242880")
                        .contains("262144");
            });
            assertThat(detect.storedRevisions()).isEmpty();
        }
    }

    @Test
    void aStateOfALaterReleaseIsIgnoredAndSaidSo() {
        Revision unknown =
                SampleRevision.of("trial", 1).state(Revision.State.UNKNOWN).build();
        try (DetectHarness detect = DetectHarness.of(NOTHING)) {
            assertThat(detect.published(unknown)).singleElement().satisfies(status -> {
                assertThat(status.state()).isEqualTo(State.REJECTED);
                assertThat(status.diagnostics()).singleElement().asString().contains("none that this build knows");
            });
        }
    }

    @Test
    void aTextThatIsNotWhatItsHashSaysIsRejected() {
        Revision right = SampleRevision.of("trial", 1).build();
        Revision other = new Revision(
                "trial", 1, right.hash(), null, Revision.State.LIVE, null, "author", 0, right.yaml() + "# changed\n");
        try (DetectHarness detect = DetectHarness.of(NOTHING)) {
            assertThat(detect.published(other)).extracting(PatternStatus::state).containsExactly(State.REJECTED);
        }
    }

    /** None is lost, none is out of order, and what rests of them is bounded; events go on between. */
    @Test
    void aBurstOfTenThousandRevisionsIsTakenAndEventsGoOn() {
        List<Revision> burst = new ArrayList<>(List.of(FIRST));
        while (burst.size() < 10_000) {
            burst.add(SampleRevision.after(burst.get(burst.size() - 1))
                    .from(SampleEvent.START + burst.size())
                    .build());
        }
        try (DetectHarness detect = DetectHarness.of(BUNDLED)) {
            detect.settle();
            int before = detect.statuses().size();
            detect.publish(burst);
            detect.arrive("during", List.of(image(), threat(1)));
            assertThat(detect.tells()).extracting(Tell::patternId).contains("threat-after-image");
            detect.settle();

            assertThat(detect.statuses().subList(before, before + 10_000))
                    .extracting(PatternStatus::revision)
                    .containsExactlyElementsOf(
                            burst.stream().map(Revision::revision).toList());
            assertThat(detect.storedRevisions()).hasSize(32);
            assertThat(detect.arrive(CONVERSATION, List.of(image(), threat(2))))
                    .filteredOn(tell -> tell.patternId().equals("trial"))
                    .extracting(Tell::patternRevision)
                    .containsExactly(10_000);
        }
    }

    private static List<Integer> numbers(DetectHarness detect) {
        return detect.storedRevisions().values().stream()
                .map(StoredRevision::revision)
                .map(Revision::revision)
                .toList();
    }

    private static String deciding(Tell tell) {
        return tell.evidence().get(tell.evidence().size() - 1).event().eventId();
    }

    /** One of one subtask, without anything to say. The time is the harness's. */
    private static Consumer<PatternStatus> status(Revision revision, State state) {
        return told -> assertThat(told)
                .isEqualTo(new PatternStatus(
                        revision.patternId(), revision.revision(), 0, 1, state, List.of(), told.atMillis()));
    }
}
