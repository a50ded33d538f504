// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A checked revision of a pattern.
 *
 * @param id the folder's name; immutable, since it is in alerts, cases and ids
 * @param owner who answers for it
 * @param why what it is for, in a paragraph
 * @param falsePositives innocent situations in which it may fire
 * @param runbook where a responder reads what to do
 * @param effectiveFrom the event time from which this revision decides; empty for always
 * @param window the most time from the first event to the last; a span equal to it is too wide
 * @param alternatives the sequences of which any one will do
 */
public record PatternSpec(
        String id,
        String title,
        int revision,
        Status status,
        String owner,
        String why,
        List<String> falsePositives,
        List<String> references,
        Optional<String> runbook,
        Optional<Instant> effectiveFrom,
        Duration window,
        List<Sequence> alternatives) {

    /** Evidence is kept this long, so a wider window could never be filled. */
    public static final Duration MAX_WINDOW = Duration.ofDays(30);

    public PatternSpec {
        falsePositives = List.copyOf(falsePositives);
        references = List.copyOf(references);
        alternatives = List.copyOf(alternatives);
        if (alternatives.isEmpty()) {
            throw new IllegalArgumentException("pattern " + id + " has no sequence");
        }
        if (window.isNegative() || window.isZero() || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException("pattern " + id + " has window " + window);
        }
    }

    /** This pattern as it was published: whoever publishes says where it tells and from when it decides, whatever its text does. */
    public PatternSpec publishedAs(Status published, Optional<Instant> from) {
        return new PatternSpec(
                id,
                title,
                revision,
                published,
                owner,
                why,
                falsePositives,
                references,
                runbook,
                from,
                window,
                alternatives);
    }
}
