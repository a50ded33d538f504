// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.Role;
import io.wardline.pattern.detect.Drawn.All;
import io.wardline.pattern.detect.Drawn.Any;
import io.wardline.pattern.detect.Drawn.Not;
import io.wardline.pattern.detect.Drawn.One;
import io.wardline.pattern.detect.Drawn.Part;
import io.wardline.pattern.flink.Bound;
import io.wardline.pattern.flink.KeyedStockCep;
import io.wardline.pattern.testing.ScenarioEvent;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.WithinType;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * What must stand, as the reference of the language says it and stock {@code CEP.pattern} finds it. Shares nothing with the compiler: a
 * drawn pattern is written out into straight patterns of {@code followedBy} and {@code notFollowedBy} alone, one for every choice, order
 * and number of times, with gaps as conditions over the event taken before. So that it says what {@code optional}, {@code times} and
 * Flink's own gaps come to, rather than trusting them.
 */
final class LanguageOracle {
    private static final int AT_MOST = 16;

    private LanguageOracle() {}

    /** A step taken once, or an absence. */
    private record Atom(Part part) implements Serializable {}

    /**
     * For each conversation: told once per pattern, emitting step, deciding event and offender, with the smallest evidence list.
     *
     * @param logs conversations, each in order
     */
    static List<Map<Standing.Key, List<String>>> standing(List<Drawn> patterns, List<List<ScenarioEvent>> logs) {
        List<Map<Standing.Key, List<ScenarioEvent>>> smallest = new ArrayList<>();
        logs.forEach(log -> smallest.add(new TreeMap<>()));
        for (Drawn pattern : patterns) {
            straight(pattern).forEach((told, ways) -> told(pattern, told, ways, logs, smallest));
        }
        List<Map<Standing.Key, List<String>>> ids = new ArrayList<>();
        for (Map<Standing.Key, List<ScenarioEvent>> matches : smallest) {
            Map<Standing.Key, List<String>> named = new TreeMap<>();
            matches.forEach((key, events) ->
                    named.put(key, events.stream().map(Evidence::eventId).toList()));
            ids.add(named);
        }
        return ids;
    }

    private record Trial(int conversation, String offender, Set<String> deciders) {}

    private static void told(
            Drawn pattern,
            String told,
            Set<List<Atom>> ways,
            List<List<ScenarioEvent>> logs,
            List<Map<Standing.Key, List<ScenarioEvent>>> smallest) {
        List<Trial> trials = new ArrayList<>();
        List<List<Bound<ScenarioEvent>>> bound = new ArrayList<>();
        for (int i = 0; i < logs.size(); i++) {
            Map<String, Set<String>> byOffender = new LinkedHashMap<>();
            for (ScenarioEvent decider : logs.get(i)) {
                for (String candidate : candidates(ways, decider, logs.get(i))) {
                    byOffender
                            .computeIfAbsent(candidate, id -> new LinkedHashSet<>())
                            .add(decider.eventId());
                }
            }
            for (Map.Entry<String, Set<String>> entry : byOffender.entrySet()) {
                trials.add(new Trial(i, entry.getKey(), entry.getValue()));
                bound.add(logs.get(i).stream()
                        .map(event -> new Bound<>(event, event.senderId().equals(entry.getKey())))
                        .toList());
            }
        }
        if (trials.isEmpty()) {
            return;
        }
        for (List<Atom> way : ways) {
            List<List<List<ScenarioEvent>>> found = KeyedStockCep.matches(flink(pattern, way), bound);
            for (int i = 0; i < trials.size(); i++) {
                Trial trial = trials.get(i);
                for (List<ScenarioEvent> match : found.get(i)) {
                    String decider = match.get(match.size() - 1).eventId();
                    if (trial.deciders().contains(decider)) {
                        smallest.get(trial.conversation())
                                .merge(
                                        new Standing.Key(pattern.id(), told, trial.offender(), decider),
                                        match,
                                        LanguageOracle::smaller);
                    }
                }
            }
        }
    }

    /** The straight ways to each name that tells. */
    private static Map<String, Set<List<Atom>>> straight(Drawn pattern) {
        Map<String, Set<List<Atom>>> straight = new LinkedHashMap<>();
        for (List<Part> sequence : pattern.alternatives()) {
            Set<List<Atom>> ways = Set.of(List.of());
            for (Part part : sequence) {
                Set<List<Atom>> longer = new LinkedHashSet<>();
                for (List<Atom> choice : choices(part)) {
                    for (List<Atom> way : ways) {
                        List<Atom> further = new ArrayList<>(way);
                        further.addAll(choice);
                        longer.add(List.copyOf(further));
                        Part last = choice.isEmpty()
                                ? part
                                : choice.get(choice.size() - 1).part();
                        if (!choice.isEmpty() && tells(last)) {
                            straight.computeIfAbsent(name(last), name -> new LinkedHashSet<>())
                                    .add(List.copyOf(further));
                        }
                    }
                }
                ways = longer;
            }
        }
        return straight;
    }

