// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Network;
import io.wardline.topology.profile.AccountFacts;
import io.wardline.topology.profile.Capture;
import io.wardline.topology.profile.Disabling;
import io.wardline.topology.profile.Profile;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.Identifier;
import io.wardline.v1.IdentifierType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an account event tells that a report needs, as it was written, and cut to what a case can hold of each of its accounts. */
final class FactsReader {
    /** Longer than any platform lets a name or an address be. */
    static final int MAX_FIELD = 512;

    static final int MAX_BIO = 4096;

    private final AccountEvent event;
    private final AccountFacts facts;
    private int cut;

    /**
     * Reads an event.
     *
     * @param ofTheAccount whether its network and identifiers are the account's, and not those of who acted on it
     * @param compromised whether the event says that somebody had taken the account over
     */
    FactsReader(AccountEvent event, boolean ofTheAccount, boolean compromised) {
        this.event = event;
        this.facts = new AccountFacts(
                        Long.MIN_VALUE,
                        occurredAt(),
                        profile(),
                        ofTheAccount ? captures() : List.of(),
                        disablings(compromised),
                        told(IdentifierType.EMAIL),
                        told(IdentifierType.PHONE))
                .and(AccountFacts.NONE);
    }

    AccountFacts facts() {
        return facts;
    }

    /** How many fields were cut, or left out of a list that is too long. */
    int cut() {
        return cut;
    }

    private @Nullable Profile profile() {
        io.wardline.v1.Profile told = event.getProfile();
        if (told == null) {
            return null;
        }
        return new Profile(
                event.getEventId(),
                occurredAt(),
                field(told.getScreenName()),
                field(told.getDisplayName()),
                field(told.getProfileUrl()),
                field(told.getBio(), MAX_BIO),
                list(told.getEmails().stream()),
                list(told.getPhones().stream()),
                field(told.getDateOfBirth()),
                AgeBand.valueOf(told.getAgeBand().name()),
                field(told.getCountry()));
    }

    /** A platform may tell an address and a device as identifiers, not as a network. */
    private List<Capture> captures() {
        io.wardline.v1.Network told = event.getNetwork();
        List<Capture> captures = new ArrayList<>();
        if (told != null && (told.getIp() != null || told.getDeviceId() != null)) {
            captures.add(capture(
                    new Network(field(told.getIp()), told.getPort(), field(told.getDeviceId()), told.getProxy())));
        }
        String ip = told == null ? null : told.getIp();
        String device = told == null ? null : told.getDeviceId();
        told(IdentifierType.IP).stream()
                .filter(value -> !value.equals(ip))
                .forEach(value -> captures.add(capture(new Network(value, null, null, null))));
        told(IdentifierType.DEVICE).stream()
                .filter(value -> !value.equals(device))
                .forEach(value -> captures.add(capture(new Network(null, null, value, null))));
        return captures;
    }

    private Capture capture(Network network) {
        return new Capture(event.getEventId(), event.getKind().name(), occurredAt(), network);
    }

    private List<Disabling> disablings(boolean compromised) {
        return switch (event.getKind()) {
            case DISABLED, REINSTATED ->
                List.of(new Disabling(
                        event.getEventId(),
                        occurredAt(),
                        event.getKind() == io.wardline.v1.AccountEventKind.DISABLED,
                        compromised,
                        field(event.getReason())));
            case CREATED, UPDATED, LOGIN, ERASE_REQUESTED, UNKNOWN -> List.of();
        };
    }

    /** Identifiers of a type that the platform did not hash. */
    private List<String> told(IdentifierType type) {
        return list(event.getIdentifiers().stream()
                .filter(identifier -> identifier.getType() == type && !identifier.getHashed())
                .map(Identifier::getValue)
                .filter(value -> !value.isBlank()));
    }

    private List<String> list(Stream<String> values) {
        List<String> all = values.distinct().toList();
        cut += Math.max(0, all.size() - AccountFacts.MAX_CONTACTS);
        return all.stream()
                .limit(AccountFacts.MAX_CONTACTS)
                .map(value -> cut(value, MAX_FIELD))
                .toList();
    }

    private @Nullable String field(@Nullable String value) {
        return field(value, MAX_FIELD);
    }

    private @Nullable String field(@Nullable String value, int most) {
        return value == null ? null : cut(value, most);
    }

    private String cut(String value, int most) {
        if (value.length() <= most) {
            return value;
        }
        cut++;
        // Not in the middle of a character.
        return value.substring(0, Character.isHighSurrogate(value.charAt(most - 1)) ? most - 1 : most);
    }

    private long occurredAt() {
        return event.getOccurredAt().toEpochMilli();
    }
}
