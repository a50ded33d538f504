// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.account.AccountEvent.Kind;
import io.wardline.topology.account.Decision.Action;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Goal: what stands in the end rests on what happened and when, never on when the platform learned of it. Method: small worlds in which
 * everything meets, taken in any order and with copies, against all accounts compared with all others.
 */
class AccountOrderPropertyTest {
    private static final int ACCOUNTS = 7;
    private static final IdentifierType[] TYPES = {
        IdentifierType.DEVICE,
        IdentifierType.EMAIL,
        IdentifierType.PAYMENT_HANDLE,
        IdentifierType.IP,
        IdentifierType.IP_RANGE,
        IdentifierType.USERNAME
    };

    @Property(tries = 150)
    void inWhateverOrderTheSameStandsInTheEnd(@ForAll long seed) {
        Random random = new Random(seed);
        LinkPolicy usual = LinkPolicy.DEFAULT;
        LinkPolicy policy = new LinkPolicy(
                usual.weights(), usual.retention(), usual.review(), usual.block(), 3 + random.nextInt(6));
        List<AccountEvent> world = world(random);
        List<NamedOffender> named = named(random);
        Map<String, Action> expected = new AccountOracle(policy, world, named).actions();

        for (int order = 0; order < 2; order++) {
            List<AccountEvent> arrivals = new ArrayList<>(world);
            arrivals.addAll(world.subList(0, world.size() / 4));
            Collections.shuffle(arrivals, random);
            try (AccountPipeline pipeline = new AccountPipeline(policy, false)) {
                pipeline.take(arrivals, named, random);

                Map<String, Action> stands = new TreeMap<>();
                pipeline.standing().forEach((account, decision) -> stands.put(account, decision.action()));
                assertThat(stands).as("seed %d, order %d", seed, order).isEqualTo(expected);
            }
        }
    }

    /** A world in which nothing was ever blocked or looked at would hold the property for nothing. */
    @Property(tries = 1)
    void theWorldsHaveEveryAction() {
        Map<Action, Integer> seen = new TreeMap<>();
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            new AccountOracle(LinkPolicy.DEFAULT, world(random), named(random))
                    .actions()
                    .values()
                    .forEach(action -> seen.merge(action, 1, Integer::sum));
        }
        assertThat(seen.get(Action.BLOCK)).isGreaterThan(50);
        assertThat(seen.get(Action.REVIEW)).isGreaterThan(50);
        assertThat(seen.get(Action.NONE)).isGreaterThan(50);
    }

    private static List<AccountEvent> world(Random random) {
        List<AccountEvent> world = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            String id = "account-" + account;
            double born = 30 * random.nextDouble();
            Happening created = using(Happening.created(id, born), random);
            if (random.nextInt(2) == 0) {
                // One person's, who comes back again and again.
                created.with(random.nextInt(3) == 0 ? IdentifierType.EMAIL : IdentifierType.DEVICE, "of one person");
            }
            if (random.nextInt(8) > 0) {
                world.add(created.event());
            }
            for (int more = random.nextInt(3); more > 0; more--) {
                Kind kind = random.nextBoolean() ? Kind.LOGIN : Kind.UPDATED;
                world.add(using(Happening.of(id, kind, born + 25 * random.nextDouble()), random)
                        .event());
            }
            double at = born;
            for (int change = random.nextInt(3); change > 0; change--) {
                at += 5 * random.nextDouble();
                Happening disabled = Happening.disabled(id, at);
                world.add((random.nextInt(5) == 0 ? disabled.compromised() : disabled).event());
                if (random.nextInt(3) == 0) {
                    at += 4 * random.nextDouble();
                    world.add(Happening.reinstated(id, at).event());
                }
            }
        }
        return world;
    }

    /** Cases that name an account as the offender, one of two at most. */
    private static List<NamedOffender> named(Random random) {
        List<NamedOffender> named = new ArrayList<>();
        for (int cases = random.nextInt(3); cases > 0; cases--) {
            long at = Happening.millis(40 * random.nextDouble());
            named.add(new NamedOffender("account-" + random.nextInt(ACCOUNTS), "case-" + cases, true, at));
        }
        return named;
    }

    private static Happening using(Happening happening, Random random) {
        for (int count = random.nextInt(3); count > 0; count--) {
            happening.with(TYPES[random.nextInt(TYPES.length)], "value-" + random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            happening.photo(photo(random));
        }
        return happening;
    }

    /** One of two pictures, re-encoded in one of three ways: each differs from the next in a dozen bits, and from the last in more. */
    private static byte[] photo(Random random) {
        byte[] bits = new byte[32];
        new Random(random.nextInt(2)).nextBytes(bits);
        int changed = 12 * random.nextInt(4);
        for (int bit = 0; bit < changed; bit++) {
            bits[bit / 2] ^= (byte) (1 << (bit % 2 * 3));
        }
        return bits;
    }
}
