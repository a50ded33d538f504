// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.Absence;
import io.wardline.pattern.Condition;
import io.wardline.pattern.Element;
import io.wardline.pattern.Emit;
import io.wardline.pattern.Link;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Step;
import io.wardline.pattern.condition.Predicate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether one pattern tells nothing that another does not tell too. Says yes only where that is plain. */
final class Covered {
    private Covered() {}

    /** Every match of the first is one of the second's, told at least as gravely. */
    static boolean by(PatternSpec narrow, PatternSpec wide) {
        return narrow.window().compareTo(wide.window()) <= 0
                && narrow.alternatives().stream()
                        .allMatch(sequence -> wide.alternatives().stream().anyMatch(other -> by(sequence, other)));
    }

    private static boolean by(Sequence narrow, Sequence wide) {
        List<Element> mine = narrow.elements();
        List<Element> others = wide.elements();
        if (mine.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!by(mine.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Groups step by step, as they are written. */
    private static boolean by(Element narrow, Element wide) {
        List<Link> mine = narrow.links();
        List<Link> others = wide.links();
        boolean sameKind = narrow.getClass() == wide.getClass() && mine.size() == others.size();
        return sameKind && IntStream.range(0, mine.size()).allMatch(i -> by(mine.get(i), others.get(i)));
    }

    private static boolean by(Link narrow, Link wide) {
        return narrow.by() == wide.by()
                && same(narrow, wide)
                && bound(narrow, wide)
                && told(narrow.emit(), wide.emit());
    }

    /** What is interpreted can only be compared as text. */
    private static boolean same(Link one, Link other) {
        Condition a = one.when();
        Condition b = other.when();
        if (a instanceof Predicate || b instanceof Predicate) {
            return a.equals(b);
        }
        return one.source().replaceAll("\\s+", "").equals(other.source().replaceAll("\\s+", ""));
    }

    /** Equal gaps, numbers and waits only: with wider ones, the step before may take another event. */
    private static boolean bound(Link narrow, Link wide) {
        if (narrow instanceof Step mine && wide instanceof Step other) {
            return mine.within().equals(other.within())
                    && mine.optional() == other.optional()
                    && mine.times().equals(other.times());
        }
        return narrow instanceof Absence mine
                && wide instanceof Absence other
                && mine.waits().equals(other.waits());
    }

    private static boolean told(Optional<Emit> narrow, Optional<Emit> wide) {
        return narrow.isEmpty()
                || (wide.isPresent()
                        && narrow.get().severity().compareTo(wide.get().severity()) <= 0
                        && (wide.get().crisis() || !narrow.get().crisis())
                        && (wide.get().reportable() || !narrow.get().reportable()));
    }
}
