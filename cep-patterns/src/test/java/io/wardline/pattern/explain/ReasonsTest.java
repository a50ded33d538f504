// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Condition;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.condition.ConditionCompiler;
import io.wardline.pattern.condition.ConditionCompiler.Outcome;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of a condition that decided, with the event's own values. */
class ReasonsTest {
    private static final ConditionCompiler COMPILER =
            new ConditionCompiler(PatternCatalog.bundled().conditions());
    private static final ScenarioEvent EVENT = new ScenarioEvent(
            "e", 0, "someone", "MESSAGE", Map.of("threat_exposure", 0.31, "spam", 0.9), "SENT", "VENMO", 1, false);

    @Test
    void namesTheValueAndWhatItNeeds() {
        lacks("signals.threat_exposure >= 0.5", "signals.threat_exposure is 0.31, needs >= 0.5");
        lacks("signals.nudity >= 0.5", "signals.nudity was not scored, needs >= 0.5");
        lacks("kind == 'CALL'", "kind is 'MESSAGE', needs == 'CALL'");
        lacks("kind in ['CALL', 'MEDIA']", "kind is 'MESSAGE', needs in ['CALL', 'MEDIA']");
        lacks("media.count > 2", "media.count is 1, needs > 2");
        lacks("media.hash_matched", "no media matched a known hash");
        lacks("has(signals.nudity)", "signals.nudity was not scored");
    }

    @Test
    void turnsANegationRound() {
        lacks("!(signals.spam >= 0.5)", "signals.spam is 0.9, needs < 0.5");
        lacks("payment.direction != 'SENT'", "payment.direction is 'SENT', needs != 'SENT'");
        lacks("!has(signals.spam)", "signals.spam was scored, and must not be");
        lacks(
                "!(signals.spam >= 0.5 && kind == 'MESSAGE')",
                "signals.spam is 0.9, needs < 0.5, or kind is 'MESSAGE', needs != 'MESSAGE'");
    }

    @Test
    void namesOnlyThePartsThatFail() {
        lacks("signals.spam >= 0.5 && signals.threat_exposure >= 0.5", "signals.threat_exposure is 0.31, needs >= 0.5");
        lacks(
                "kind == 'CALL' && signals.threat_exposure >= 0.5",
                "kind is 'MESSAGE', needs == 'CALL'",
                "signals.threat_exposure is 0.31, needs >= 0.5");
    }

    @Test
    void namesEveryWayThatWouldDo() {
        lacks(
                "signals.threat_exposure >= 0.5 || kind == 'CALL'",
                "signals.threat_exposure is 0.31, needs >= 0.5, or kind is 'MESSAGE', needs == 'CALL'");
        lacks(
                "signals.nudity >= 0.5 || signals.csam >= 0.5 || media.hash_matched",
                "no score of nudity, csam, or no media matched a known hash");
    }

    @Test
    void namesTheSharedCondition() {
        lacks("threat && signals.spam >= 0.5", "threat: signals.threat_exposure is 0.31, needs >= 0.5");
    }

    @Test
    void givesTheValuesOfAnInterpretedCondition() {
        lacks(
                "signals.threat_exposure + signals.spam >= 1.5",
                "the condition does not hold with signals.spam is 0.9, signals.threat_exposure is 0.31");
    }

    @Test
    void saysWhatSatisfiedIt() {
        assertThat(Reasons.why(condition("kind == 'CALL' || payment_sent && signals.spam >= 0.5"), EVENT))
                .containsExactly("payment.direction is 'SENT'", "signals.spam is 0.9");
        assertThat(Reasons.why(condition("!threat"), EVENT)).containsExactly("signals.threat_exposure is 0.31");
    }

    private static void lacks(String source, String... reasons) {
        assertThat(Reasons.whyNot(condition(source), EVENT)).as(source).containsExactly(reasons);
    }

    private static Condition condition(String source) {
        Outcome outcome = COMPILER.compile("example/step", source);
        assertThat(outcome).as(source).isInstanceOf(Outcome.Right.class);
        return ((Outcome.Right) outcome).condition();
    }
}
