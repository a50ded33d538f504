// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Role;
import io.wardline.pattern.Severity;
import io.wardline.pattern.Step;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.Policy;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.SampleEvent;
import io.wardline.topology.revision.PatternStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: what the contract says of alerts holds of the function as it runs, on RocksDB. Method: Flink's operator harness. */
class DetectSequencesHarnessTest {
    private static final List<Automaton> BUNDLED = PatternCatalog.bundled().automata();
    private static final String CONVERSATION = "conversation-1";
    private static final Duration DAY = Duration.ofDays(1);

    private static List<Event> fullSequence() {
        return List.of(
                SampleEvent.contact("stranger", "child")
                        .aged("child", AgeBand.AGE_13_15)
                        .build(),
                SampleEvent.image("child", "stranger")
                        .at(Duration.ofMinutes(20))
                        .build(),
                SampleEvent.threat("stranger", "child")
                        .at(Duration.ofMinutes(27))
                        .build(),
                SampleEvent.demand("stranger", "child")
                        .at(Duration.ofMinutes(29))
                        .build());
    }

    @Test
    void tellsTheThreatWhenItComesAndTheDemandThatCompletesTheSequence() throws Exception {
        try (DetectHarness detect = DetectHarness.of(only("full-sequence"))) {
            assertThat(detect.arrive(CONVERSATION, fullSequence().subList(0, 2)))
                    .isEmpty();

            List<Tell> threat = detect.arrives(CONVERSATION, fullSequence().get(2));
            List<Tell> payment = detect.arrives(CONVERSATION, fullSequence().get(3));

            // HIGH by the pattern, and one step graver since the victim is known to be under 18.
            assertThat(threat).singleElement().satisfies(tell -> {
                assertThat(tell.step()).isEqualTo("threat");
                assertThat(tell.severity()).isEqualTo(Severity.CRITICAL);
                assertThat(evidence(tell)).containsExactly("contact", "image", "threat");
            });
            assertThat(payment).singleElement().satisfies(tell -> {
                assertThat(tell.step()).isEqualTo("payment");
                assertThat(tell.severity()).isEqualTo(Severity.CRITICAL);
                assertThat(evidence(tell)).containsExactly("contact", "image", "threat", "demand");
                assertThat(tell.offender().accountId()).isEqualTo("stranger");
                assertThat(tell.victims()).extracting(Party::accountId).containsExactly("child");
                assertThat(tell.minorInvolved()).isTrue();
                assertThat(tell.reportable()).isTrue();
                assertThat(tell.withdrawn()).isFalse();
                assertThat(tell.supersedes()).isNull();
                assertThat(tell.caseId()).isEqualTo(Ids.caseId(CONVERSATION, "stranger"));
            });
            assertThat(detect.timers()).isZero();
        }
    }

    @Test
    void anAdultVictimRaisesNothing() throws Exception {
        List<Event> events = List.of(
                SampleEvent.contact("stranger", "adult")
                        .aged("adult", AgeBand.ADULT)
                        .build(),
                SampleEvent.image("adult", "stranger")
                        .at(Duration.ofMinutes(20))
                        .build(),
                SampleEvent.threat("stranger", "adult")
                        .at(Duration.ofMinutes(27))
                        .build());
        try (DetectHarness detect = DetectHarness.of(only("full-sequence"))) {
            assertThat(detect.arrive(CONVERSATION, events))
                    .singleElement()
                    .extracting(Tell::severity)
                    .isEqualTo(Severity.HIGH);
        }
    }

    @Test
    void aCopyOfAnEventChangesNothing() {
        try (DetectHarness detect = DetectHarness.of(BUNDLED)) {
            assertThat(detect.arrive(CONVERSATION, fullSequence())).isNotEmpty();
            for (Event event : fullSequence()) {
                assertThat(detect.arrives(CONVERSATION, event)).isEmpty();
            }
            // A copy may even differ: the first counts.
            assertThat(detect.arrives(
                            CONVERSATION,
                            SampleEvent.demand("child", "stranger")
                                    .id("threat")
                                    .at(DAY)
                                    .build()))
                    .isEmpty();

            assertThat(EvidenceLog.of(detect.evidence(CONVERSATION)).events()).isEqualTo(fullSequence());
        }
    }

