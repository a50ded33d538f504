// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Severity;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.detect.Finding;
import io.wardline.pattern.detect.Match;
import io.wardline.pattern.detect.MatchedStep;
import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.SampleEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Goal: an alert says of a match what the contract says it does: who, how grave, known since when, resting on what. */
class TellerTest {
    private static final String CONVERSATION = "conversation-1";
    private static final List<Automaton> BUNDLED = PatternCatalog.bundled().automata();
    private static final Event IMAGE = SampleEvent.image("child", "stranger").build();
    private static final Event THREAT =
            SampleEvent.threat("stranger", "child").at(Duration.ofHours(1)).build();

    @ParameterizedTest
    @CsvSource({
        "platform-move, UNKNOWN, LOW",
        "platform-move, ADULT, LOW",
        "platform-move, AGE_16_17, MEDIUM",
        "demand-after-image, ADULT, MEDIUM",
        "demand-after-image, AGE_13_15, HIGH",
        "threat-after-image, ADULT, HIGH",
        "threat-after-image, UNKNOWN, HIGH",
        "threat-after-image, UNDER_13, CRITICAL",
        "self-harm-after-threat, UNDER_13, CRITICAL",
    })
    void aVictimKnownToBeUnder18AddsOneToTheSeverity(String pattern, AgeBand band, Severity severity) {
        Event image = SampleEvent.image("child", "stranger").aged("child", band).build();

        Tell tell = teller(image, THREAT).tell(told(automaton(pattern), image, THREAT));

        assertThat(tell.severity()).isEqualTo(severity);
        assertThat(tell.minorInvolved()).isEqualTo(band.isMinor());
    }

    @Test
    void anOffenderUnder18RaisesNothing() {
        Event threat = SampleEvent.threat("stranger", "child")
                .aged("stranger", AgeBand.AGE_13_15)
                .aged("child", AgeBand.ADULT)
                .at(Duration.ofHours(1))
                .build();

        Tell tell = teller(IMAGE, threat).tell(told(automaton("threat-after-image"), IMAGE, threat));

        assertThat(tell.severity()).isEqualTo(Severity.HIGH);
        assertThat(tell.minorInvolved()).isFalse();
    }

    /** Told once as 13 to 15, in an event that is no evidence of the match. */
    @ParameterizedTest
    @EnumSource(AgeBand.class)
    void theYoungestBandKnownAnywhereInTheLogWins(AgeBand elsewhere) {
        Event contact = SampleEvent.contact("stranger", "child")
                .aged("child", elsewhere)
                .at(Duration.ofHours(-1))
                .build();
        Event image = SampleEvent.image("child", "stranger")
                .aged("child", AgeBand.AGE_16_17)
                .build();

        Tell tell = teller(contact, image, THREAT).tell(told(automaton("threat-after-image"), image, THREAT));

        AgeBand expected =
                switch (elsewhere) {
                    case UNDER_13, AGE_13_15 -> elsewhere;
                    case UNKNOWN, AGE_16_17, ADULT -> AgeBand.AGE_16_17;
                };
        assertThat(tell.victims()).extracting(Party::ageBand).containsExactly(expected);
    }

    @Test
    void victimsAreRecipientsOfTheOffendersStepsAndSendersOfTheVictims() {
        Event image = SampleEvent.image("child", "stranger", "witness").build();
        Event threat = SampleEvent.threat("stranger", "child", "sibling", "stranger")
                .at(Duration.ofHours(1))
                .build();
        Event demand = SampleEvent.demand("friend", "neighbour")
                .at(Duration.ofHours(2))
                .build();

        Tell tell = teller(image, threat, demand).tell(told(automaton("threat-after-image"), image, threat));

        assertThat(tell.offender().accountId()).isEqualTo("stranger");
        assertThat(tell.victims()).extracting(Party::accountId).containsExactlyInAnyOrder("child", "sibling");
    }

    @Test
    void isKnownWhenTheLastOfItsEvidenceWasAndToldWhenTheArrivalWas() {
        Event image = SampleEvent.image("child", "stranger")
                .known(Duration.ofHours(5))
                .build();
        Event threat = SampleEvent.threat("stranger", "child")
                .at(Duration.ofHours(1))
                .known(Duration.ofHours(2))
                .build();
        Event later = SampleEvent.contact("stranger", "child")
                .at(Duration.ofHours(8))
                .known(Duration.ofHours(9))
                .build();

        Tell tell = new Teller(CONVERSATION, EvidenceLog.of(List.of(image, threat, later)), later.knownAtMillis())
                .tell(told(automaton("threat-after-image"), image, threat));

        assertThat(tell.knownAtMillis()).isEqualTo(hour(5));
        assertThat(tell.occurredAtMillis()).as("of the deciding event").isEqualTo(hour(1));
        assertThat(tell.toldAtMillis()).isEqualTo(hour(9));
    }

