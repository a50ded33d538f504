// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/** What is kept under a value: one entry for each account that uses it, and one that says what they amount to. */
@TypeInfo(AccountForms.class)
public sealed interface ValueEntry {
    /** An account's use, and what became of the account. */
    record Member(Status status, Use use) implements ValueEntry {
        Membership of(String accountId) {
            return new Membership(accountId, status, use);
        }
    }

    /**
     * What is known without looking at the members. It is written with each of them, and so outlives them.
     *
     * @param count how many there are, at most: those out of their retention may be counted still; {@link #CROWD}'s are not kept
     * @param sources whether there may be one that others are linked to
     */
    record Roster(int count, boolean sources) implements ValueEntry {
        static final Roster NOBODY = new Roster(0, false);
        /** So many use the value that it says nothing of anybody. */
        static final Roster CROWD = new Roster(Integer.MAX_VALUE, false);

        static Roster of(@Nullable ValueEntry entry) {
            return entry instanceof Roster roster ? roster : NOBODY;
        }

        boolean isCrowd() {
            return count == Integer.MAX_VALUE;
        }
    }
}
