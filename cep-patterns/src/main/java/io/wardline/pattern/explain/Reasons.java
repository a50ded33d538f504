// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Observation;
import io.wardline.pattern.condition.Predicate;
import io.wardline.pattern.condition.Predicate.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which parts of a condition decided about an event, with the event's values. Never its text: a condition can't read that. */
public final class Reasons {
    private static final Pattern SIGNAL = Pattern.compile("signals\\.(\\w+)");

    private final Observation event;

    private Reasons(Observation event) {
        this.event = event;
    }

    /** Why the condition does not hold: each part that would have to be otherwise. */
    public static List<String> whyNot(Condition condition, Observation event) {
        return List.copyOf(new Reasons(event).lacking(condition, true));
    }

    /** Why the condition holds: the values that satisfied it. */
    public static List<String> why(Condition condition, Observation event) {
        return List.copyOf(new Reasons(event).satisfied(condition, true));
    }

    /** @param wanted whether the condition should hold; it does the opposite */
    private Set<String> lacking(Condition condition, boolean wanted) {
        if (condition instanceof Predicate.Not not) {
            return lacking(not.condition(), !wanted);
        }
        if (condition instanceof Predicate.And and) {
            return wanted ? lackingOfAll(and.left(), and.right(), true) : lackingOfAny(and.left(), and.right(), false);
        }
        if (condition instanceof Predicate.Or or) {
            return wanted ? lackingOfAny(or.left(), or.right(), true) : lackingOfAll(or.left(), or.right(), false);
        }
        if (condition instanceof Predicate.Shared shared) {
            return Set.of(shared.name() + ": " + String.join("; ", lacking(shared.condition(), wanted)));
        }
        return Set.of(condition instanceof Predicate leaf ? lacks(leaf, wanted) : interpreted(condition, wanted));
    }

    /** Both should be so: those that are not. */
    private Set<String> lackingOfAll(Condition left, Condition right, boolean wanted) {
        return Stream.of(left, right)
                .filter(part -> part.test(event) != wanted)
                .flatMap(part -> lacking(part, wanted).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Any would do, and none is so. What was not scored is told in one breath, for it is the usual case. */
    private Set<String> lackingOfAny(Condition left, Condition right, boolean wanted) {
        List<String> notScored = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Condition part : List.of(left, right)) {
            ways(part, wanted, notScored, others);
        }
        if (!notScored.isEmpty()) {
            others.add(0, "no score of " + String.join(", ", notScored));
        }
        return Set.of(String.join(", or ", others));
    }

    private void ways(Condition part, boolean wanted, List<String> notScored, List<String> others) {
        if (wanted && part instanceof Predicate.Or or) {
            ways(or.left(), true, notScored, others);
            ways(or.right(), true, notScored, others);
        } else if (wanted
                && part instanceof Predicate.SignalScore score
                && !event.signals().containsKey(score.signal())) {
            notScored.add(score.signal());
        } else {
            others.add(String.join("; ", lacking(part, wanted)));
        }
    }

    /** @param wanted whether the condition should hold, which it does */
    private Set<String> satisfied(Condition condition, boolean wanted) {
        if (condition instanceof Predicate.Not not) {
            return satisfied(not.condition(), !wanted);
        }
        if (condition instanceof Predicate.And and) {
            return satisfied(and.left(), and.right(), wanted);
        }
        if (condition instanceof Predicate.Or or) {
            return satisfied(or.left(), or.right(), wanted);
        }
        if (condition instanceof Predicate.Shared shared) {
            return satisfied(shared.condition(), wanted);
        }
        return Set.of(condition instanceof Predicate leaf ? value(leaf) : values(condition));
    }

    /** Those of the two that are so; at least one is. */
    private Set<String> satisfied(Condition left, Condition right, boolean wanted) {
        return Stream.of(left, right)
                .filter(part -> part.test(event) == wanted)
                .flatMap(part -> satisfied(part, wanted).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private String lacks(Predicate leaf, boolean wanted) {
        if (leaf instanceof Predicate.SignalScore score) {
            return value(leaf) + ", needs " + needs(score.comparison(), wanted, ConditionText.number(score.constant()));
        }
        if (leaf instanceof Predicate.MediaCount count) {
            return value(leaf) + ", needs " + needs(count.comparison(), wanted, String.valueOf(count.constant()));
        }
        if (leaf instanceof Predicate.TextIn text) {
            return value(leaf) + ", needs " + ConditionText.oneOf(text.values(), wanted);
        }
        if (leaf instanceof Predicate.SignalPresent present) {
            return "signals." + present.signal() + (wanted ? " was not scored" : " was scored, and must not be");
        }
        if (leaf instanceof Predicate.HashMatched) {
            return wanted ? "no media matched a known hash" : "media matched a known hash, and must not";
        }
        return "it is always " + !wanted;
    }

    private static String needs(Comparison comparison, boolean wanted, String constant) {
        return ConditionText.bound(comparison, wanted, constant);
    }

    private String value(Predicate leaf) {
        if (leaf instanceof Predicate.SignalScore score) {
            return signal(score.signal());
        }
        if (leaf instanceof Predicate.SignalPresent present) {
            return signal(present.signal());
        }
        if (leaf instanceof Predicate.MediaCount) {
            return "media.count is " + event.mediaCount();
        }
        if (leaf instanceof Predicate.HashMatched) {
            return event.hashMatched() ? "media matched a known hash" : "no media matched a known hash";
        }
        if (leaf instanceof Predicate.TextIn text) {
            String value =
                    switch (text.field()) {
                        case KIND -> event.kind();
                        case PAYMENT_DIRECTION -> event.paymentDirection();
                        case PAYMENT_METHOD -> event.paymentMethod();
                    };
            return ConditionText.name(text.field()) + " is '" + value + "'";
        }
        return "it always holds";
    }

    private String signal(String name) {
        Double score = event.signals().get(name);
        return score == null
                ? "signals." + name + " was not scored"
                : "signals." + name + " is " + ConditionText.number(score);
    }

    private String interpreted(Condition condition, boolean wanted) {
        return (wanted ? "the condition does not hold" : "the condition holds, and must not") + " with "
                + values(condition);
    }

    /** Of a condition that says more than predicates can: the values of the signals that it names. */
    private String values(Condition condition) {
        TreeMap<String, String> named = new TreeMap<>();
        Matcher signal = SIGNAL.matcher(condition.toString());
        while (signal.find()) {
            named.put(signal.group(1), signal(signal.group(1)));
        }
        return named.isEmpty() ? "kind " + event.kind() : String.join(", ", named.values());
    }
}
