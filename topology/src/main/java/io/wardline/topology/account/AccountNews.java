// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What else is learned of an account: one of the three. */
public record AccountNews(@Nullable NearPhoto photo, @Nullable Decision decision, @Nullable NamedOffender named) {
    public static AccountNews of(NearPhoto photo) {
        return new AccountNews(photo, null, null);
    }

    public static AccountNews of(Decision decision) {
        return new AccountNews(null, decision, null);
    }

    public static AccountNews of(NamedOffender named) {
        return new AccountNews(null, null, named);
    }

    public String accountId() {
        if (photo != null) {
            return photo.accountId();
        }
        return decision != null ? decision.accountId() : offender().accountId();
    }

    long knownAtMillis() {
        if (photo != null) {
            return photo.knownAtMillis();
        }
        return decision != null ? decision.knownAtMillis() : offender().knownAtMillis();
    }

    /** Orders what became known at one time. */
    String tie() {
        if (photo != null) {
            return "0" + photo.key();
        }
        return decision != null ? "1" : "2" + offender().caseId();
    }

    private NamedOffender offender() {
        return Objects.requireNonNull(named, "one of the three is there");
    }
}
