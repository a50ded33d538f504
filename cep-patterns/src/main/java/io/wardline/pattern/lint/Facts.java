// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.Observation;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.condition.Predicate;
import io.wardline.pattern.condition.Predicate.TextField;
import io.wardline.pattern.explain.ConditionText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of an event for which some parts of a condition hold. It may allow more than there is, never less: what it calls
 * impossible is.
 */
final class Facts {
    private final Map<TextField, Set<String>> texts = new EnumMap<>(TextField.class);
    private final Map<String, Interval> scores = new HashMap<>();
    private final Set<String> scored = new HashSet<>();
    private final Set<String> notScored = new HashSet<>();
    private final Map<String, List<String>> because = new HashMap<>();
    private Interval mediaCount = Interval.COUNTS;
    private boolean hashed;
    private boolean noHash;

    /** Of any event at all. */
    Facts() {
        texts.put(TextField.KIND, Set.copyOf(Vocabulary.KINDS));
        texts.put(TextField.PAYMENT_DIRECTION, Set.copyOf(Vocabulary.PAYMENT_DIRECTIONS));
        texts.put(TextField.PAYMENT_METHOD, Set.copyOf(Vocabulary.PAYMENT_METHODS));
    }

    private Facts(Facts other) {
        texts.putAll(other.texts);
        scores.putAll(other.scores);
        scored.addAll(other.scored);
        notScored.addAll(other.notScored);
        other.because.forEach((subject, parts) -> because.put(subject, new ArrayList<>(parts)));
        mediaCount = other.mediaCount;
        hashed = other.hashed;
        noHash = other.noHash;
    }

    /** These facts and one part more; the part must be one of the smallest. */
    Extended with(Predicate leaf, boolean wanted) {
        Facts more = new Facts(this);
        String subject = more.subject(leaf);
        List<String> parts = more.because.computeIfAbsent(subject, name -> new ArrayList<>());
        String text = ConditionText.of(leaf, wanted);
        if (!parts.contains(text)) {
            parts.add(text);
        }
        return more.take(leaf, wanted)
                ? new Extended.Possible(more)
                : new Extended.Contradiction(String.join(" and ", parts) + " can't hold of one event");
    }

    /** Facts that can be, or why they can't. */
    sealed interface Extended {
        record Possible(Facts facts) implements Extended {}

        record Contradiction(String why) implements Extended {}
    }

    /** Whether some event of which this is so is evidence. */
    boolean admissible() {
        return !disjoint(TextField.KIND, Vocabulary.STRUCTURAL_KINDS)
                || !texts(TextField.PAYMENT_DIRECTION).equals(Set.of(Observation.NO_PAYMENT))
                || Vocabulary.SIGNALS.stream()
                        .filter(signal -> !notScored.contains(signal))
                        .anyMatch(signal ->
                                scores.getOrDefault(signal, Interval.SCORES).reaches(Evidence.FLOOR));
    }

    private boolean take(Predicate leaf, boolean wanted) {
        if (leaf instanceof Predicate.SignalScore score) {
            return score(
                    score.signal(),
                    scores.getOrDefault(score.signal(), Interval.SCORES)
                            .with(score.comparison(), score.constant(), wanted));
        }
        if (leaf instanceof Predicate.SignalPresent present) {
            return present(present.signal(), wanted);
        }
        if (leaf instanceof Predicate.TextIn text) {
            return text(text, wanted);
        }
        if (leaf instanceof Predicate.MediaCount count) {
            mediaCount = mediaCount.with(count.comparison(), (double) count.constant(), wanted);
            return !mediaCount.isEmpty();
        }
        if (leaf instanceof Predicate.HashMatched) {
            return hash(wanted);
        }
        return true;
    }

    private boolean score(String signal, Interval left) {
        scores.put(signal, left);
        // One that was not scored reads as 0.
        boolean zeroOnly = notScored.contains(signal);
        return !left.isEmpty() && !(zeroOnly && (left.low() > 0 || left.lowOpen()));
    }

    private boolean present(String signal, boolean wanted) {
        (wanted ? scored : notScored).add(signal);
        return !(scored.contains(signal) && notScored.contains(signal))
                && score(signal, scores.getOrDefault(signal, Interval.SCORES));
    }

    private boolean text(Predicate.TextIn leaf, boolean wanted) {
        Set<String> left = new HashSet<>(texts(leaf.field()));
        if (wanted) {
            left.retainAll(leaf.values());
        } else {
            leaf.values().forEach(left::remove);
        }
        texts.put(leaf.field(), left);
        return !left.isEmpty() && agreeOnPayment();
    }

    /** Direction and method are both there or both NONE. */
    private boolean agreeOnPayment() {
        return agree(TextField.PAYMENT_DIRECTION, TextField.PAYMENT_METHOD)
                && agree(TextField.PAYMENT_METHOD, TextField.PAYMENT_DIRECTION);
    }

    private boolean agree(TextField one, TextField other) {
        Set<String> left = new HashSet<>(texts(other));
        if (texts(one).equals(Set.of(Observation.NO_PAYMENT))) {
            left.retainAll(Set.of(Observation.NO_PAYMENT));
        } else if (!texts(one).contains(Observation.NO_PAYMENT)) {
            left.remove(Observation.NO_PAYMENT);
        }
        texts.put(other, left);
        return !left.isEmpty();
    }

    private boolean hash(boolean wanted) {
        hashed |= wanted;
        noHash |= !wanted;
        return !(hashed && noHash);
    }

    private Set<String> texts(TextField field) {
        return texts.getOrDefault(field, Set.of());
    }

    private boolean disjoint(TextField field, List<String> values) {
        return texts(field).stream().noneMatch(values::contains);
    }

    /** What a part speaks of; only parts about one thing contradict each other. */
    private String subject(Predicate leaf) {
        if (leaf instanceof Predicate.SignalScore score) {
            return score.signal();
        }
        if (leaf instanceof Predicate.SignalPresent present) {
            return present.signal();
        }
        if (leaf instanceof Predicate.TextIn text) {
            return text.field() == TextField.KIND ? "kind" : "payment";
        }
        return leaf instanceof Predicate.MediaCount ? "media.count" : "media.hash_matched";
    }
}
