// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Evidence;
import java.util.Optional;

/** What an arrival changed in the standing matches of its conversation. */
public sealed interface Finding<E extends Evidence> {
    /** The match that is told, or told to be gone. */
    Match<E> match();

    /** The match told before, which this finding replaces. */
    Optional<Match<E>> replaces();

    /** A match that was not there before. */
    record New<E extends Evidence>(Match<E> match) implements Finding<E> {
        @Override
        public Optional<Match<E>> replaces() {
            return Optional.empty();
        }
    }

    /** A late event gave a told match other evidence. */
    record Changed<E extends Evidence>(Match<E> match, Match<E> before) implements Finding<E> {
        @Override
        public Optional<Match<E>> replaces() {
            return Optional.of(before);
        }
    }

    /** A late event made a told match vanish. */
    record Vanished<E extends Evidence>(Match<E> match) implements Finding<E> {
        @Override
        public Optional<Match<E>> replaces() {
            return Optional.of(match);
        }
    }
}