    private static List<List<Atom>> choices(Part part) {
        List<List<Atom>> choices = new ArrayList<>();
        if (part instanceof One one) {
            for (int times = one.min(); times <= one.max(); times++) {
                choices.add(Collections.nCopies(times, new Atom(one)));
            }
            if (one.optional()) {
                choices.add(List.of());
            }
        } else if (part instanceof Not) {
            choices.add(List.of(new Atom(part)));
        } else if (part instanceof Any any) {
            any.ones().forEach(one -> choices.add(List.of(new Atom(one))));
        } else if (part instanceof All all) {
            orders(List.of(), all.ones(), choices);
        }
        return choices;
    }

    private static void orders(List<Atom> chosen, List<One> left, List<List<Atom>> orders) {
        if (left.isEmpty()) {
            orders.add(chosen);
        }
        for (One one : left) {
            List<Atom> longer = new ArrayList<>(chosen);
            longer.add(new Atom(one));
            orders(longer, left.stream().filter(other -> !other.equals(one)).toList(), orders);
        }
    }

    private static boolean tells(Part part) {
        return (part instanceof One one && one.emits()) || (part instanceof Not not && not.atTheEnd());
    }

    private static String name(Part part) {
        return part instanceof One one ? one.name() : ((Not) part).name();
    }

    /** Each atom under a name of its own, so that a condition can ask for the event taken before. */
    private static Pattern<Bound<?>, ?> flink(Drawn pattern, List<Atom> way) {
        long window = 1000L * pattern.window();
        Pattern<Bound<?>, Bound<?>> flink =
                Pattern.<Bound<?>>begin("at0", AfterMatchSkipStrategy.noSkip()).where(fits(way.get(0)));
        int lastTaken = 0;
        long wait = 0;
        for (int i = 1; i < way.size(); i++) {
            if (way.get(i).part() instanceof One one) {
                flink = flink.followedBy("at" + i).where(fits(way.get(i))).where(new Less("at0", window));
                for (int j = i - 1; way.get(j).part() instanceof Not; j--) {
                    flink = flink.where(not(way.get(j)));
                }
                boolean repetition = way.get(lastTaken).part().equals(one);
                if (one.within() > 0 && !repetition) {
                    flink = flink.where(new Less("at" + lastTaken, 1000L * one.within()));
                }
                lastTaken = i;
            } else {
                flink = flink.notFollowedBy("at" + i).where(fits(way.get(i)));
                wait = ((Not) way.get(i).part()).atTheEnd() ? 1000L * pattern.waits() : wait;
            }
        }
        return wait == 0 ? flink : flink.within(Duration.ofMillis(wait), WithinType.PREVIOUS_AND_CURRENT);
    }

    private static SimpleCondition<Bound<?>> fits(Atom atom) {
        return SimpleCondition.of(bound -> fits(atom, bound));
    }

    private static SimpleCondition<Bound<?>> not(Atom atom) {
        return SimpleCondition.of(bound -> !fits(atom, bound));
    }

    private static boolean fits(Atom atom, Bound<?> bound) {
        Role by = atom.part() instanceof One one ? one.by() : ((Not) atom.part()).by();
        boolean byRole = by == Role.ANYONE || (by == Role.OFFENDER) == bound.byOffender();
        return byRole && holds(atom.part(), KeyedStockCep.unwrapped(bound.event()));
    }

    private static boolean holds(Part part, Evidence event) {
        Drawn.Means means = part instanceof One one ? one.means() : ((Not) part).means();
        return means.holds().test((ScenarioEvent) event);
    }

    /** Less than so long after the event taken at a place. */
    private static final class Less extends IterativeCondition<Bound<?>> {
        private final String place;
        private final long millis;

        Less(String place, long millis) {
            this.place = place;
            this.millis = millis;
        }

        @Override
        public boolean filter(Bound<?> bound, Context<Bound<?>> context) throws Exception {
            long at =
                    context.getEventsForPattern(place).iterator().next().event().occurredAtMillis();
            return bound.event().occurredAtMillis() - at < millis;
        }
    }

    /** The deciding sender; when the victim decides, each earlier threatener or demander; at most 16, of which the latest count. */
    private static List<String> candidates(Set<List<Atom>> ways, ScenarioEvent decider, List<ScenarioEvent> log) {
        Set<Role> roles = new LinkedHashSet<>();
        for (List<Atom> way : ways) {
            int last = way.size() - 1;
            while (way.get(last).part() instanceof Not) {
                last--;
            }
            if (way.get(last).part() instanceof One one && one.means().holds().test(decider)) {
                roles.add(one.by());
            }
        }
        Set<String> candidates = new LinkedHashSet<>();
        if (roles.contains(Role.OFFENDER) || roles.contains(Role.ANYONE)) {
            candidates.add(decider.senderId());
        }
        if (roles.contains(Role.VICTIM) || roles.contains(Role.ANYONE)) {
            for (int i = log.indexOf(decider) - 1; i >= 0; i--) {
                ScenarioEvent earlier = log.get(i);
                if ((earlier.threatens() || earlier.demands())
                        && !earlier.senderId().equals(decider.senderId())) {
                    candidates.add(earlier.senderId());
                }
            }
        }
        return candidates.stream().limit(AT_MOST).toList();
    }

    private static List<ScenarioEvent> smaller(List<ScenarioEvent> a, List<ScenarioEvent> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = Evidence.ORDER.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order < 0 ? a : b;
            }
        }
        return a.size() <= b.size() ? a : b;
    }
}
