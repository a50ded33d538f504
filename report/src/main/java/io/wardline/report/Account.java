// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import io.wardline.v1.AgeBand;
import io.wardline.v1.Case;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.CaseNetwork;
import io.wardline.v1.CaseProfile;
import io.wardline.v1.Network;
import io.wardline.v1.Party;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a case knows of one of its accounts.
 *
 * @param profile the latest; null when none is known
 * @param networks where its actions came from, in the order of time, each place of an event once
 */
record Account(Party party, @Nullable CaseProfile profile, List<CaseNetwork> networks) {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int OLDEST = 120;
    private static final int LAST_PORT = 65_535;
    private static final int OF_AGE = 18;
    private static final Set<AgeBand> MINOR = Set.of(AgeBand.UNDER_13, AgeBand.AGE_13_15, AgeBand.AGE_16_17);

    static Account of(Case what, Party party) {
        CaseProfile profile = what.getProfiles().stream()
                .filter(told -> told.getAccountId().equals(party.getAccountId()))
                .max(Comparator.comparing(CaseProfile::getOccurredAt))
                .orElse(null);
        Map<String, CaseNetwork> byEvent = new TreeMap<>();
        Stream.concat(what.getNetworks().stream(), what.getEvidence().stream().flatMap(Account::network))
                .filter(network -> network.getAccountId().equals(party.getAccountId()))
                .map(Account::withoutBlanks)
                .filter(network -> network.getIp() != null || network.getDeviceId() != null)
                .forEach(network -> byEvent.putIfAbsent(
                        network.getEventId() + ' ' + network.getIp() + ' ' + network.getDeviceId(), network));
        return new Account(
                party,
                profile,
                byEvent.values().stream()
                        .sorted(Comparator.comparing(CaseNetwork::getOccurredAt).thenComparing(CaseNetwork::getEventId))
                        .toList());
    }

    /** An account that a case links to its offender's: of its holder it knows no more than the profile. */
    static Account linked(Case what, String accountId) {
        return of(
                what,
                Party.newBuilder()
                        .setAccountId(accountId)
                        .setAgeBand(AgeBand.UNKNOWN)
                        .setAgeSource(null)
                        .setCountry(null)
                        .build());
    }

    /** What says nothing is as if it were not there. */
    private static CaseNetwork withoutBlanks(CaseNetwork network) {
        CaseNetwork.Builder said = CaseNetwork.newBuilder(network);
        if (!isSaid(network.getIp())) {
            said.setIp(null);
        }
        if (!isSaid(network.getDeviceId())) {
            said.setDeviceId(null);
        }
        Integer port = network.getPort();
        if (port != null && (port < 1 || port > LAST_PORT || !isSaid(network.getIp()))) {
            said.setPort(null);
        }
        return said.build();
    }

    static boolean isSaid(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    private static Stream<CaseNetwork> network(CaseEvidence event) {
        Network network = event.getNetwork();
        return Stream.ofNullable(network).map(from -> CaseNetwork.newBuilder()
                .setAccountId(event.getSender().getAccountId())
                .setEventId(event.getEventId())
                .setEventKind(event.getKind().name())
                .setOccurredAt(event.getOccurredAt())
                .setIp(from.getIp())
                .setPort(from.getPort())
                .setDeviceId(from.getDeviceId())
                .setProxy(from.getProxy())
                .build());
    }

    String id() {
        return party.getAccountId();
    }

    List<String> emails() {
        return profile == null
                ? List.of()
                : profile.getEmails().stream().filter(Account::isSaid).toList();
    }

    List<String> phones() {
        return profile == null
                ? List.of()
                : profile.getPhones().stream().filter(Account::isSaid).toList();
    }

    /** When the platform disabled it; null when it stands, or nobody told. */
    @Nullable
    Instant disabledAt() {
        return profile == null ? null : profile.getDisabledAt();
    }

    /** Whether it was disabled since somebody else had taken it over. */
    boolean isCompromised() {
        return profile != null && profile.getCompromised();
    }

    boolean hasContact() {
        return !emails().isEmpty() || !phones().isEmpty();
    }

    boolean anyNetwork(Predicate<CaseNetwork> test) {
        return networks.stream().anyMatch(test);
    }

    /** Whether the profile is known and says something there. */
    boolean has(Function<CaseProfile, @Nullable String> field) {
        return profile != null && isSaid(field.apply(profile));
    }

    /** As declared, where it is a date on which somebody may have been born. */
    Optional<LocalDate> dateOfBirth(Instant now) {
        if (profile == null || profile.getDateOfBirth() == null) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(profile.getDateOfBirth());
            int age = age(date, now);
            return age >= 0 && age <= OLDEST ? Optional.of(date) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** In whole years; negative before the birth. */
    static int age(LocalDate dateOfBirth, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return day.isBefore(dateOfBirth) ? -1 : Period.between(dateOfBirth, day).getYears();
    }

    /** The youngest that is known: the platform's own word may be older than the profile's. */
    AgeBand ageBand() {
        AgeBand told = profile == null ? AgeBand.UNKNOWN : profile.getAgeBand();
        if (told == AgeBand.UNKNOWN || party.getAgeBand() == AgeBand.UNKNOWN) {
            return told == AgeBand.UNKNOWN ? party.getAgeBand() : told;
        }
        return told.compareTo(party.getAgeBand()) < 0 ? told : party.getAgeBand();
    }

    /** Whether this is known to be a child, by its band or its date of birth: the younger counts. */
    boolean isMinor(Instant now) {
        return MINOR.contains(ageBand())
                || dateOfBirth(now).filter(date -> age(date, now) < OF_AGE).isPresent();
    }

    boolean isAgeKnown(Instant now) {
        return ageBand() != AgeBand.UNKNOWN || dateOfBirth(now).isPresent();
    }

    /** A code that the schema has, or null. */
    @Nullable
    String country() {
        String told = profile == null || profile.getCountry() == null ? party.getCountry() : profile.getCountry();
        String code = told == null ? "" : told.strip().toUpperCase(Locale.ROOT);
        return COUNTRIES.contains(code) ? code : null;
    }
}
