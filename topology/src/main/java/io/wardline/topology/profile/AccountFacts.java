// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What account events tell of an account that its report needs. Facts of one event have the same form as those of all, and are put together
 * by {@link #and}, in whatever order they come.
 *
 * @param erasedMillis what occurred until then was erased; {@link Long#MIN_VALUE} when nothing was
 * @param sinceMillis when the earliest event occurred that told any of it; {@link Long#MAX_VALUE} when nothing is known
 * @param profile the latest; null when none was told
 * @param captures where it acted from, oldest first: of each place, device and kind the first of a day; the first {@link #FIRST_CAPTURES}
 *     and the last, {@link #MAX_CAPTURES} in all, or what {@link #keeping} keeps
 * @param disablings with reinstatements, oldest first; the last {@link #MAX_DISABLINGS}
 * @param emails that events told as identifiers, beside the profile's; at most {@link #MAX_CONTACTS}, as all lists of contacts
 * @param phones the same
 */
public record AccountFacts(
        long erasedMillis,
        long sinceMillis,
        @Nullable Profile profile,
        List<Capture> captures,
        List<Disabling> disablings,
        List<String> emails,
        List<String> phones) {
    /** Nothing is known. */
    public static final AccountFacts NONE =
            new AccountFacts(Long.MIN_VALUE, Long.MAX_VALUE, null, List.of(), List.of(), List.of(), List.of());

    /** Where an account signed up and where it was last say most; between them, a month of days is told. */
    public static final int MAX_CAPTURES = 32;
    /** A case's: those that it began with, and as many that came later. */
    public static final int MAX_KEPT_CAPTURES = 2 * MAX_CAPTURES;
    /** The sign-up, and what followed at once. */
    public static final int FIRST_CAPTURES = 8;
    /** Nobody disables an account more often, but a machine may. */
    public static final int MAX_DISABLINGS = 16;
    /** Nobody has more, but a record may. */
    public static final int MAX_CONTACTS = 16;
    /** The account's id, times and kinds, beside what they tell. */
    private static final long RECORD_BYTES = 64;

    private static final Comparator<Capture> CAPTURED = Comparator.comparingLong(Capture::occurredAtMillis)
            .thenComparing(Capture::eventId)
            .thenComparing(capture -> String.valueOf(capture.network()));
    private static final Comparator<Disabling> DISABLED =
            Comparator.comparingLong(Disabling::occurredAtMillis).thenComparing(Disabling::eventId);
    private static final Comparator<Profile> PROFILED =
            Comparator.comparingLong(Profile::occurredAtMillis).thenComparing(Profile::eventId);

    /** Where something was captured, as far as two captures of a day tell the same. */
    private record Place(String eventKind, long day, @Nullable String ip, @Nullable String deviceId) {
        static Place of(Capture capture) {
            return new Place(
                    capture.eventKind(),
                    Math.floorDiv(capture.occurredAtMillis(), TimeUnit.DAYS.toMillis(1)),
                    capture.network().ip(),
                    capture.network().deviceId());
        }
    }

    /** These facts and others of the same account. */
    public AccountFacts and(AccountFacts more) {
        return with(more, captures(captures, more.captures));
    }

    /**
     * These facts and others that came later, none of which takes the place of a capture that is here: whoever logs in often must not push out
     * where they acted from before. At most {@link #MAX_KEPT_CAPTURES}.
     */
    public AccountFacts keeping(AccountFacts more) {
        Map<Place, Capture> kept = new LinkedHashMap<>();
        captures.forEach(capture -> kept.put(Place.of(capture), capture));
        for (Capture capture : more.captures) {
            if (kept.size() < MAX_KEPT_CAPTURES) {
                kept.putIfAbsent(Place.of(capture), capture);
            }
        }
        return with(more, kept.values().stream().sorted(CAPTURED).toList());
    }

    private AccountFacts with(AccountFacts more, List<Capture> allCaptures) {
        return new AccountFacts(
                Math.max(erasedMillis, more.erasedMillis),
                Math.min(sinceMillis, more.sinceMillis),
                latest(profile, more.profile),
                allCaptures,
                disablings(disablings, more.disablings),
                contacts(emails, more.emails),
                contacts(phones, more.phones));
    }

    /** Nothing but that what occurred until then was erased. */
    public AccountFacts erasedUntil(long millis) {
        return new AccountFacts(
                Math.max(erasedMillis, millis), Long.MAX_VALUE, null, List.of(), List.of(), List.of(), List.of());
    }

    /** About how many bytes they take. */
    public long weight() {
        long weight = length(emails) + length(phones);
        if (profile != null) {
            weight += length(profile.screenName())
                    + length(profile.displayName())
                    + length(profile.profileUrl())
                    + length(profile.bio())
                    + length(profile.emails())
                    + length(profile.phones());
        }
        for (Capture capture : captures) {
            weight += RECORD_BYTES
                    + length(capture.eventId())
                    + length(capture.network().ip())
                    + length(capture.network().deviceId());
        }
        for (Disabling disabling : disablings) {
            weight += RECORD_BYTES + length(disabling.eventId()) + length(disabling.reason());
        }
        return weight;
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : 2L + text.length();
    }

    private static long length(List<String> texts) {
        return texts.stream().mapToLong(AccountFacts::length).sum();
    }

    public boolean isNothing() {
        return profile == null && captures.isEmpty() && disablings.isEmpty() && emails.isEmpty() && phones.isEmpty();
    }

    /** Whether something is here that the event told: a later copy of it changes nothing. */
    public boolean hasFrom(String eventId) {
        return (profile != null && profile.eventId().equals(eventId))
                || captures.stream().anyMatch(capture -> capture.eventId().equals(eventId))
                || disablings.stream().anyMatch(disabling -> disabling.eventId().equals(eventId));
    }

    /** The disabling since which the account is disabled; null when the account was never disabled, or was reinstated after it. */
    public @Nullable Disabling standingDisabling() {
        Disabling standing = null;
        // Disabled again while it was disabled, it has been so since the first time.
        for (int i = disablings.size() - 1; i >= 0 && disablings.get(i).disabled(); i--) {
            standing = disablings.get(i);
        }
        return standing;
    }

    private static @Nullable Profile latest(@Nullable Profile one, @Nullable Profile other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return PROFILED.compare(one, other) >= 0 ? one : other;
    }

    private static List<Capture> captures(Collection<Capture> some, Collection<Capture> more) {
        Map<Place, Capture> first = new HashMap<>();
        some.forEach(capture -> first.merge(Place.of(capture), capture, AccountFacts::earlier));
        more.forEach(capture -> first.merge(Place.of(capture), capture, AccountFacts::earlier));
        List<Capture> all = new ArrayList<>(first.values());
        all.sort(CAPTURED);
        if (all.size() > MAX_CAPTURES) {
            all.subList(FIRST_CAPTURES, all.size() - (MAX_CAPTURES - FIRST_CAPTURES))
                    .clear();
        }
        return List.copyOf(all);
    }

    private static Capture earlier(Capture one, Capture other) {
        return CAPTURED.compare(one, other) <= 0 ? one : other;
    }

    private static List<Disabling> disablings(Collection<Disabling> some, Collection<Disabling> more) {
        Map<String, Disabling> byEvent = new LinkedHashMap<>();
        some.forEach(disabling -> byEvent.put(disabling.eventId(), disabling));
        more.forEach(disabling -> byEvent.putIfAbsent(disabling.eventId(), disabling));
        return byEvent.values().stream()
                .sorted(DISABLED)
                .skip(Math.max(0, byEvent.size() - MAX_DISABLINGS))
                .toList();
    }

    /** The first by name, so that the order in which they came says nothing. */
    private static List<String> contacts(Collection<String> some, Collection<String> more) {
        TreeSet<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all.stream().limit(MAX_CONTACTS).toList();
    }
}
