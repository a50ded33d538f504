// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wardline.benchmark.account.Account.Group;
import io.wardline.topology.account.IdentifierForms;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.AccountEventKind;
import io.wardline.v1.Identifier;
import io.wardline.v1.IdentifierType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the invented accounts are what the benchmark says of them. */
class AccountStreamTest {
    private static final Population POPULATION = new Population(20_260_101, 4_000);
    private static final long NOW = 1_790_000_000_000L;
    private static final int LIVE = 40_000;

    private final List<AccountEvent> history = new ArrayList<>();
    private final List<AccountEvent> live = new ArrayList<>();

    @BeforeEach
    void generate() throws Exception {
        AccountStream stream = new AccountStream(POPULATION);
        stream.history(NOW, history::add);
        stream.live(LIVE, NOW, 2_000, live::add);
    }

    @Test
    void theSameSeedGivesTheSameEvents() throws Exception {
        List<AccountEvent> again = new ArrayList<>();
        AccountStream stream = new AccountStream(POPULATION);
        stream.history(NOW, again::add);
        stream.live(LIVE, NOW, 2_000, again::add);

        assertThat(again.subList(0, history.size())).isEqualTo(history);
        assertThat(again.subList(history.size(), again.size())).isEqualTo(live);
    }

    @Test
    void anotherSeedGivesOtherIdentifiers() throws Exception {
        List<AccountEvent> others = new ArrayList<>();
        new AccountStream(new Population(POPULATION.seed() + 1, POPULATION.disabled())).history(NOW, others::add);

        assertThat(values(others, IdentifierType.DEVICE))
                .doesNotContainAnyElementsOf(values(history, IdentifierType.DEVICE));
    }

    @Test
    void everyDisabledAccountSignsUpAndIsDisabledLaterAndBeforeNow() {
        Map<String, Integer> signedUp = new HashMap<>();
        Map<String, Integer> disabled = new HashMap<>();
        for (int i = 0; i < history.size(); i++) {
            AccountEvent event = history.get(i);
            if (Account.isOf(Group.DISABLED, event.getAccountId())) {
                (event.getKind() == AccountEventKind.CREATED ? signedUp : disabled).put(event.getAccountId(), i);
            }
        }

        assertThat(history).hasSize(AccountStream.historyEvents(POPULATION));
        assertThat(signedUp).hasSize(POPULATION.disabled());
        assertThat(disabled).hasSize(POPULATION.disabled());
        disabled.forEach((account, at) -> {
            assertThat(at).isGreaterThan(signedUp.getOrDefault(account, history.size()));
            assertThat(history.get(at).getOccurredAt().toEpochMilli()).isLessThan(NOW);
        });
        assertThat(history).extracting(AccountEvent::getOccurredAt).isSorted();
    }

    @Test
    void noEventHasTheIdOfAnother() {
        assertThat(all()).extracting(AccountEvent::getEventId).doesNotHaveDuplicates();
    }

    @Test
    void theSharesAreThoseThatAreSaid() {
        assertThat(share(live, event -> event.getKind() == AccountEventKind.CREATED))
                .isCloseTo(AccountStream.SIGN_UPS, within(0.01));
        assertThat(share(live, event -> event.getKind() == AccountEventKind.LOGIN))
                .isCloseTo(AccountStream.LOGINS, within(0.01));
        assertThat(share(live, AccountStreamTest::hasPhoto)).isCloseTo(AccountStream.PHOTOS, within(0.005));
        assertThat(share(signUps(history), AccountStreamTest::hasPhoto)).isCloseTo(AccountStream.PHOTOS, within(0.01));
        assertThat(share(signUps(live), AccountStreamTest::isReturned)).isCloseTo(AccountStream.RETURNS, within(0.005));
    }

    @Test
    void aDisabledAccountHasTenIdentifiersAndPerhapsAPhoto() {
        assertThat(signUps(history))
                .filteredOn(event -> Account.isOf(Group.DISABLED, event.getAccountId()))
                .allSatisfy(event -> assertThat(event.getIdentifiers())
                        .filteredOn(used -> used.getType() != IdentifierType.PHOTO_PDQ)
                        .hasSize(10));
    }

