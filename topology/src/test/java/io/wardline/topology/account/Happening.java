// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.account.AccountEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Invented account events, a day or an hour after another. */
final class Happening {
    private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;
    /** 2026-11-01. */
    private static final long START_DAY = 20_758;

    private final String accountId;
    private final Kind kind;
    private final double day;
    private boolean compromised;
    private @Nullable String caseId;
    private final List<Identifier> identifiers = new ArrayList<>();
    private final List<Photo> photos = new ArrayList<>();

    private Happening(String accountId, Kind kind, double day) {
        this.accountId = accountId;
        this.kind = kind;
        this.day = day;
    }

    /** What happens to an account so many days after the start. */
    static Happening of(String accountId, Kind kind, double day) {
        return new Happening(accountId, kind, day);
    }

    static Happening created(String accountId, double day) {
        return of(accountId, Kind.CREATED, day);
    }

    static Happening disabled(String accountId, double day) {
        return of(accountId, Kind.DISABLED, day);
    }

    static Happening reinstated(String accountId, double day) {
        return of(accountId, Kind.REINSTATED, day);
    }

    Happening with(IdentifierType type, String value) {
        identifiers.add(new Identifier(type, AccountPipeline.KEYS.key(type, value)));
        return this;
    }

    Happening photo(byte[] bits) {
        photos.add(AccountPipeline.KEYS.photo(bits));
        return this;
    }

    Happening compromised() {
        compromised = true;
        return this;
    }

    Happening caseId(String id) {
        caseId = id;
        return this;
    }

    /** So many days after the start. */
    static long millis(double day) {
        return START_DAY * DAY_MILLIS + Math.round(day * DAY_MILLIS);
    }

    /** The event; its id is of what happened to whom when. */
    AccountEvent event() {
        long occurredAt = millis(day);
        return new AccountEvent(
                accountId + "/" + kind + "/" + day,
                accountId,
                occurredAt,
                occurredAt,
                kind,
                compromised,
                caseId,
                List.copyOf(identifiers),
                List.copyOf(photos));
    }
}
