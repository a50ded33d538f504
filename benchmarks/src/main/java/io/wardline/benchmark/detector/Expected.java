// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.contender.Matches;
import io.wardline.benchmark.contender.Reference;
import io.wardline.benchmark.contender.Turn;
import io.wardline.benchmark.stream.StreamSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What is there to be found: everyone's matches are compared with those of the reference in the same events. */
final class Expected {
    private static final Duration NO_LIMIT = Duration.ofDays(1);

    private final Map<Beginning, Matches> found = new HashMap<>();

    private record Beginning(StreamSpec spec, boolean opened, long events) {}

    Matches in(StreamSpec spec, boolean opened, long events) throws Exception {
        Beginning beginning = new Beginning(spec, opened, events);
        Matches matches = found.get(beginning);
        if (matches == null) {
            matches = Turn.of(Reference::new, spec, opened, events, NO_LIMIT).matches();
            found.put(beginning, matches);
        }
        return matches;
    }

    /** @throws IllegalStateException when the turn told other matches than there are: then its speed says nothing */
    void check(Turn turn, StreamSpec spec, boolean opened) throws Exception {
        Matches matches = in(spec, opened, turn.events());
        if (!turn.matches().sameAs(matches)) {
            throw new IllegalStateException("%s told %d matches in %d events of %s, other than the %d that are there"
                    .formatted(turn.contender(), turn.matches().count(), turn.events(), spec, matches.count()));
        }
    }
}
