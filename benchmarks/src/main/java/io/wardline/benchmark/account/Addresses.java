// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import io.wardline.benchmark.account.Account.Group;

/**
 * Who is at which IPv4 address. Some are behind a carrier's, which a crowd shares. The others are at home: with four more of the disabled
 * accounts' people, or elsewhere, where nobody was disabled.
 */
final class Addresses {
    /** Of all uses of an address. */
    static final double CARRIERS = 0.2;
    /** Of the uses by accounts that were not disabled: as many at a home that disabled accounts used. */
    static final double NEIGHBOURS = 0.1;

    /** Of a carrier's address some three thousand uses: a crowd several times over, whatever the population. */
    private static final int ACCOUNTS_OF_A_CARRIERS = 5_000;
    /** Each disabled account uses three addresses, of which 2.4 are homes: 4.8 accounts at each. */
    private static final int ACCOUNTS_OF_A_HOME = 2;
    /** In one network of 24 bits: ten accounts. */
    private static final int HOMES_OF_A_NETWORK = 2;

    /** From here on upwards, as far as a hundred: public networks and no special ones. */
    private static final int FIRST_NETWORK = 20 << 16;

    private static final int FIRST_CARRIERS = 193 << 24;

    private final int homes;
    private final int carriers;

    Addresses(Population population) {
        homes = population.disabled() / ACCOUNTS_OF_A_HOME;
        carriers = Math.max(1, population.disabled() / ACCOUNTS_OF_A_CARRIERS);
    }

    /** The address that an account has by these drawn bits. */
    String of(Account account, long drawn) {
        double share = Population.share(drawn);
        long which = Population.mix(drawn);
        if (share < CARRIERS) {
            return dotted(FIRST_CARRIERS + Math.floorMod(which, carriers));
        }
        boolean near = account.group() == Group.DISABLED || share < CARRIERS + NEIGHBOURS;
        int home = Math.floorMod(which, homes) + (near ? 0 : homes);
        int host = 1 + home % HOMES_OF_A_NETWORK;
        return dotted((FIRST_NETWORK + home / HOMES_OF_A_NETWORK) << 8 | host);
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }
}
