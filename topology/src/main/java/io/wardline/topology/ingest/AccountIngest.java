// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.account.AccountEvent;
import io.wardline.topology.account.AccountEvent.Kind;
import io.wardline.topology.account.Identifier;
import io.wardline.topology.account.IdentifierForms;
import io.wardline.topology.account.IdentifierKeys;
import io.wardline.topology.account.IdentifierType;
import io.wardline.topology.account.Photo;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Origin;
import io.wardline.topology.profile.AccountFact;
import io.wardline.topology.profile.AccountFacts;
import io.wardline.topology.profile.FactsForm;
import io.wardline.v1.Network;
import io.wardline.v1.Profile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Account events. What an account uses leaves here as a keyed hash, in one form however it was written; the value itself goes on sealed,
 * for a case's report, or no further. An identifier that says nothing is left out and counted: the rest of its event is good.
 */
public final class AccountIngest extends Ingest<io.wardline.v1.AccountEvent, IngestedAccount> {
    private static final long serialVersionUID = 1L;

    /** Of one event and type. An account uses no more, and a flood must not cost more than an event. */
    static final int MAX_OF_TYPE = 64;
    /** The platform's reason for an account that somebody else had taken over; see docs/accounts.md. */
    private static final String COMPROMISED = "compromised";

    private final IdentifierKeys keys;
    private final FactsForm facts;

    /** @param keys with the secret that identifiers are hashed with */
    public AccountIngest(RecordReader<io.wardline.v1.AccountEvent> reader, int maxBytes, IdentifierKeys keys) {
        super(reader, maxBytes);
        this.keys = keys;
        this.facts = new FactsForm(keys);
    }

    @Override
    IngestedAccount rejected(DeadLetter deadLetter) {
        return new IngestedAccount(null, null, deadLetter, 0, 0);
    }

    @Override
    IngestedAccount accept(
            io.wardline.v1.AccountEvent wire,
            byte[] bytes,
            Map<String, String> headers,
            Origin origin,
            long knownAtMillis)
            throws RejectedRecordException {
        requireId("event_id", wire.getEventId());
        requireId("account_id", wire.getAccountId());
        if (wire.getCaseId() != null) {
            requireId("case_id", wire.getCaseId());
        }
        requireNotFuture(wire.getOccurredAt().toEpochMilli(), knownAtMillis);
        Kind kind = Kind.valueOf(wire.getKind().name());
        Used used = new Used();
        used.take(wire, isOfTheAccount(kind));
        AccountEvent event = new AccountEvent(
                wire.getEventId(),
                wire.getAccountId(),
                wire.getOccurredAt().toEpochMilli(),
                knownAtMillis,
                kind,
                wire.getReason() != null && wire.getReason().strip().equalsIgnoreCase(COMPROMISED),
                wire.getCaseId(),
                used.identifiers(),
                used.photos());
        FactsReader told = new FactsReader(wire, isOfTheAccount(kind), event.compromised());
        return new IngestedAccount(event, fact(event, told.facts()), null, used.ignored, told.cut());
    }

    /** Null when the event tells nothing that a report needs. */
    private @Nullable AccountFact fact(AccountEvent event, AccountFacts told) {
        boolean erased = event.kind() == Kind.ERASE_REQUESTED;
        return told.isNothing() && !erased
                ? null
                : new AccountFact(
                        event.accountId(),
                        event.eventId(),
                        event.occurredAtMillis(),
                        event.knownAtMillis(),
                        erased,
                        facts.seal(told));
    }

    /** Who disables or reinstates an account does so from a network of their own. */
    private static boolean isOfTheAccount(Kind kind) {
        return switch (kind) {
            case CREATED, UPDATED, LOGIN, UNKNOWN -> true;
            case DISABLED, REINSTATED, ERASE_REQUESTED -> false;
        };
    }

    /** What one event says that its account uses. */
    private final class Used {
        private final Map<IdentifierType, TreeSet<String>> byType = new EnumMap<>(IdentifierType.class);
        private final Map<String, Photo> photos = new TreeMap<>();
        private int ignored;

