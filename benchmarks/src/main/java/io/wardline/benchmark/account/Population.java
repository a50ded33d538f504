// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import io.wardline.benchmark.account.Account.Group;

/**
 * How many accounts there are, and what is drawn for each. Draws are hashes of the seed and of what is drawn, so that none of ten million
 * identifiers need be remembered, and so that no two identifiers are equal by chance.
 *
 * @param seed of everything that is drawn
 * @param disabled how many accounts were disabled before anything is measured
 */
record Population(long seed, int disabled) {
    /** Fewer have no crowds. */
    static final int LEAST = 1_000;
    /** For more there are not enough telephone numbers. */
    static final int MOST = 10_000_000;

    /** A prime, and more than most populations: as many steps of it lead to as many places. */
    private static final long SCATTER = 7_368_787;
    /** What may be drawn for one account: its identifiers. */
    private static final int DRAWS_BITS = 16;

    private static final long PHOTO = 1L << 62;

    Population {
        if (disabled < LEAST || disabled > MOST) {
            throw new IllegalArgumentException("from %,d to %,d accounts, not %,d".formatted(LEAST, MOST, disabled));
        }
    }

    /** Accounts in good standing that have signed up before anything is measured. */
    int known() {
        return disabled / 10;
    }

    /** The disabled account whose person is back: another for each return. */
    Account behind(Account returned) {
        return new Account(Group.DISABLED, (int) (returned.number() * SCATTER % disabled));
    }

    /** 64 bits for one thing of an account, others for any other thing of any account. */
    long draw(Account account, int what) {
        long drawn = (long) account.group().index() << 32 | account.number();
        return bits(drawn << DRAWS_BITS | what);
    }

    /** 64 bits of a photo that nobody else has. */
    long photo(long number, int part) {
        return bits(PHOTO | number << 2 | part);
    }

    private long bits(long drawn) {
        return mix(mix(seed) + drawn);
    }

    /** Of SplitMix64: other bits for other bits. */
    static long mix(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A share of 1 from bits that were drawn. */
    static double share(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }
}
