// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.account.Decision;
import io.wardline.topology.account.Decision.Action;
import io.wardline.topology.account.Decision.DecisionLink;
import io.wardline.topology.account.IdentifierType;
import io.wardline.topology.account.Ring;
import io.wardline.topology.event.Origin;
import io.wardline.topology.ingest.DecisionIngest;
import io.wardline.topology.ingest.IngestedDecision;
import io.wardline.topology.ingest.JsonRecordReader;
import io.wardline.v1.Enforcement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: a round reads just what the one before decided, though the contract's record has no field for all of it. */
class DecisionLineTest {
    static List<Decision> decisions() {
        return List.of(
                decision(null, null),
                decision(new Ring("gone", 5, 3), new Ring("gone", 5, 0)),
                decision(new Ring("gone", 5, 3), new Ring("another", 7, 0)),
                decision(new Ring("gone", 5, 3), null));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void aDecisionComesBackAsItWas(Decision decision) {
        byte[] line = DecisionLine.of(decision).getBytes(StandardCharsets.UTF_8);

        assertThat(new DecisionIngest(new JsonRecordReader<>(Enforcement.class), 1 << 20)
                        .ingest(line, DecisionLine.headers(line), Origin.ofFile("decided", 1), 42))
                .isEqualTo(new IngestedDecision(decision, null));
    }

    private static Decision decision(@Nullable Ring ring, @Nullable Ring origin) {
        return new Decision(
                "decision-1",
                "ac\tcount",
                Action.REVIEW,
                0.5,
                42,
                List.of(new DecisionLink("gone", IdentifierType.PHOTO_PDQ, 0.5, List.of("case-1"))),
                ring,
                origin,
                List.of("merged"),
                "decision-0",
                "why");
    }
}
