// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What is kept under a value: one entry for each account that uses it, and one that says what they amount to. Most values have one account,
 * and for these the latter is all there is.
 */
@TypeInfo(AccountForms.class)
public sealed interface ValueEntry {
    /** An account's use, and what became of the account. */
    record Member(Status status, Use use) implements ValueEntry {
        Membership of(String accountId) {
            return new Membership(accountId, status, use);
        }
    }

    /** The only account that uses the value. */
    record Alone(Membership member) implements ValueEntry {}

    /**
     * What is known without looking at the members. It is written with each of them, and so outlives them.
     *
     * @param count how many there are, at most: those out of their retention may be counted still; {@link #CROWD}'s are not kept
     * @param sources whether there may be one that others are linked to
     */
    record Roster(int count, boolean sources) implements ValueEntry {
        /** So many use the value that it says nothing of anybody. */
        static final Roster CROWD = new Roster(Integer.MAX_VALUE, false);

        boolean isCrowd() {
            return count == Integer.MAX_VALUE;
        }
    }
}
