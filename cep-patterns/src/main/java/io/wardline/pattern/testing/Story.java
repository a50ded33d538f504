// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import java.util.ArrayList;
import java.util.List;

/** What was told of a case, as its events arrived: what stands in the end, and what was taken back on the way. */
final class Story {
    private final List<Telling> standing = new ArrayList<>();
    private final List<Telling> withdrawn = new ArrayList<>();

    void tell(Telling telling) {
        standing.add(telling);
        // Told again, it was not taken back after all.
        withdrawn.removeIf(gone -> gone.told().equals(telling.told()));
    }

    /** Something told before gives way to what is told next. */
    void replace(Told before) {
        standing.removeIf(telling -> telling.told().equals(before));
    }

    void withdraw(Telling telling) {
        replace(telling.told());
        withdrawn.add(telling);
    }

    List<Telling> standing() {
        return standing;
    }

    List<Telling> withdrawn() {
        return withdrawn;
    }
}
