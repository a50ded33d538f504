// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import io.wardline.benchmark.account.Account.Group;
import io.wardline.v1.Identifier;
import io.wardline.v1.IdentifierType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What accounts use. All values are invented; each is in the form that the job gives it, or in one that people write. */
final class Identities {
    /** Ten of an account that did harm for days, photos aside. */
    static final Map<IdentifierType, Integer> OF_DISABLED = Map.of(
            IdentifierType.DEVICE, 2,
            IdentifierType.PHONE, 1,
            IdentifierType.EMAIL, 1,
            IdentifierType.IP, 3,
            IdentifierType.PAYMENT_HANDLE, 2,
            IdentifierType.USERNAME, 1);

    /** Five that come with a sign-up. */
    static final Map<IdentifierType, Integer> OF_SIGN_UP = Map.of(
            IdentifierType.DEVICE, 1,
            IdentifierType.PHONE, 1,
            IdentifierType.EMAIL, 1,
            IdentifierType.IP, 1,
            IdentifierType.USERNAME, 1);

    /** In the order in which draws are made for them. */
    private static final List<IdentifierType> TYPES = List.of(
            IdentifierType.DEVICE,
            IdentifierType.PHONE,
            IdentifierType.EMAIL,
            IdentifierType.IP,
            IdentifierType.PAYMENT_HANDLE,
            IdentifierType.USERNAME);
    /** More than of any type. */
    private static final int MOST_OF_TYPE = 16;

    private static final int LINES = 10_000_000;
    /** Coprime to {@link #LINES}: neighbours among accounts are none among numbers. */
    private static final long SCATTER = 7_368_787;
    /** Of mobile networks in Nigeria, the Philippines, Romania and the United Kingdom, each followed by seven digits. */
    private static final List<String> NETWORKS = List.of("+234803", "+234706", "+63917", "+63905", "+4072", "+44757");

    private static final List<String> PROVIDERS = List.of("gmail.com", "outlook.com", "yahoo.com", "proton.me");
    private static final List<String> NAMES = List.of(
            "ana", "ben", "chidi", "dana", "emeka", "femi", "grace", "hana", "ivan", "joy", "kemi", "liam", "mia");

    private final Population population;
    private final Addresses addresses;

    Identities(Population population) {
        this.population = population;
        this.addresses = new Addresses(population);
    }

    /** What an account brings along. */
    List<Identifier> of(Account account) {
        List<Identifier> all = new ArrayList<>();
        Map<IdentifierType, Integer> counts = account.group() == Group.DISABLED ? OF_DISABLED : OF_SIGN_UP;
        for (IdentifierType type : TYPES) {
            for (int which = 0; which < counts.getOrDefault(type, 0); which++) {
                all.add(new Identifier(type, value(account, type, which), false));
            }
        }
        return all;
    }

    /** A photo's hash that is like no other; 256 bits drawn by chance are far from any other 256. */
    Identifier photo(long number) {
        HexFormat hex = HexFormat.of();
        StringBuilder value = new StringBuilder();
        for (int part = 0; part < 4; part++) {
            value.append(hex.toHexDigits(population.photo(number, part)));
        }
        return new Identifier(IdentifierType.PHOTO_PDQ, value.toString(), false);
    }

    /** The case that led to the disabling of an account: as long as the job's ids of cases. */
    String caseId(Account account) {
        HexFormat hex = HexFormat.of();
        int what = TYPES.size() * MOST_OF_TYPE;
        return hex.toHexDigits(population.draw(account, what)) + hex.toHexDigits(population.draw(account, what + 1));
    }

    /** What an account uses, from 0 on; who is back brings along one thing of the disabled account. */
    String value(Account account, IdentifierType type, int which) {
        Account owner =
                account.group() == Group.RETURNED && type == reused(account) ? population.behind(account) : account;
        long drawn = population.draw(owner, TYPES.indexOf(type) * MOST_OF_TYPE + which);
        return switch (type) {
            case DEVICE -> new UUID(drawn, Population.mix(drawn)).toString();
            case PHONE -> phone(owner);
            case EMAIL -> name(drawn, '.') + '@' + PROVIDERS.get(Math.floorMod(drawn, PROVIDERS.size()));
            case IP -> addresses.of(owner, drawn);
            case PAYMENT_HANDLE -> '$' + name(drawn, '-');
            case USERNAME -> name(drawn, '_');
            case PHOTO_PDQ, UNKNOWN -> throw new IllegalArgumentException("no " + type + " is an account's own");
        };
    }

    /** The one thing that the person of a disabled account still has: a device or a number, by turns. */
    static IdentifierType reused(Account returned) {
        return returned.number() % 2 == 0 ? IdentifierType.DEVICE : IdentifierType.PHONE;
    }

    /** Another for each account. */
    private static String phone(Account account) {
        long number = (long) account.number() * Group.COUNT + account.group().index();
        int networks = NETWORKS.size();
        long line = number / networks * SCATTER % LINES;
        return NETWORKS.get((int) (number % networks))
                + Long.toString(LINES + line).substring(1);
    }

    private static String name(long drawn, char then) {
        return NAMES.get(Math.floorMod(drawn, NAMES.size())) + then + Long.toUnsignedString(drawn, Character.MAX_RADIX);
    }
}