        void take(io.wardline.v1.AccountEvent wire, boolean withNetwork) {
            Profile profile = wire.getProfile();
            String country = profile == null ? null : profile.getCountry();
            wire.getIdentifiers().forEach(identifier -> take(identifier, country));
            if (profile != null) {
                profile.getEmails().forEach(email -> add(IdentifierType.EMAIL, () -> IdentifierForms.email(email)));
                profile.getPhones()
                        .forEach(phone -> add(IdentifierType.PHONE, () -> IdentifierForms.phone(phone, country)));
                if (profile.getScreenName() != null) {
                    add(IdentifierType.USERNAME, () -> IdentifierForms.username(profile.getScreenName()));
                }
            }
            Network network = wire.getNetwork();
            if (network != null && withNetwork) {
                take(network);
            }
        }

        private void take(Network network) {
            if (network.getDeviceId() != null) {
                add(IdentifierType.DEVICE, () -> IdentifierForms.device(network.getDeviceId()));
            }
            // A proxy's exit is everybody's.
            if (network.getIp() != null && !Boolean.TRUE.equals(network.getProxy())) {
                address(network.getIp());
            }
        }

        private void take(io.wardline.v1.Identifier identifier, @Nullable String country) {
            String value = identifier.getValue();
            if (identifier.getHashed()) {
                hashed(identifier);
                return;
            }
            switch (identifier.getType()) {
                case DEVICE -> add(IdentifierType.DEVICE, () -> IdentifierForms.device(value));
                case PHONE -> add(IdentifierType.PHONE, () -> IdentifierForms.phone(value, country));
                case EMAIL -> add(IdentifierType.EMAIL, () -> IdentifierForms.email(value));
                case IP -> address(value);
                case PAYMENT_HANDLE ->
                    add(IdentifierType.PAYMENT_HANDLE, () -> IdentifierForms.paymentHandle(value, country));
                case USERNAME -> add(IdentifierType.USERNAME, () -> IdentifierForms.username(value));
                case PHOTO_PDQ -> photo(value);
                case UNKNOWN -> ignored++;
            }
        }

        private void address(String value) {
            add(IdentifierType.IP, () -> IdentifierForms.ip(value));
            formOf(() -> IdentifierForms.ipRange(value))
                    .ifPresent(range -> addKey(IdentifierType.IP_RANGE, keys.key(IdentifierType.IP_RANGE, range)));
        }

        private void photo(String value) {
            formOf(() -> IdentifierForms.photo(value))
                    .map(keys::photo)
                    .ifPresentOrElse(photo -> photos.put(photo.key(), photo), () -> ignored++);
        }

        /** Only equal hashes can be known for the same. */
        private void hashed(io.wardline.v1.Identifier identifier) {
            Optional<String> hash = formOf(() -> IdentifierForms.hashed(identifier.getValue()));
            if (identifier.getType() == io.wardline.v1.IdentifierType.UNKNOWN || hash.isEmpty()) {
                ignored++;
                return;
            }
            IdentifierType type = IdentifierType.valueOf(identifier.getType().name());
            addKey(type, keys.keyOfHash(type, hash.get()));
        }

        private void add(IdentifierType type, Supplier<Optional<String>> form) {
            formOf(form).ifPresentOrElse(one -> addKey(type, keys.key(type, one)), () -> ignored++);
        }

        /** What a library throws for one value must not end the job, nor be told: it may hold the value. */
        private static <T> Optional<T> formOf(Supplier<Optional<T>> form) {
            try {
                return form.get();
            } catch (RuntimeException e) {
                return Optional.empty();
            }
        }

        private void addKey(IdentifierType type, String key) {
            byType.computeIfAbsent(type, t -> new TreeSet<>()).add(key);
        }

        List<Identifier> identifiers() {
            List<Identifier> identifiers = new ArrayList<>();
            byType.forEach((type, all) -> {
                all.stream().limit(MAX_OF_TYPE).forEach(key -> identifiers.add(new Identifier(type, key)));
                ignored += Math.max(0, all.size() - MAX_OF_TYPE);
            });
            return List.copyOf(identifiers);
        }

        List<Photo> photos() {
            ignored += Math.max(0, photos.size() - MAX_OF_TYPE);
            return photos.values().stream().limit(MAX_OF_TYPE).toList();
        }
    }
}
