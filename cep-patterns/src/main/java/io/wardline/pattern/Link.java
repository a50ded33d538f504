// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.util.List;
import java.util.Optional;

/** What a sequence says of one kind of event: that it comes ({@link Step}) or that it stays away ({@link Absence}). */
public sealed interface Link extends Element permits Step, Absence {
    /** In alerts and cases, so it outlives builds; Flink cuts names at a colon, hence none is allowed. */
    String name();

    /** Who does it. */
    Role by();

    /** The condition as its author wrote it. */
    String source();

    /** The condition, checked. */
    Condition when();

    /** What is told when the sequence has come this far. */
    Optional<Emit> emit();

    @Override
    default List<Link> links() {
        return List.of(this);
    }
}
