// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.account.AccountEvent.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Invented people and what they share, with who is who: offenders who come back, their families, people behind one carrier's or café's
 * address, in shared homes and on shared tablets, people whose account an offender took over, and buyers of used devices. In three months.
 */
final class Population {
    /** Who an account belongs to. */
    enum Group {
        OFFENDERS_FIRST("an offender's first account"),
        RETURN_STRONG("returns that reuse a device, number, e-mail, handle or photo"),
        RETURN_FRESH("returns that reuse an address or nothing"),
        FAMILY("an offender's family, at the same address"),
        FAMILY_TABLET("of these, on a tablet that the offender used too"),
        HACKED("accounts that an offender took over"),
        USED_DEVICE("buyers of an offender's device"),
        STRANGER("everybody else");

        final String title;

        Group(String title) {
            this.title = title;
        }
    }

    private static final int DAYS = 90;
    private static final int OFFENDERS = 150;
    private static final int ACCOUNTS_OF_OFFENDER = 10;
    private static final int HOMES = 1_200;
    private static final int HACKED = 60;
    private static final int USED_DEVICES = 1;

    private final Random random;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final List<AccountEvent> events = new ArrayList<>();

    Population(long seed) {
        this.random = new Random(seed);
        for (int home = 0; home < HOMES; home++) {
            people("home-" + home, 1 + random.nextInt(4), Group.STRANGER);
        }
        for (int offender = 0; offender < OFFENDERS; offender++) {
            offender("offender-" + offender);
        }
        for (int hacked = 0; hacked < HACKED; hacked++) {
            hacked("hacked-" + hacked, "offender-" + random.nextInt(OFFENDERS));
        }
        for (int buyer = 0; buyer < USED_DEVICES; buyer++) {
            String id = "buyer-" + buyer;
            groups.put(id, Group.USED_DEVICE);
            events.add(at(Happening.created(id, DAYS + 1), "home of " + id)
                    .with(IdentifierType.DEVICE, "offender-" + buyer + " device 1")
                    .event());
        }
        events.sort(Comparator.comparingLong(AccountEvent::occurredAtMillis).thenComparing(AccountEvent::eventId));
    }

    Map<String, Group> groups() {
        return groups;
    }

