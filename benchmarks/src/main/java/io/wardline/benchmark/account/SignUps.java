// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import io.wardline.benchmark.account.Account.Group;
import io.wardline.benchmark.report.Percentiles;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.AccountEventKind;
import io.wardline.v1.Enforcement;
import io.wardline.v1.EnforcementAction;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/** Accounts that signed up, and what was decided about each: from the logs of both, by the broker's clock. */
final class SignUps {
    private final Map<String, SignUp> byAccount = new HashMap<>();

    /**
     * A sign-up; times are in milliseconds since the epoch.
     *
     * @param appendedAt when it was in the log
     * @param decidedAt when its first decision was
     * @param first that decision's action
     * @param blockedAt when its first BLOCK was
     */
    private record SignUp(long appendedAt, OptionalLong decidedAt, EnforcementAction first, OptionalLong blockedAt) {
        SignUp decided(EnforcementAction action, long at) {
            boolean isFirst = decidedAt.isEmpty();
            boolean isFirstBlock = blockedAt.isEmpty() && action == EnforcementAction.BLOCK;
            return new SignUp(
                    appendedAt,
                    isFirst ? OptionalLong.of(at) : decidedAt,
                    isFirst ? action : first,
                    isFirstBlock ? OptionalLong.of(at) : blockedAt);
        }
    }

    /** Takes a record of account events; what is no sign-up is left out. */
    void take(AccountEvent event, long appendedAtMillis) {
        if (event.getKind() == AccountEventKind.CREATED) {
            byAccount.put(
                    event.getAccountId(),
                    new SignUp(
                            appendedAtMillis, OptionalLong.empty(), EnforcementAction.UNKNOWN, OptionalLong.empty()));
        }
    }

    /** Takes a decision, in the order of the log, when all events have been taken. Those about older accounts are left out. */
    void take(Enforcement decision, long appendedAtMillis) {
        byAccount.computeIfPresent(
                decision.getAccountId(), (account, signUp) -> signUp.decided(decision.getAction(), appendedAtMillis));
    }

    /** What the sign-ups since then waited for their first decisions, in milliseconds. */
    Percentiles waits(long sinceMillis) {
        return since(sinceMillis, SignUp::decidedAt);
    }

    /** What those that were told BLOCK waited for that. */
    Percentiles waitsForBlock(long sinceMillis) {
        return since(sinceMillis, SignUp::blockedAt);
    }

    private Percentiles since(long sinceMillis, Function<SignUp, OptionalLong> end) {
        return new Percentiles(byAccount.values().stream()
                .filter(signUp -> signUp.appendedAt >= sinceMillis)
                .filter(signUp -> end.apply(signUp).isPresent())
                .mapToDouble(signUp -> end.apply(signUp).getAsLong() - signUp.appendedAt)
                .toArray());
    }

    /** How many there are that nothing was decided about. */
    int undecided() {
        return count(account -> true, signUp -> signUp.decidedAt.isEmpty());
    }

    /** How many are people of disabled accounts. */
    int returned() {
        return count(SignUps::isReturned, signUp -> true);
    }

    /** Of these: how many were told BLOCK. */
    int returnedBlocked() {
        return count(SignUps::isReturned, signUp -> signUp.blockedAt.isPresent());
    }

    /** Of these: by their first decision. */
    int returnedBlockedAtOnce() {
        return count(SignUps::isReturned, signUp -> signUp.first == EnforcementAction.BLOCK);
    }

    /** How many others were told BLOCK. */
    int othersBlocked() {
        return count(account -> !isReturned(account), signUp -> signUp.blockedAt.isPresent());
    }

    private static boolean isReturned(String accountId) {
        return Account.isOf(Group.RETURNED, accountId);
    }

    private int count(Predicate<String> accounts, Predicate<SignUp> signUps) {
        return (int) byAccount.entrySet().stream()
                .filter(entry -> accounts.test(entry.getKey()) && signUps.test(entry.getValue()))
                .count();
    }
}
