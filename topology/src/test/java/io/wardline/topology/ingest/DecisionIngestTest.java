// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.account.Decision;
import io.wardline.topology.account.Decision.Action;
import io.wardline.topology.account.Decision.DecisionLink;
import io.wardline.topology.account.IdentifierType;
import io.wardline.topology.account.Ring;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.DeadLetter.Code;
import io.wardline.topology.event.Origin;
import io.wardline.v1.Enforcement;
import io.wardline.v1.EnforcementAction;
import io.wardline.v1.EnforcementLink;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: a decision comes back with all that was told, by whoever's copy of the topic, or is a dead letter. */
class DecisionIngestTest {
    private static final Origin ORIGIN = Origin.ofTopic("wardline.enforcements", 0, 7);
    private static final byte[] BYTES = {1, 2, 3};
    private static final long DECIDED_AT = WireEvents.AT.toEpochMilli();
    private static final long WRITTEN_AT = DECIDED_AT + 1_234;
    private static final String CANARY = "canary";

    @Test
    void carriesEverythingThatTheRecordAndItsHeadersSay() {
        Decision decision = accepted(
                WireEvents.decision()
                        .setMergedFrom(List.of("another"))
                        .setSupersedes("decision-0")
                        .build(),
                Map.of(
                        "wardline-ring-since", "5",
                        "wardline-ring-hops", "2",
                        "wardline-origin", "first",
                        "wardline-origin-since", "7"));

        assertThat(decision)
                .isEqualTo(new Decision(
                        "decision-1",
                        "back",
                        Action.BLOCK,
                        0.9,
                        DECIDED_AT,
                        List.of(new DecisionLink("gone", IdentifierType.DEVICE, 0.9, List.of("case-1"))),
                        new Ring("gone", 5, 2),
                        new Ring("first", 7, 0),
                        List.of("another"),
                        "decision-0",
                        "Signed up after the disabling and shares a device."));
    }

    @Test
    void aRingThatNothingDatesCountsFromTheDecisionAndIsItsOwnOrigin() {
        Decision decision = accepted(WireEvents.decision().build(), Map.of());

        assertThat(decision.ring()).isEqualTo(new Ring("gone", DECIDED_AT, 1));
        assertThat(decision.origin()).isEqualTo(new Ring("gone", DECIDED_AT, 0));
    }

    @Test
    void aRingWithoutAnOriginComesBackWithoutOne() {
        Decision decision = accepted(WireEvents.decision().build(), Map.of("wardline-ring-since", "5"));

        assertThat(decision.ring()).isEqualTo(new Ring("gone", 5, 1));
        assertThat(decision.origin()).isNull();
    }

    @Test
    void aDecisionWithoutARingComesBackWithoutOne() {
        Decision decision = accepted(WireEvents.decision().setGroupId(null).build(), Map.of());

        assertThat(decision.ring()).isNull();
        assertThat(decision.origin()).isNull();
    }

    static Stream<UnaryOperator<Enforcement.Builder>> mistakes() {
        String longId = CANARY.repeat(50);
        return Stream.of(
                record -> record.setDecisionId(" "),
                record -> record.setAccountId(longId),
                record -> record.setGroupId(longId),
                record -> record.setAction(EnforcementAction.UNKNOWN),
                record -> record.setScore(1.5),
                record -> record.setScore(Double.NaN),
                record ->
                        record.setLinks(List.of(link().setDisabledAccountId("").build())),
                record -> record.setLinks(List.of(link().setWeight(-0.1).build())),
                record -> record.setLinks(
                        List.of(link().setCaseIds(List.of(longId)).build())),
                record -> record.setLinks(List.of(link().setIdentifierType(io.wardline.v1.IdentifierType.UNKNOWN)
                        .build())),
                record -> record.setLinks(Collections.nCopies(65, link().build())));
    }

    private static EnforcementLink.Builder link() {
        return EnforcementLink.newBuilder(WireEvents.decision().getLinks().get(0));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsInvalidAndItsDetailHoldsNoValue(UnaryOperator<Enforcement.Builder> mistake) {
        Enforcement.Builder record = WireEvents.decision()
                .setAccountId(CANARY)
                .setExplanation(CANARY)
                .setDecisionId(CANARY);

        DeadLetter letter = rejected(mistake.apply(record).build(), Map.of());

        assertThat(letter.code()).isEqualTo(Code.INVALID);
        assertThat(letter.detail()).doesNotContain(CANARY).hasSizeLessThan(200);
        assertThat(letter.origin()).isEqualTo(ORIGIN);
        assertThat(letter.bytes()).isEqualTo(BYTES);
    }

    @Test
    void aHeaderThatIsNoTimeIsInvalid() {
        DeadLetter letter = rejected(WireEvents.decision().build(), Map.of("wardline-ring-since", CANARY));

        assertThat(letter.code()).isEqualTo(Code.INVALID);
        assertThat(letter.detail()).contains("header").doesNotContain(CANARY);
    }

    private static Decision accepted(Enforcement wire, Map<String, String> headers) {
        IngestedDecision ingested = ingest(wire, headers);
        assertThat(ingested.deadLetter()).isNull();
        return Objects.requireNonNull(ingested.decision());
    }

    private static DeadLetter rejected(Enforcement wire, Map<String, String> headers) {
        IngestedDecision ingested = ingest(wire, headers);
        assertThat(ingested.decision()).isNull();
        return Objects.requireNonNull(ingested.deadLetter());
    }

    private static IngestedDecision ingest(Enforcement wire, Map<String, String> headers) {
        return new DecisionIngest(bytes -> wire, 1024).ingest(BYTES, headers, ORIGIN, WRITTEN_AT);
    }
}
