// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.profile;

import static io.wardline.topology.profile.SampleFacts.contact;
import static io.wardline.topology.profile.SampleFacts.day;
import static io.wardline.topology.profile.SampleFacts.disabled;
import static io.wardline.topology.profile.SampleFacts.login;
import static io.wardline.topology.profile.SampleFacts.profile;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Goal: what events tell of an account comes to the same in whatever order, and to no more than a case can hold. */
class AccountFactsTest {
    private static AccountFacts all(List<AccountFacts> facts) {
        return facts.stream().reduce(AccountFacts.NONE, AccountFacts::and);
    }

    @Property(tries = 200)
    void theOrderOfEventsMeansNothing(@ForAll Random random) {
        List<AccountFacts> facts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            facts.add(
                    switch (random.nextInt(4)) {
                        case 0 -> profile(random.nextInt(5), "name-" + i);
                        case 1 -> login(random.nextInt(40) / 10.0, "login-" + i, "203.0.113." + random.nextInt(3));
                        case 2 -> disabled(random.nextInt(5), "change-" + i, random.nextBoolean());
                        default -> contact(random.nextInt(5), "mail-" + random.nextInt(9) + "@example.org");
                    });
        }
        List<AccountFacts> shuffled = new ArrayList<>(facts);
        shuffled.addAll(facts.subList(0, 4));
        Collections.shuffle(shuffled, random);

        assertThat(all(shuffled)).isEqualTo(all(facts));
    }

    @Example
    void theLatestProfileCounts() {
        AccountFacts facts = all(List.of(profile(3, "third"), profile(1, "first"), profile(2, "second")));

        assertThat(Objects.requireNonNull(facts.profile()).screenName()).isEqualTo("third");
        assertThat(facts.sinceMillis()).isEqualTo(day(1));
    }

    @Example
    void ofAPlaceTheFirstOfEachDayIsKept() {
        AccountFacts facts = all(List.of(
                login(1.5, "b", "203.0.113.1"),
                login(1.1, "a", "203.0.113.1"),
                login(1.6, "c", "203.0.113.2"),
                login(2.0, "d", "203.0.113.1")));

        assertThat(facts.captures()).extracting(Capture::eventId).containsExactly("a", "c", "d");
    }

    @Example
    void ofManyPlacesTheFirstAndTheLastAreKept() {
        AccountFacts facts = all(IntStream.range(0, 100)
                .mapToObj(i -> login(i, "login-%03d".formatted(i), "203.0.113.1"))
                .toList());

        assertThat(facts.captures())
                .hasSize(AccountFacts.MAX_CAPTURES)
                .extracting(Capture::eventId)
                .startsWith("login-000")
                .contains("login-007", "login-076")
                .endsWith("login-099")
                .doesNotContain("login-008", "login-075");
    }

    @Example
    void aReinstatedAccountIsNotDisabled() {
        AccountFacts twice = all(List.of(disabled(3, "c", true), disabled(1, "a", true), disabled(2, "b", false)));

        assertThat(Objects.requireNonNull(twice.standingDisabling()).occurredAtMillis())
                .isEqualTo(day(3));
        assertThat(Objects.requireNonNull(twice.and(disabled(9, "again", true)).standingDisabling())
                        .occurredAtMillis())
                .as("disabled again, it is so since the first time")
                .isEqualTo(day(3));
        assertThat(twice.and(disabled(4, "d", false)).standingDisabling()).isNull();
    }

    @Example
    void nothingGrowsWithoutEnd() {
        AccountFacts facts = all(IntStream.range(0, 50)
                .mapToObj(i -> disabled(i, "change-" + i, true).and(contact(i, "mail-%02d".formatted(i))))
                .toList());

        assertThat(facts.disablings()).hasSize(AccountFacts.MAX_DISABLINGS);
        assertThat(facts.disablings().get(0).occurredAtMillis()).isEqualTo(day(34));
        assertThat(facts.emails()).hasSize(AccountFacts.MAX_CONTACTS).startsWith("mail-00");
    }
}