    /** In the order in which they happened. */
    List<AccountEvent> events() {
        return events;
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** At home, or behind an address that hundreds have. */
    private Happening at(Happening happening, String home) {
        if (chance(0.3)) {
            String carrier = "carrier-" + random.nextInt(4);
            return happening.with(IdentifierType.IP, carrier).with(IdentifierType.IP_RANGE, carrier);
        }
        if (chance(0.1)) {
            String cafe = "cafe-" + random.nextInt(30);
            return happening.with(IdentifierType.IP, cafe).with(IdentifierType.IP_RANGE, cafe);
        }
        return happening.with(IdentifierType.IP, home).with(IdentifierType.IP_RANGE, home);
    }

    /** People of one home, each with a device of their own, every third home with a tablet that all use. */
    private void people(String home, int count, Group group) {
        boolean tablet = chance(0.3);
        for (int person = 0; person < count; person++) {
            String id = home + "/" + person;
            groups.put(id, group);
            double born = DAYS * random.nextDouble();
            Happening created = at(Happening.created(id, born), home)
                    .with(IdentifierType.DEVICE, "device of " + id)
                    .with(IdentifierType.EMAIL, "mail of " + id)
                    .with(IdentifierType.USERNAME, "name-" + random.nextInt(20_000));
            if (chance(0.6)) {
                created.with(IdentifierType.PHONE, "phone of " + id);
            }
            if (chance(0.5)) {
                created.photo(picture(id.hashCode(), 0));
            }
            events.add(created.event());
            Happening login = at(Happening.of(id, Kind.LOGIN, born + 5 * random.nextDouble()), home);
            events.add((tablet ? login.with(IdentifierType.DEVICE, "tablet of " + home) : login).event());
        }
    }

    /** One account after another, each disabled after some days; what is kept from one to the next is chance. */
    private void offender(String name) {
        String home = "home of " + name;
        boolean tablet = chance(0.2);
        int device = 0;
        int phone = 0;
        int handle = 0;
        int mail = 0;
        double day = 10 * random.nextDouble();
        for (int account = 0; account < ACCOUNTS_OF_OFFENDER; account++) {
            String id = name + "/" + account;
            boolean sameDevice = account > 0 && chance(0.6);
            boolean sameHandle = account > 0 && chance(0.5);
            boolean samePhone = account > 0 && chance(0.3);
            boolean sameMail = account > 0 && chance(0.1);
            boolean samePhoto = account > 0 && chance(0.4);
            device += sameDevice ? 0 : 1;
            handle += sameHandle ? 0 : 1;
            phone += samePhone ? 0 : 1;
            mail += sameMail ? 0 : 1;
            boolean strong = sameDevice || sameHandle || samePhone || sameMail || samePhoto;
            groups.put(id, account == 0 ? Group.OFFENDERS_FIRST : strong ? Group.RETURN_STRONG : Group.RETURN_FRESH);
            Happening created = at(Happening.created(id, day), home)
                    .with(IdentifierType.DEVICE, name + " device " + device)
                    .with(IdentifierType.PHONE, name + " phone " + phone)
                    .with(IdentifierType.EMAIL, name + " mail " + mail)
                    .with(IdentifierType.PAYMENT_HANDLE, name + " handle " + handle)
                    .with(IdentifierType.USERNAME, "name-" + random.nextInt(20_000))
                    .photo(picture(samePhoto ? name.hashCode() : id.hashCode(), random.nextInt(25)));
            events.add((tablet ? created.with(IdentifierType.DEVICE, "tablet of " + home) : created).event());
            day += 1 + 4 * random.nextDouble();
            events.add(Happening.disabled(id, day).caseId("case of " + id).event());
            day += 3 * random.nextDouble();
        }
        if (chance(0.5)) {
            family(name, home, tablet);
        }
    }

    private void family(String name, String home, boolean tablet) {
        for (int person = 0; person < 1 + random.nextInt(3); person++) {
            String id = name + "/family-" + person;
            groups.put(id, tablet ? Group.FAMILY_TABLET : Group.FAMILY);
            double born = DAYS * random.nextDouble();
            Happening created = Happening.created(id, born)
                    .with(IdentifierType.IP, home)
                    .with(IdentifierType.IP_RANGE, home)
                    .with(IdentifierType.DEVICE, "device of " + id)
                    .with(IdentifierType.EMAIL, "mail of " + id);
            events.add(created.event());
            // What is shared at home is used after the sign-up, from the own device.
            Happening login = at(Happening.of(id, Kind.LOGIN, born + 0.2 + 10 * random.nextDouble()), home);
            events.add((tablet ? login.with(IdentifierType.DEVICE, "tablet of " + home) : login).event());
        }
    }

    /** An old account, used from the offender's device until its owner has it back. */
    private void hacked(String id, String offender) {
        groups.put(id, Group.HACKED);
        double born = 20 * random.nextDouble();
        events.add(at(Happening.created(id, born), "home of " + id)
                .with(IdentifierType.DEVICE, "device of " + id)
                .with(IdentifierType.PHONE, "phone of " + id)
                .event());
        double taken = born + 40 * random.nextDouble();
        events.add(at(Happening.of(id, Kind.LOGIN, taken), "home of " + offender)
                .with(IdentifierType.DEVICE, offender + " device " + (1 + random.nextInt(3)))
                .event());
        events.add(Happening.disabled(id, taken + 1).compromised().event());
        events.add(Happening.reinstated(id, taken + 2).event());
    }

    private byte[] picture(int of, int changedBits) {
        byte[] bits = new byte[32];
        new Random(of).nextBytes(bits);
        for (int change = 0; change < changedBits; change++) {
            int bit = random.nextInt(256);
            bits[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return bits;
    }
}
