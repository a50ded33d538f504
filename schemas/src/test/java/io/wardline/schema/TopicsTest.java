// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract's table of topics, spelled out once more, so that a name changes in two places or not at all. */
final class TopicsTest {
    @Test
    void saysWhatTheContractSays() {
        assertThat(Arrays.stream(Topics.values()).map(t -> "%s | %s | %s | %s%s"
                        .formatted(
                                t.topic(),
                                t.key(),
                                t.type().getSimpleName(),
                                t.direction(),
                                t.compacted() ? " | compacted" : "")))
                .containsExactly(
                        "wardline.conversation-events | conversation_id | ConversationEvent | IN",
                        "wardline.account-events | account_id | AccountEvent | IN",
                        "wardline.report-events | case_id | ReportEvent | IN",
                        "wardline.patterns | pattern_id@revision | PatternRevision | IN | compacted",
                        "wardline.alerts | case_id | Alert | OUT",
                        "wardline.shadow-alerts | case_id | Alert | OUT",
                        "wardline.cases | case_id | Case | OUT | compacted",
                        "wardline.escalations | case_id | Escalation | OUT",
                        "wardline.enforcements | account_id | Enforcement | OUT",
                        "wardline.pattern-status | pattern_id@revision/subtask | PatternStatus | OUT | compacted",
                        "wardline.dead-letters | origin topic | DeadLetter | OUT");
        assertThat(Topics.ALERTS.subject()).isEqualTo("wardline.alerts-value");
    }

    @ParameterizedTest
    @EnumSource(Topics.class)
    void registersTheSchemaOfTheFileToTheLetter(Topics topic) {
        assertThat(topic.schema().toString())
                .isEqualTo(Samples.file(topic.type().getSimpleName()).toString());
    }
}
