// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.Condition;
import io.wardline.pattern.condition.Predicate;
import io.wardline.pattern.lint.Facts.Extended;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ways in which a condition can hold. There may be fewer than are counted here, never more: what is interpreted counts as possible,
 * and so does a condition with too many ways.
 */
final class Possibilities {
    /** The widest bundled condition has six. */
    private static final int MAX_WAYS = 512;

    private final List<String> contradictions = new ArrayList<>();
    private List<Facts> possible = List.of();

    private Possibilities() {}

    static Possibilities of(Condition condition) {
        Possibilities ways = new Possibilities();
        ways.possible = ways.extend(List.of(new Facts()), condition, true);
        return ways;
    }

    /** Why it can never hold, when that is sure. */
    Optional<String> impossible() {
        if (!possible.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(contradictions.isEmpty() ? "it is always false" : contradictions.get(0));
    }

    /** Whether it is sure that it holds for no event that is evidence, though it may hold for others. */
    boolean neverAdmitted() {
        return !possible.isEmpty() && possible.stream().noneMatch(Facts::admissible);
    }

    private List<Facts> extend(List<Facts> ways, Condition condition, boolean wanted) {
        if (condition instanceof Predicate.Not not) {
            return extend(ways, not.condition(), !wanted);
        }
        if (condition instanceof Predicate.And and) {
            return wanted ? both(ways, and.left(), and.right(), true) : either(ways, and.left(), and.right(), false);
        }
        if (condition instanceof Predicate.Or or) {
            return wanted ? either(ways, or.left(), or.right(), true) : both(ways, or.left(), or.right(), false);
        }
        if (condition instanceof Predicate.Shared shared) {
            return extend(ways, shared.condition(), wanted);
        }
        if (condition instanceof Predicate.Always always) {
            return always.value() == wanted ? ways : List.of();
        }
        return condition instanceof Predicate leaf ? leaf(ways, leaf, wanted) : unsure(ways);
    }

    private List<Facts> both(List<Facts> ways, Condition left, Condition right, boolean wanted) {
        return extend(extend(ways, left, wanted), right, wanted);
    }

    private List<Facts> either(List<Facts> ways, Condition left, Condition right, boolean wanted) {
        List<Facts> all = new ArrayList<>(extend(ways, left, wanted));
        all.addAll(extend(ways, right, wanted));
        return all.size() > MAX_WAYS ? unsure(ways) : all;
    }

    private List<Facts> leaf(List<Facts> ways, Predicate leaf, boolean wanted) {
        List<Facts> extended = new ArrayList<>();
        for (Facts facts : ways) {
            Extended more = facts.with(leaf, wanted);
            if (more instanceof Extended.Possible still) {
                extended.add(still.facts());
            } else if (more instanceof Extended.Contradiction contradiction) {
                contradictions.add(contradiction.why());
            }
        }
        return extended;
    }

    /** What is not known may hold: the ways stay as they are, which is too many rather than too few. */
    private static List<Facts> unsure(List<Facts> ways) {
        return ways;
    }
}