    @Test
    void aFloodOfCopiesStaysWithinTheBound() {
        try (DetectHarness detect = DetectHarness.of(BUNDLED)) {
            int told = detect.arrive(CONVERSATION, fullSequence()).size();
            for (int i = 0; i < 2_000; i++) {
                detect.arrives(CONVERSATION, fullSequence().get(i % 4));
            }

            assertThat(detect.evidence(CONVERSATION)).hasSizeLessThanOrEqualTo(Policy.MAX_EVIDENCE);
            assertThat(EvidenceLog.of(detect.evidence(CONVERSATION)).events())
                    .as("nothing is thinned for it")
                    .isEqualTo(fullSequence());
            assertThat(detect.tells()).hasSize(told);
        }
    }

    /** The case hears of it, and nobody is told twice: the alert has the id of the first. */
    @Test
    void aVictimWhoTurnsOutToBeYoungerIsToldToTheCase() {
        try (DetectHarness detect = DetectHarness.of(only("threat-after-image"))) {
            Tell first = detect.arrive(
                            CONVERSATION,
                            List.of(
                                    SampleEvent.image("person", "stranger")
                                            .aged("person", AgeBand.ADULT)
                                            .build(),
                                    SampleEvent.threat("stranger", "person")
                                            .at(Duration.ofHours(1))
                                            .build()))
                    .get(0);

            List<Tell> refreshed = detect.arrives(
                    CONVERSATION,
                    SampleEvent.of(Kind.CALL, "stranger", "person")
                            .aged("person", AgeBand.AGE_16_17)
                            .at(Duration.ofHours(2))
                            .build());

            assertThat(first.severity()).isEqualTo(Severity.HIGH);
            assertThat(refreshed).singleElement().satisfies(tell -> {
                assertThat(tell.refresh()).isTrue();
                assertThat(tell.alertId()).isEqualTo(first.alertId());
                assertThat(tell.severity()).isEqualTo(Severity.CRITICAL);
                assertThat(tell.knownAtMillis()).isEqualTo(first.knownAtMillis());
            });
        }
    }

    @Test
    void conversationsDoNotMix() {
        List<Event> events = fullSequence();
        try (DetectHarness detect = DetectHarness.of(BUNDLED)) {
            detect.arrive("one", events.subList(0, 2));

            assertThat(detect.arrive("another", events.subList(2, 3))).isEmpty();
        }
    }

    /** Late, T1 takes the place of T2 as the first threat after the image: what rested on T2 vanishes, and is told as T1's. */
    @Test
    void aLateEventThatTakesAMatchAwayWithdrawsItAndTellsTheOther() throws Exception {
        Event image = SampleEvent.image("child", "stranger").build();
        Event early = SampleEvent.threat("stranger", "child")
                .id("early")
                .at(Duration.ofHours(1))
                .build();
        Event late = SampleEvent.threat("stranger", "child")
                .id("late")
                .at(Duration.ofHours(2))
                .build();
        try (DetectHarness detect = DetectHarness.of(only("threat-after-image"))) {
            Tell first = detect.arrive(CONVERSATION, List.of(image, late)).get(0);

            List<Tell> corrections = detect.arrives(CONVERSATION, early);

            assertThat(corrections)
                    .hasSize(2)
                    .anySatisfy(tell -> {
                        assertThat(tell.withdrawn()).isTrue();
                        assertThat(tell.supersedes()).isEqualTo(first.alertId());
                        assertThat(tell.alertId()).isNotEqualTo(first.alertId());
                        assertThat(evidence(tell)).containsExactly("image", "late");
                    })
                    .anySatisfy(tell -> {
                        assertThat(tell.withdrawn()).isFalse();
                        assertThat(tell.supersedes()).isNull();
                        assertThat(evidence(tell)).containsExactly("image", "early");
                    });
            assertThat(DetectHarness.standing(detect.tells()).values())
                    .singleElement()
                    .satisfies(tell -> assertThat(evidence(tell)).containsExactly("image", "early"));
        }
    }

    /** The earlier contact makes the smaller evidence, so the same threat is told again with it. */
    @Test
    void aLateEventThatChangesTheEvidenceSupersedes() throws Exception {
        Event earlierContact = SampleEvent.contact("child", "stranger")
                .id("earlier-contact")
                .at(Duration.ofMinutes(-5))
                .build();
        try (DetectHarness detect = DetectHarness.of(only("full-sequence"))) {
            Tell first =
                    detect.arrive(CONVERSATION, fullSequence().subList(0, 3)).get(0);

            List<Tell> corrections = detect.arrives(CONVERSATION, earlierContact);

            assertThat(corrections).singleElement().satisfies(tell -> {
                assertThat(tell.withdrawn()).isFalse();
                assertThat(tell.supersedes()).isEqualTo(first.alertId());
                assertThat(tell.alertId()).isNotEqualTo(first.alertId());
                assertThat(tell.burstId()).isEqualTo(first.burstId());
                assertThat(evidence(tell)).containsExactly("earlier-contact", "image", "threat");
            });
        }
    }

