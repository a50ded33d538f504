// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import io.wardline.pattern.Absence;
import io.wardline.pattern.AllOf;
import io.wardline.pattern.AnyOf;
import io.wardline.pattern.Element;
import io.wardline.pattern.Link;
import io.wardline.pattern.Step;
import io.wardline.pattern.parse.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The short words for what an element says, the same in prose, drawings and reports. */
final class ElementText {
    private ElementText() {}

    /** {@code 3}, {@code 2 to 5}. */
    static String number(io.wardline.pattern.Times times) {
        return times.min() == times.max() ? String.valueOf(times.min()) : times.min() + " to " + times.max();
    }

    /** {@code , 2 to 5 times, optional}; empty for a step that comes once. */
    static String often(Step step) {
        return (step.times().max() > 1 ? ", " + number(step.times()) + " times" : "")
                + (step.optional() ? ", optional" : "");
    }

    /** {@code threat by the offender, 3 times}, {@code ⊘ blocked by the victim}. */
    static String label(Link link) {
        String who = link.name() + " by " + PatternProse.who(link.by());
        if (link instanceof Absence absence) {
            return "⊘ " + who
                    + absence.waits()
                            .map(waits -> ", for " + Durations.write(waits))
                            .orElse("");
        }
        return link instanceof Step step ? who + often(step) : who;
    }

    /** What is said above a group; empty for a single link. */
    static String group(Element element) {
        if (element instanceof AnyOf) {
            return "any of";
        }
        return element instanceof AllOf ? "all of, in any order" : "";
    }

    /** What an absence ends with: the next step, and those that may come instead of it. */
    static String after(List<Element> elements, int position) {
        List<String> names = new ArrayList<>();
        for (Element element : elements.subList(position + 1, elements.size())) {
            element.steps().forEach(step -> names.add(step.name()));
            boolean open = element instanceof Absence || (element instanceof Step step && step.optional());
            if (!open) {
                break;
            }
        }
        return names.stream().collect(Collectors.joining(" or "));
    }
}
