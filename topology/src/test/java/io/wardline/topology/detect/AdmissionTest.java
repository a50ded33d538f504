// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Vocabulary;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.SampleEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: an event is evidence by its kind, a payment, or a canonical signal of 0.5, and by nothing else. */
class AdmissionTest {
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CONTACT", "MEDIA", "CALL", "BLOCK", "USER_REPORT"})
    void admitsStructuralKinds(Kind kind) {
        assertThat(Vocabulary.admits(SampleEvent.of(kind, "a", "b").build())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CONTACT", "MEDIA", "CALL", "BLOCK", "USER_REPORT"},
            mode = EnumSource.Mode.EXCLUDE)
    void leavesOutOtherKinds(Kind kind) {
        assertThat(Vocabulary.admits(
                        SampleEvent.of(kind, "a", "b").text("hello").build()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUESTED", "SENT", "UNKNOWN"})
    void admitsAnyPayment(String direction) {
        assertThat(Vocabulary.admits(
                        SampleEvent.message("a", "b").payment(direction).build()))
                .isTrue();
    }

    @Test
    void admitsEveryCanonicalSignalFromHalf() {
        assertThat(Vocabulary.SIGNALS).hasSize(25).allSatisfy(signal -> {
            assertThat(Vocabulary.admits(
                            SampleEvent.message("a", "b").signal(signal, 0.5).build()))
                    .isTrue();
            assertThat(Vocabulary.admits(SampleEvent.message("a", "b")
                            .signal(signal, Math.nextDown(0.5))
                            .build()))
                    .isFalse();
        });
    }

    @Test
    void aSignalOfAnotherNameIsCarriedButIsNoEvidence() {
        assertThat(Vocabulary.admits(SampleEvent.message("a", "b")
                        .signal("a_providers_own", 1)
                        .signal("threat_exposure", 0.49)
                        .build()))
                .isFalse();
    }
}
