// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The straight ways through a pattern to one of its emitting links. Flink has no unordered group and no choice between steps, so each
 * choice and each order is a way of its own. An optional step beside an absence is taken in one way and left out in another, since Flink
 * refuses an optional path to a negation; and a step that is repeated in several numbers after an absence has a way for each, since Flink
 * would hold the absence on between the repetitions that need not be. Every other optional or repeated step stays Flink's own.
 */
public final class Ways {
    /** How many ways there may be to one emitting link: each is an automaton that is run for every candidate offender. */
    public static final int MAX_WAYS = 64;

    /**
     * How many branches Flink may open for one start on one way: two for each optional step, one for each number of times of a
     * repeated step. Starts are tried one by one, so this bounds the partial matches that are open at once.
     */
    public static final int MAX_BRANCHES = 8;

    private Ways() {}

    /**
     * Every way to a link, which is the last of each.
     *
     * @return at most {@link #MAX_WAYS} and one more, which is then to be refused
     */
    public static List<List<Link>> to(String link, List<Sequence> alternatives) {
        Set<List<Link>> ways = new LinkedHashSet<>();
        for (Sequence sequence : alternatives) {
            List<Element> elements = sequence.elements();
            for (int i = 0; i < elements.size() && ways.size() <= MAX_WAYS; i++) {
                for (Link last : elements.get(i).links()) {
                    if (last.name().equals(link)) {
                        expand(elements.subList(0, i), last, ways);
                    }
                }
            }
        }
        return List.copyOf(ways);
    }

    /** Whether each link of a way is a step that is taken exactly once: from a start, a match can go one way only. */
    public static boolean isChain(List<Link> way) {
        return way.stream()
                .allMatch(link -> link instanceof Step step
                        && !step.optional()
                        && step.times().equals(Times.ONCE));
    }

    /** How many branches Flink may open on a way for each start. */
    public static int branches(List<Link> way) {
        int branches = 1;
        for (Link link : way) {
            if (link instanceof Step step) {
                branches = Math.min(10_000, branches * step.times().choices() * (step.optional() ? 2 : 1));
            }
        }
        return branches;
    }

    private static void expand(List<Element> before, Link last, Set<List<Link>> ways) {
        List<List<Link>> straight = List.of(List.of());
        for (Element element : before) {
            List<List<Link>> longer = new ArrayList<>();
            for (List<Link> way : straight) {
                for (List<Link> choice : choices(element)) {
                    if (longer.size() <= MAX_WAYS) {
                        longer.add(joined(way, choice));
                    }
                }
            }
            straight = longer;
        }
        for (List<Link> way : straight) {
            straightBesideAbsences(joined(way, List.of(last)), ways);
        }
    }

    private static List<List<Link>> choices(Element element) {
        if (element instanceof AnyOf any) {
            return any.steps().stream().map(List::<Link>of).toList();
        }
        return element instanceof AllOf all ? orders(all.links()) : List.of(element.links());
    }

    /** Every order of up to four links. */
    private static List<List<Link>> orders(List<Link> links) {
        if (links.size() <= 1) {
            return List.of(links);
        }
        List<List<Link>> orders = new ArrayList<>();
        for (Link first : links) {
            List<Link> others =
                    links.stream().filter(link -> !link.equals(first)).toList();
            orders(others).forEach(order -> orders.add(joined(List.of(first), order)));
        }
        return orders;
    }

    private static void straightBesideAbsences(List<Link> way, Set<List<Link>> ways) {
        for (int i = 0; i < way.size(); i++) {
            List<List<Link>> choices = choicesBesideAbsence(way, i);
            if (!choices.isEmpty()) {
                for (List<Link> choice : choices) {
                    if (ways.size() <= MAX_WAYS) {
                        List<Link> before = joined(way.subList(0, i), choice);
                        straightBesideAbsences(joined(before, way.subList(i + 1, way.size())), ways);
                    }
                }
                return;
            }
        }
        ways.add(way);
    }

    /** What may stand in the place of a link that Flink can't leave open there; none when it can. */
    private static List<List<Link>> choicesBesideAbsence(List<Link> way, int i) {
        if (!(way.get(i) instanceof Step step)) {
            return List.of();
        }
        if (step.optional() && besideAbsence(way, i)) {
            return List.of(List.of(step.required()), List.of());
        }
        if (step.times().choices() > 1 && i > 0 && way.get(i - 1) instanceof Absence) {
            List<List<Link>> choices = new ArrayList<>();
            for (int times = step.times().min(); times <= step.times().max(); times++) {
                choices.add(List.of(step.exactly(times)));
            }
            return choices;
        }
        return List.of();
    }

    private static boolean besideAbsence(List<Link> way, int i) {
        return way.get(i - 1) instanceof Absence || (i + 1 < way.size() && way.get(i + 1) instanceof Absence);
    }

    private static List<Link> joined(List<Link> before, List<Link> after) {
        List<Link> joined = new ArrayList<>(before);
        joined.addAll(after);
        return List.copyOf(joined);
    }
}
