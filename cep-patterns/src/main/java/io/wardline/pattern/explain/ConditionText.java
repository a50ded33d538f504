// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import io.wardline.pattern.Condition;
import io.wardline.pattern.condition.Predicate;
import io.wardline.pattern.condition.Predicate.Comparison;
import io.wardline.pattern.condition.Predicate.TextField;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** The smallest parts of conditions as their author could have written them. */
public final class ConditionText {
    private ConditionText() {}

    /** A part that holds, or that must not hold: {@code kind == 'CALL'}, {@code !has(signals.nudity)}. */
    public static String of(Predicate leaf, boolean wanted) {
        if (leaf instanceof Predicate.SignalScore score) {
            return field(score) + " " + symbol(score.comparison(), wanted) + " " + number(score.constant());
        }
        if (leaf instanceof Predicate.MediaCount count) {
            return "media.count " + symbol(count.comparison(), wanted) + " " + count.constant();
        }
        if (leaf instanceof Predicate.TextIn text) {
            return name(text.field()) + " " + oneOf(text.values(), wanted);
        }
        if (leaf instanceof Predicate.SignalPresent present) {
            return (wanted ? "" : "!") + "has(signals." + present.signal() + ")";
        }
        if (leaf instanceof Predicate.HashMatched) {
            return (wanted ? "" : "!") + "media.hash_matched";
        }
        if (leaf instanceof Predicate.Shared shared) {
            return (wanted ? "" : "!") + shared.name();
        }
        return (wanted ? "" : "!") + "(" + leaf + ")";
    }

    /** All of a condition, without the parentheses that precedence makes needless. */
    static String whole(Condition condition) {
        if (condition instanceof Predicate.And and) {
            return inAnd(and.left()) + " && " + inAnd(and.right());
        }
        if (condition instanceof Predicate.Or or) {
            return whole(or.left()) + " || " + whole(or.right());
        }
        if (condition instanceof Predicate.Not not) {
            return "!(" + whole(not.condition()) + ")";
        }
        return condition instanceof Predicate leaf ? of(leaf, true) : condition.toString();
    }

    private static String inAnd(Condition part) {
        return part instanceof Predicate.Or ? "(" + whole(part) + ")" : whole(part);
    }

    /** What must be true of the value alone: {@code >= 0.5}, {@code == 'CALL'}. */
    static String bound(Comparison comparison, boolean wanted, String constant) {
        return symbol(comparison, wanted) + " " + constant;
    }

    /** {@code == 'A'}, {@code != 'A'}, {@code in ['A', 'B']}. */
    static String oneOf(List<String> values, boolean wanted) {
        if (values.size() == 1) {
            return (wanted ? "== '" : "!= '") + values.get(0) + "'";
        }
        String list = values.stream().map("'%s'"::formatted).collect(Collectors.joining(", ", "[", "]"));
        return (wanted ? "in " : "not in ") + list;
    }

    static String name(TextField field) {
        return switch (field) {
            case KIND -> "kind";
            case PAYMENT_DIRECTION -> "payment.direction";
            case PAYMENT_METHOD -> "payment.method";
        };
    }

    static String field(Predicate.SignalScore score) {
        return "signals." + score.signal();
    }

    /** Without the zeros that nobody wrote. */
    static String number(double value) {
        String plain = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    private static String symbol(Comparison comparison, boolean wanted) {
        return switch (comparison) {
            case LESS -> wanted ? "<" : ">=";
            case LESS_OR_EQUAL -> wanted ? "<=" : ">";
            case GREATER -> wanted ? ">" : "<=";
            case GREATER_OR_EQUAL -> wanted ? ">=" : "<";
            case EQUAL -> wanted ? "==" : "!=";
        };
    }
}
