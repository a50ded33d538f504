// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.v1.Enforcement;
import io.wardline.v1.EnforcementAction;
import io.wardline.v1.EnforcementLink;
import io.wardline.v1.Escalation;
import io.wardline.v1.IdentifierType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Goal: the terminal shows each decision that somebody would act on once, and counts all of them. */
class DemoViewTest {
    private final StringWriter text = new StringWriter();
    private final DemoView view = new DemoView(new PrintWriter(text, true), Ansi.OFF, 1, Map.of());

    @Test
    void showsAdviceToActAndItsWithdrawal() {
        view.decision(decision("d1", EnforcementAction.BLOCK, 0.965, IdentifierType.DEVICE, null));
        view.decision(decision("d2", EnforcementAction.REVIEW, 0.9, IdentifierType.PAYMENT_HANDLE, null));
        view.decision(decision("d3", EnforcementAction.NONE, 0, null, "d1"));

        assertThat(text.toString().lines())
                .containsExactly(
                        "DECISION BLOCK  acc-1, score 0.97: Why.",
                        "DECISION REVIEW acc-1, score 0.90: Why.",
                        "DECISION NONE   withdrawn acc-1, score 0.00: Why.");
    }

    @Test
    void showsThatAWeakLinkIsTooLittleAndOnlyCountsNewAccountsWithout() {
        view.decision(decision("d1", EnforcementAction.NONE, 0.25, IdentifierType.IP, null));
        view.decision(decision("d2", EnforcementAction.NONE, 0, null, null));
        view.summary();

        assertThat(text.toString().lines())
                .containsOnlyOnce("DECISION NONE   acc-1, score 0.25: Why.")
                .contains("  decisions:           2 NONE, of which 0 withdrew an earlier one");
        assertThat(text.toString()).containsOnlyOnce("DECISION");
    }

    @Test
    void showsAndCountsARepeatOnce() {
        view.decision(decision("d1", EnforcementAction.BLOCK, 0.9, IdentifierType.DEVICE, null));
        view.decision(decision("d2", EnforcementAction.NONE, 0, null, "d1"));
        view.decision(decision("d1", EnforcementAction.BLOCK, 0.9, IdentifierType.DEVICE, null));
        view.decision(decision("d2", EnforcementAction.NONE, 0, null, "d1"));
        view.summary();

        assertThat(text.toString()).containsOnlyOnce("DECISION BLOCK").containsOnlyOnce("DECISION NONE");
        assertThat(text.toString().lines())
                .contains("  decisions:           1 BLOCK, 1 NONE, of which 1 withdrew an earlier one");
    }

    /** A resolved one is news, however often its level was repeated before. */
    @Test
    void showsThatAnEscalationIsResolved() {
        view.escalation(escalation("e1", 0, false));
        view.escalation(escalation("e2", 3, false));
        view.escalation(escalation("e3", 3, true));
        view.summary();

        assertThat(text.toString().lines())
                .contains(
                        "ESCALATION to lead: case 0123abcd, 1.5 h left to file",
                        "ESCALATION to lead resolved: case 0123abcd is filed, 1.5 h before its deadline",
                        "  escalations:         2 lead, and 1 told as resolved");
    }

    private static Escalation escalation(String id, int repeat, boolean resolved) {
        return Escalation.newBuilder()
                .setEscalationId(id)
                .setCaseId("0123abcdef")
                .setLevel("lead")
                .setDueAt(Instant.EPOCH)
                .setFiredAt(Instant.EPOCH)
                .setRemainingMs(5_400_000)
                .setRepeat(repeat)
                .setOverdue(false)
                .setResolved(resolved)
                .build();
    }

    private static Enforcement decision(
            String id,
            EnforcementAction action,
            double score,
            @Nullable IdentifierType shared,
            @Nullable String supersedes) {
        List<EnforcementLink> links = shared == null
                ? List.of()
                : List.of(EnforcementLink.newBuilder()
                        .setDisabledAccountId("acc-0")
                        .setIdentifierType(shared)
                        .setWeight(score)
                        .build());
        return Enforcement.newBuilder()
                .setDecisionId(id)
                .setAccountId("acc-1")
                .setAction(action)
                .setScore(score)
                .setKnownAt(Instant.EPOCH)
                .setLinks(links)
                .setSupersedes(supersedes)
                .setExplanation("Why.")
                .build();
    }
}