    @Test
    void alertsOfOneCaseAndDecidingEventShareABurst() {
        Teller teller = teller(IMAGE, THREAT);

        Tell one = teller.tell(told(automaton("threat-after-image"), IMAGE, THREAT));
        Tell two = teller.tell(told(automaton("threat-and-demand"), THREAT));
        Tell another = teller.tell(told(automaton("threat-after-image"), IMAGE));

        assertThat(one.alertId()).isNotEqualTo(two.alertId());
        assertThat(one.burstId()).isEqualTo(two.burstId()).isNotEqualTo(another.burstId());
    }

    @Test
    void anItemHoldsTheScoresThatCounted() {
        Event threat = SampleEvent.threat("stranger", "child")
                .signal("spam", 0.49)
                .signal("payment_request", 0.5)
                .build();

        Tell tell = teller(threat).tell(told(automaton("threat-and-demand"), threat));

        assertThat(tell.evidence()).singleElement().satisfies(item -> assertThat(item.scores())
                .isEqualTo(Map.of("threat_exposure", 0.88, "payment_request", 0.5)));
    }

    @Test
    void aWithdrawalHasANewIdAndSupersedesTheFirst() {
        Match<Event> match = match(automaton("threat-after-image"), IMAGE, THREAT);
        Teller teller = teller(IMAGE, THREAT);

        Tell first = teller.tell(new Finding.New<>(match));
        Tell withdrawn = teller.tell(new Finding.Vanished<>(match));

        assertThat(withdrawn.withdrawn()).isTrue();
        assertThat(withdrawn.supersedes()).isEqualTo(first.alertId());
        assertThat(withdrawn.alertId()).isNotEqualTo(first.alertId());
        assertThat(withdrawn.explanation()).startsWith("Withdrawn").contains("stranger");
        assertThat(withdrawn.caseId()).isEqualTo(first.caseId());
    }

    @Test
    void aChangeSupersedesWhatItReplaces() {
        Event earlier = SampleEvent.image("child", "stranger")
                .id("earlier")
                .at(Duration.ofHours(-1))
                .build();
        Automaton automaton = automaton("threat-after-image");
        Teller teller = teller(earlier, IMAGE, THREAT);

        Tell first = teller.tell(told(automaton, IMAGE, THREAT));
        Tell changed =
                teller.tell(new Finding.Changed<>(match(automaton, earlier, THREAT), match(automaton, IMAGE, THREAT)));

        assertThat(changed.withdrawn()).isFalse();
        assertThat(changed.supersedes()).isEqualTo(first.alertId());
        assertThat(changed.alertId()).isNotEqualTo(first.alertId());
    }

    @Test
    void theExplanationNamesBothSidesAndHasNoPlaceholderLeft() {
        for (Automaton automaton : BUNDLED) {
            Tell tell = teller(IMAGE, THREAT).tell(told(automaton, IMAGE, THREAT));

            assertThat(tell.explanation())
                    .as(automaton.patternId())
                    .contains("stranger", "child")
                    .doesNotContain("{", "}");
        }
    }

    /** Text goes into the case and nowhere else. */
    @Test
    void theExplanationQuotesNothing() {
        Event threat = SampleEvent.threat("stranger", "child").text("canary").build();

        Tell tell = teller(IMAGE, threat).tell(told(automaton("threat-after-image"), IMAGE, threat));

        assertThat(tell.explanation()).doesNotContain("canary");
    }

    private static long hour(int hour) {
        return SampleEvent.START + Duration.ofHours(hour).toMillis();
    }

    private static Automaton automaton(String patternId) {
        return BUNDLED.stream()
                .filter(automaton -> automaton.patternId().equals(patternId))
                .findFirst()
                .orElseThrow();
    }

    private static Teller teller(Event... events) {
        return new Teller(CONVERSATION, EvidenceLog.of(List.of(events)), events[events.length - 1].knownAtMillis());
    }

    private static Finding<Event> told(Automaton automaton, Event... events) {
        return new Finding.New<>(match(automaton, events));
    }

    private static Match<Event> match(Automaton automaton, Event... events) {
        List<MatchedStep<Event>> steps = new ArrayList<>();
        for (Event event : events) {
            steps.add(new MatchedStep<>(event.eventId(), event));
        }
        return new Match<>(automaton, "stranger", steps);
    }
}
