// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Observation;
import io.wardline.pattern.condition.ConditionCompiler.Outcome;
import io.wardline.pattern.testing.ScenarioEvent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An author's regular expression can't hold up an event: there are none, and CEL's engine would take linear time if there were. */
class RegularExpressionTest {
    /** Doubles the work of a backtracking engine with each further character. */
    private static final String BOMB = "kind.matches('^(a+)+$')";

    private static final ConditionCompiler COMPILER = new ConditionCompiler(ConditionLibrary.empty());

    @Test
    void isRefusedWhereverItStands() {
        for (String condition : new String[] {
            BOMB, "matches(kind, 'x')", "!(true && [" + BOMB + "] == [true])", "kind == 'CALL' ? " + BOMB + " : false"
        }) {
            assertThat(COMPILER.compile("p/s", condition))
                    .as(condition)
                    .isInstanceOfSatisfying(Outcome.Wrong.class, wrong -> assertThat(wrong.mistakes())
                            .singleElement()
                            .satisfies(mistake -> {
                                assertThat(mistake.message()).startsWith("there are no regular expressions");
                                assertThat(condition.substring(mistake.offset()))
                                        .startsWith("matches");
                            }));
        }
    }

    @Test
    void wouldBeLinearInTheEngine() {
        Condition behindTheCheck = COMPILER.interpreted("p/s", BOMB);
        ScenarioEvent event = new ScenarioEvent(
                "e1",
                0,
                "eve",
                "a".repeat(50_000) + "!",
                Map.of(),
                Observation.NO_PAYMENT,
                Observation.NO_PAYMENT,
                0,
                false);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(behindTheCheck.test(event))
                .isFalse());
    }
}
