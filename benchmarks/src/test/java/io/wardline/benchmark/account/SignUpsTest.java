// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.benchmark.account.Account.Group;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.AccountEventKind;
import io.wardline.v1.Enforcement;
import io.wardline.v1.EnforcementAction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignUpsTest {
    private static final Account STRANGER = new Account(Group.NEW, 1);
    private static final Account RETURNED = new Account(Group.RETURNED, 1);

    private final SignUps signUps = new SignUps();

    @Test
    void aSignUpWaitsForItsFirstDecision() {
        signUp(STRANGER, 100);
        decide(STRANGER, EnforcementAction.NONE, 130);
        decide(STRANGER, EnforcementAction.REVIEW, 500);

        assertThat(signUps.waits(0).count()).isEqualTo(1);
        assertThat(signUps.waits(0).at(1)).isEqualTo(30);
    }

    @Test
    void aReturnThatIsToldBlockLaterWaitsForThatToo() {
        signUp(RETURNED, 100);
        decide(RETURNED, EnforcementAction.NONE, 130);
        decide(RETURNED, EnforcementAction.BLOCK, 190);

        assertThat(signUps.waits(0).at(1)).isEqualTo(30);
        assertThat(signUps.waitsForBlock(0).at(1)).isEqualTo(90);
        assertThat(signUps.returnedBlocked()).isEqualTo(1);
        assertThat(signUps.returnedBlockedAtOnce()).isZero();
        latency().requireRight();
    }

    @Test
    void theWarmUpIsNotMeasured() {
        signUp(STRANGER, 100);
        decide(STRANGER, EnforcementAction.NONE, 130);

        assertThat(signUps.waits(101).count()).isZero();
    }

    @Test
    void onlySignUpsAreMeasured() {
        signUps.take(event(STRANGER, AccountEventKind.LOGIN), 100);
        decide(STRANGER, EnforcementAction.NONE, 130);

        assertThat(signUps.waits(0).count()).isZero();
    }

    @Test
    void aRunInWhichAReturnIsNotToldBlockDoesNotCount() {
        signUp(RETURNED, 100);
        decide(RETURNED, EnforcementAction.REVIEW, 130);

        assertThatThrownBy(() -> latency().requireRight()).hasMessageContaining("1 of 1 returns were not told BLOCK");
    }

    @Test
    void aRunInWhichSomebodyElseIsToldBlockDoesNotCount() {
        signUp(STRANGER, 100);
        decide(STRANGER, EnforcementAction.BLOCK, 130);

        assertThatThrownBy(() -> latency().requireRight()).hasMessageContaining("1 sign-ups were told BLOCK");
    }

    @Test
    void aRunInWhichADecisionIsMissingDoesNotCount() {
        signUp(STRANGER, 100);

        assertThatThrownBy(() -> latency().requireRight()).hasMessageContaining("1 sign-ups were not decided on");
    }

    private SignUpLatency latency() {
        return new SignUpLatency(signUps, signUps.waits(0), signUps.waitsForBlock(0), 1, 1, 0);
    }

    private void signUp(Account account, long appendedAtMillis) {
        signUps.take(event(account, AccountEventKind.CREATED), appendedAtMillis);
    }

    private static AccountEvent event(Account account, AccountEventKind kind) {
        return AccountEvent.newBuilder()
                .setEventId("event")
                .setAccountId(account.id())
                .setOccurredAt(Instant.EPOCH)
                .setKind(kind)
                .build();
    }

    private void decide(Account account, EnforcementAction action, long appendedAtMillis) {
        signUps.take(
                Enforcement.newBuilder()
                        .setDecisionId("decision")
                        .setAccountId(account.id())
                        .setAction(action)
                        .setScore(0)
                        .setKnownAt(Instant.EPOCH)
                        .setLinks(List.of())
                        .setExplanation("")
                        .build(),
                appendedAtMillis);
    }
}