    /**
     * I1 T; late I0 makes the smaller evidence I0 T; late T0 takes I0, and I1 T is back. Its id is its content's, and so is that of
     * its first telling.
     */
    @Test
    void aMatchThatComesBackIsToldAgainWithItsFirstId() throws Exception {
        try (DetectHarness detect = DetectHarness.of(only("threat-after-image"))) {
            Tell first = detect.arrive(
                            CONVERSATION,
                            List.of(
                                    SampleEvent.image("child", "stranger")
                                            .id("I1")
                                            .at(DAY)
                                            .build(),
                                    SampleEvent.threat("stranger", "child")
                                            .id("T")
                                            .at(DAY.plusHours(1))
                                            .build()))
                    .get(0);
            Tell second = detect.arrives(
                            CONVERSATION,
                            SampleEvent.image("child", "stranger").id("I0").build())
                    .get(0);

            List<Tell> third = detect.arrives(
                    CONVERSATION,
                    SampleEvent.threat("stranger", "child")
                            .id("T0")
                            .at(Duration.ofHours(1))
                            .build());

            assertThat(second.supersedes()).isEqualTo(first.alertId());
            assertThat(third).anySatisfy(tell -> {
                assertThat(tell.alertId()).isEqualTo(first.alertId());
                assertThat(tell.supersedes()).isEqualTo(second.alertId());
            });
        }
    }

    @Test
    void anOffenderOfAGroupHasEveryRecipientForAVictim() throws Exception {
        List<Event> events = List.of(
                SampleEvent.image("child", "stranger", "friend").build(),
                SampleEvent.message("friend", "child", "stranger")
                        .signal("spam", 0.9)
                        .at(Duration.ofMinutes(1))
                        .build(),
                SampleEvent.threat("stranger", "child", "friend", "sibling")
                        .aged("sibling", AgeBand.UNDER_13)
                        .at(Duration.ofMinutes(2))
                        .build());
        try (DetectHarness detect = DetectHarness.of(only("threat-after-image"))) {
            assertThat(detect.arrive(CONVERSATION, events)).singleElement().satisfies(tell -> {
                assertThat(tell.offender().accountId()).isEqualTo("stranger");
                assertThat(tell.victims())
                        .extracting(Party::accountId)
                        .containsExactlyInAnyOrder("child", "friend", "sibling");
                assertThat(tell.severity()).isEqualTo(Severity.CRITICAL);
            });
        }
    }

    @Test
    void eachOffenderOfAGroupHasACase() throws Exception {
        List<Event> events = List.of(
                SampleEvent.image("child", "one", "two").build(),
                SampleEvent.threat("one", "child", "two")
                        .id("t1")
                        .at(Duration.ofMinutes(1))
                        .build(),
                SampleEvent.threat("two", "child", "one")
                        .id("t2")
                        .at(Duration.ofMinutes(2))
                        .build());
        try (DetectHarness detect = DetectHarness.of(only("threat-after-image"))) {
            assertThat(detect.arrive(CONVERSATION, events))
                    .extracting(Tell::caseId)
                    .containsExactly(Ids.caseId(CONVERSATION, "one"), Ids.caseId(CONVERSATION, "two"));
        }
    }

    @Test
    void aHotConversationIsThinnedAndSaysSo() throws Exception {
        int flood = 2_000;
        try (DetectHarness detect = DetectHarness.of(only("full-sequence"))) {
            detect.arrives(CONVERSATION, fullSequence().get(0));
            for (int i = 0; i < flood; i++) {
                detect.arrives(
                        CONVERSATION,
                        SampleEvent.of(Kind.CALL, "stranger", "child")
                                .id("call-" + i)
                                .at(Duration.ofMinutes(1).plusSeconds(i))
                                .build());
                if (i % 100 == 0) {
                    assertThat(detect.evidence(CONVERSATION)).hasSizeLessThanOrEqualTo(Policy.MAX_EVIDENCE);
                }
            }

            List<Event> kept = detect.evidence(CONVERSATION);
            assertThat(kept).hasSizeLessThanOrEqualTo(Policy.MAX_EVIDENCE);
            assertThat(kept).extracting(Event::eventId).contains("contact", "call-0", "call-" + (flood - 1));

            Duration later = Duration.ofHours(1);
            detect.arrives(
                    CONVERSATION,
                    SampleEvent.image("child", "stranger").at(later).build());
            assertThat(detect.arrives(
                            CONVERSATION,
                            SampleEvent.threat("stranger", "child")
                                    .at(later.plusMinutes(1))
                                    .build()))
                    .singleElement()
                    .satisfies(tell -> {
                        assertThat(evidence(tell)).containsExactly("contact", "image", "threat");
                        assertThat(tell.evidenceThinned()).isTrue();
                    });
        }
    }

