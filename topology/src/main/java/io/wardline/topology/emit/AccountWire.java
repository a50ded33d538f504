// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.emit;

import io.wardline.topology.cases.AccountOfCase;
import io.wardline.topology.cases.CaseState;
import io.wardline.topology.cases.Linked;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Network;
import io.wardline.topology.event.Party;
import io.wardline.topology.profile.AccountFacts;
import io.wardline.topology.profile.Disabling;
import io.wardline.topology.profile.Profile;
import io.wardline.v1.AgeBand;
import io.wardline.v1.CaseNetwork;
import io.wardline.v1.CaseProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a case tells of its accounts, from its evidence and from account events. */
final class AccountWire {
    private AccountWire() {}

    /** The accounts that the case tells of: whoever was linked once and is no more is none of them. */
    static List<AccountOfCase> accounts(CaseState state) {
        Set<String> ids = new LinkedHashSet<>();
        ids.add(state.offender().accountId());
        state.victims().stream().map(Party::accountId).forEach(ids::add);
        Linked linked = state.heard().linked();
        if (linked != null) {
            linked.accounts().forEach(other -> ids.add(other.accountId()));
        }
        return state.heard().accounts().stream()
                .filter(account -> ids.contains(account.accountId()))
                .toList();
    }

    /** Of each account of which anything was told but where it acted from. */
    static List<CaseProfile> profiles(CaseState state) {
        return accounts(state).stream()
                .filter(account -> isTold(account.facts()))
                .map(AccountWire::profile)
                .toList();
    }

    private static boolean isTold(AccountFacts facts) {
        return facts.profile() != null
                || !facts.disablings().isEmpty()
                || !facts.emails().isEmpty()
                || !facts.phones().isEmpty();
    }

    private static CaseProfile profile(AccountOfCase account) {
        AccountFacts facts = account.facts();
        Profile told = facts.profile();
        Disabling disabling = facts.standingDisabling();
        CaseProfile.Builder profile = CaseProfile.newBuilder()
                .setAccountId(account.accountId())
                .setOccurredAt(Instant.ofEpochMilli(told == null ? facts.sinceMillis() : told.occurredAtMillis()))
                .setEmails(all(told == null ? List.of() : told.emails(), facts.emails()))
                .setPhones(all(told == null ? List.of() : told.phones(), facts.phones()))
                .setDisabledAt(disabling == null ? null : Instant.ofEpochMilli(disabling.occurredAtMillis()))
                .setCompromised(disabling != null && disabling.compromised());
        if (told != null) {
            profile.setScreenName(told.screenName())
                    .setDisplayName(told.displayName())
                    .setProfileUrl(told.profileUrl())
                    .setBio(told.bio())
                    .setDateOfBirth(told.dateOfBirth())
                    .setAgeBand(AgeBand.valueOf(told.ageBand().name()))
                    .setCountry(told.country());
        }
        return profile.build();
    }

    private static List<String> all(List<String> some, List<String> more) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** Where the accounts acted from, oldest first. */
    static List<CaseNetwork> networks(CaseState state) {
        List<CaseNetwork> networks = new ArrayList<>();
        state.evidence().forEach(item -> {
            Event event = item.event();
            if (event.network() != null) {
                networks.add(network(
                        event.senderId(), event.eventId(), event.kind(), event.occurredAtMillis(), event.network()));
            }
        });
        accounts(state).forEach(account -> account.facts()
                .captures()
                .forEach(capture -> networks.add(network(
                        account.accountId(),
                        capture.eventId(),
                        capture.eventKind(),
                        capture.occurredAtMillis(),
                        capture.network()))));
        networks.sort(Comparator.comparing(CaseNetwork::getOccurredAt));
        return networks;
    }

    private static CaseNetwork network(
            String accountId, String eventId, String kind, long occurredAtMillis, Network network) {
        return CaseNetwork.newBuilder()
                .setAccountId(accountId)
                .setEventId(eventId)
                .setEventKind(kind)
                .setOccurredAt(Instant.ofEpochMilli(occurredAtMillis))
                .setIp(network.ip())
                .setPort(network.port())
                .setDeviceId(network.deviceId())
                .setProxy(network.proxy())
                .build();
    }
}