    @Test
    void accountsShareNothingButAddressesExceptOfThoseWhoAreBack() {
        Set<Identifier> seen = new HashSet<>();
        for (AccountEvent event : signUps(all())) {
            List<Identifier> shared = event.getIdentifiers().stream()
                    .filter(used -> used.getType() != IdentifierType.IP && !seen.add(used))
                    .toList();
            assertThat(shared).hasSize(isReturned(event) ? 1 : 0);
        }
    }

    @Test
    void whoIsBackReusesADeviceOrANumberOfADisabledAccountThatNobodyElseIsBackFrom() {
        Map<String, String> accountsByValue = new HashMap<>();
        for (AccountEvent event : signUps(history)) {
            event.getIdentifiers().forEach(used -> accountsByValue.put(used.getValue(), event.getAccountId()));
        }
        Set<String> behind = new HashSet<>();
        for (AccountEvent event :
                live.stream().filter(AccountStreamTest::isReturned).toList()) {
            Optional<String> account = event.getIdentifiers().stream()
                    .filter(used -> used.getType() == IdentifierType.DEVICE || used.getType() == IdentifierType.PHONE)
                    .filter(used -> accountsByValue.containsKey(used.getValue()))
                    .map(used -> accountsByValue.getOrDefault(used.getValue(), ""))
                    .findAny();
            assertThat(account).hasValueSatisfying(id -> {
                assertThat(Account.isOf(Group.DISABLED, id)).isTrue();
                assertThat(behind.add(id)).isTrue();
            });
        }
        assertThat(behind).isNotEmpty();
    }

    @Test
    void addressesAreSharedByFewOrByACrowd() {
        Map<String, Long> accounts = signUps(history).stream()
                .flatMap(event -> event.getIdentifiers().stream())
                .filter(used -> used.getType() == IdentifierType.IP)
                .collect(Collectors.groupingBy(Identifier::getValue, Collectors.counting()));

        assertThat(accounts.values()).filteredOn(count -> count > 256).hasSize(1);
        assertThat(accounts.values()).filteredOn(count -> count <= 256).allMatch(count -> count < 25);
    }

    @Test
    void everyIdentifierHasAForm() {
        for (AccountEvent event : all()) {
            for (Identifier used : event.getIdentifiers()) {
                assertThat(isGood(used)).as(used.toString()).isTrue();
            }
            if (event.getNetwork() != null) {
                assertThat(IdentifierForms.ip(event.getNetwork().getIp())).isPresent();
                assertThat(IdentifierForms.device(event.getNetwork().getDeviceId()))
                        .isPresent();
            }
        }
    }

    private static boolean isGood(Identifier used) {
        String value = used.getValue();
        return switch (used.getType()) {
            case DEVICE -> IdentifierForms.device(value).isPresent();
            // In E.164 already.
            case PHONE -> IdentifierForms.phone(value, null).equals(Optional.of(value));
            case EMAIL -> IdentifierForms.email(value).isPresent();
            case IP -> IdentifierForms.ip(value).isPresent();
            case PAYMENT_HANDLE -> IdentifierForms.paymentHandle(value, null).isPresent();
            case USERNAME -> IdentifierForms.username(value).isPresent();
            case PHOTO_PDQ -> IdentifierForms.photo(value).isPresent();
            case UNKNOWN -> false;
        };
    }

    private List<AccountEvent> all() {
        List<AccountEvent> all = new ArrayList<>(history);
        all.addAll(live);
        return all;
    }

    private static List<AccountEvent> signUps(Collection<AccountEvent> events) {
        return events.stream()
                .filter(event -> event.getKind() == AccountEventKind.CREATED)
                .toList();
    }

    private static Set<String> values(Collection<AccountEvent> events, IdentifierType type) {
        return events.stream()
                .flatMap(event -> event.getIdentifiers().stream())
                .filter(used -> used.getType() == type)
                .map(Identifier::getValue)
                .collect(Collectors.toSet());
    }

    private static double share(Collection<AccountEvent> events, Predicate<AccountEvent> which) {
        return (double) events.stream().filter(which).count() / events.size();
    }

    private static boolean hasPhoto(AccountEvent event) {
        return event.getIdentifiers().stream().anyMatch(used -> used.getType() == IdentifierType.PHOTO_PDQ);
    }

    private static boolean isReturned(AccountEvent event) {
        return Account.isOf(Group.RETURNED, event.getAccountId());
    }
}
