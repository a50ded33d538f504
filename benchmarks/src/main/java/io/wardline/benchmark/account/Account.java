// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import java.util.Locale;

/**
 * An invented account.
 *
 * @param number among those of its group, from 0
 */
record Account(Group group, int number) {
    /** Ids are as long as those of platforms, since state holds one for each use of an identifier. */
    private static final int ID_DIGITS = 1_000_000_000;

    /** Why there is such an account. */
    enum Group {
        /** Did harm, and was disabled before anything is measured. */
        DISABLED(0),
        /** Signed up before anything is measured, and logs in while it is. */
        KNOWN(1),
        /** Signs up while it is measured, and has nothing to do with a disabled one. */
        NEW(2),
        /** Signs up while it is measured, and is the person of a disabled one. */
        RETURNED(3);

        /** How many there are. */
        static final int COUNT = 4;

        private final int index;
        private final String prefix = name().toLowerCase(Locale.ROOT) + "-";

        Group(int index) {
            this.index = index;
        }

        /** From 0; what is drawn depends on it. */
        int index() {
            return index;
        }
    }

    String id() {
        return group.prefix + Integer.toString(ID_DIGITS + number).substring(1);
    }

    /** Whether the account of this id belongs to the group. */
    static boolean isOf(Group group, String id) {
        return id.startsWith(group.prefix);
    }
}