    @Test
    void anOrdinaryConversationSaysThatNothingWasThinned() {
        try (DetectHarness detect = DetectHarness.of(BUNDLED)) {
            assertThat(detect.arrive(CONVERSATION, fullSequence())).isNotEmpty().noneMatch(Tell::evidenceThinned);
        }
    }

    /** The first of a kind survives every thinning, which must not make it survive its retention. */
    @Test
    void thinningDoesNotCarryEvidencePastItsRetention() {
        try (DetectHarness detect = DetectHarness.of(BUNDLED)) {
            for (int hour = 0; hour < 60 * 24; hour++) {
                detect.arrives(
                        CONVERSATION,
                        SampleEvent.of(Kind.CALL, "stranger", "child")
                                .id("call-" + hour)
                                .at(Duration.ofHours(hour))
                                .build());
                detect.stateTime(SampleEvent.START + Duration.ofHours(hour).toMillis());
            }

            long oldest = SampleEvent.START
                    + Duration.ofHours(60 * 24 - 1).minusDays(33).toMillis();
            // 30 days, and what came since the last thinning made room for 64 events of an hour.
            assertThat(detect.evidence(CONVERSATION).stream().mapToLong(Event::occurredAtMillis))
                    .isNotEmpty()
                    .allMatch(occurredAt -> occurredAt > oldest);
        }
    }

    @Test
    void evidenceIsReadForThirtyDaysByEventTime(@TempDir Path folder) throws Exception {
        Event image = SampleEvent.image("child", "stranger").build();
        List<Automaton> month = List.of(pattern(folder, "month", "live", "30d"));
        try (DetectHarness detect = DetectHarness.of(month)) {
            detect.arrives("in-time", image);
            detect.arrives("too-late", image);

            assertThat(detect.arrives(
                            "in-time",
                            SampleEvent.threat("stranger", "child")
                                    .at(Duration.ofDays(30).minusMillis(1))
                                    .build()))
                    .hasSize(1);
            assertThat(detect.arrives(
                            "too-late",
                            SampleEvent.threat("stranger", "child")
                                    .at(Duration.ofDays(30))
                                    .build()))
                    .isEmpty();
        }
    }

    @Test
    void evidenceIsNotReadableAfterRetentionAndLeavesTheDiskWithCompaction() {
        try (DetectHarness detect = DetectHarness.of(BUNDLED)) {
            for (int i = 0; i < 2_000; i++) {
                detect.arrives(
                        "conversation-" + i,
                        SampleEvent.contact("stranger", "child").build());
            }
            detect.compact();
            assertThat(detect.conversationsOnDisk()).as("before its time").isEqualTo(2_000);

            detect.stateTime(SampleEvent.START + Policy.RETENTION.toMillis() + 1);

            assertThat(detect.conversationsOnDisk()).as("before compaction").isEqualTo(2_000);
            detect.compact();
            assertThat(detect.conversationsOnDisk()).as("after compaction").isZero();
            assertThat(detect.evidence("conversation-7")).isEmpty();
            assertThat(detect.timers()).isZero();
        }
    }

    /** What is expired and still on disk is not read, and goes alone: what the conversation learned later stays. */
    @Test
    void eachEventAgesByItself() {
        try (DetectHarness detect = DetectHarness.of(BUNDLED)) {
            detect.arrives(
                    CONVERSATION, SampleEvent.contact("stranger", "child").build());
            detect.stateTime(SampleEvent.START + DAY.toMillis());
            detect.arrives(
                    CONVERSATION, SampleEvent.image("child", "stranger").at(DAY).build());

            detect.stateTime(SampleEvent.START + Policy.RETENTION.toMillis() + 1);

            assertThat(detect.evidence(CONVERSATION)).extracting(Event::eventId).containsExactly("image");
            detect.compact();
            assertThat(detect.evidence(CONVERSATION)).extracting(Event::eventId).containsExactly("image");
            assertThat(detect.conversationsOnDisk()).isEqualTo(1);
        }
    }

    @Test
    void whatAPatternInShadowTellsGoesAside(@TempDir Path folder) throws Exception {
        List<Automaton> automata = List.of(
                pattern(folder, "trial", "shadow", "7d"),
                only("threat-after-image").get(0));
        try (DetectHarness detect = DetectHarness.of(automata)) {
            detect.arrive(CONVERSATION, fullSequence());

            assertThat(detect.shadowAlerts()).extracting(Tell::patternId).containsExactly("trial");
            assertThat(detect.tells()).extracting(Tell::patternId).containsExactly("threat-after-image");
        }
    }

    @Test
    void aPatternThatThrowsIsLeftOutAndTheOthersGoOn() throws Exception {
        Automaton good = only("threat-after-image").get(0);
        Automaton.Variant variant = good.variants().get(0);
        Automaton broken = new Automaton(
                "broken",
                1,
                false,
                "threat",
                Severity.HIGH,
                false,
                true,
                "never told",
                good.window(),
                List.of(new Automaton.Variant(
                        List.of(new Step(
                                "threat",
                                Role.OFFENDER,
                                "…",
                                event -> {
                                    throw new IllegalStateException("no such score");
                                },
                                Optional.empty(),
                                Optional.empty())),
                        variant.pattern())),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Duration.ZERO);
        try (DetectHarness detect = DetectHarness.of(List.of(broken, good))) {
            assertThat(detect.arrive(CONVERSATION, fullSequence()))
                    .extracting(Tell::patternId)
                    .containsExactly("threat-after-image");
            assertThat(detect.arrive("another", fullSequence()))
                    .extracting(Tell::patternId)
                    .containsExactly("threat-after-image");
            detect.settle();
            assertThat(detect.statuses())
                    .filteredOn(status -> status.patternId().equals("broken"))
                    .extracting(status -> status.state().name())
                    .contains("QUARANTINED");
            assertThat(detect.statuses())
                    .filteredOn(status -> status.state() == PatternStatus.State.QUARANTINED)
                    .singleElement()
                    .satisfies(status -> assertThat(status.diagnostics())
                            .singleElement()
                            .asString()
                            .contains("step 'threat'")
                            .doesNotContain("no such score"));
        }
    }

    /** The commonest state of all: a first contact and nothing else. Key, value and what frames them in a savepoint. */
    @Test
    void aContactRestsInLessThan150Bytes() {
        int conversations = 10_000;
        try (DetectHarness detect = DetectHarness.of(BUNDLED)) {
            long empty = detect.savepointBytes();
            for (int i = 0; i < conversations; i++) {
                String one = new UUID(1, i).toString();
                String two = new UUID(2, i).toString();
                detect.arrives(
                        new UUID(3, i).toString(),
                        SampleEvent.contact(one, two)
                                .id(new UUID(4, i).toString())
                                .aged(two, AgeBand.AGE_13_15)
                                .known(Duration.ofMillis(150))
                                .build());
            }

            assertThat(detect.conversationsOnDisk()).isEqualTo(conversations);
            long bytes = (detect.savepointBytes() - empty) / conversations;
            assertThat(bytes).isBetween(64L + 36, 149L);
        }
    }

    private static List<Automaton> only(String patternId) {
        List<Automaton> automata = BUNDLED.stream()
                .filter(automaton -> automaton.patternId().equals(patternId))
                .toList();
        assertThat(automata).as(patternId).isNotEmpty();
        return automata;
    }

    /** A threat after an image, of another name. */
    private static Automaton pattern(Path folder, String id, String status, String window) throws IOException {
        Path file = Files.createDirectories(folder.resolve("test").resolve(id)).resolve("pattern.yaml");
        Files.writeString(
                file,
                """
                id: %s
                title: A threat after an image
                revision: 1
                status: %s
                owner: tests
                why: To see it told.
                false_positives:
                  - None.
                references:
                  - https://example.org
                window: %s
                sequence:
                  - step: image
                    by: victim
                    when: image
                  - step: threat
                    by: offender
                    when: threat
                    emit:
                      severity: HIGH
                      explanation: "{offender} threatens {victims}."
                """
                        .formatted(id, status, window));
        PatternCatalog catalog = PatternCatalog.load(folder);
        assertThat(catalog.diagnostics()).isEmpty();
        return catalog.automata().get(0);
    }

    private static List<String> evidence(Tell tell) {
        List<String> ids = new ArrayList<>();
        tell.evidence().forEach(item -> ids.add(item.event().eventId()));
        return ids;
    }
}
