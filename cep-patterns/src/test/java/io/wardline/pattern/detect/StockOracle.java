// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.Role;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.Automaton.Variant;
import io.wardline.pattern.flink.Bound;
import io.wardline.pattern.flink.KeyedStockCep;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What must stand: the contract's words over what Flink's own operator finds in the whole conversation, sorted. Shares no code with
 * the detector, and cuts nothing away for speed: every offender is bound over every event.
 */
final class StockOracle {
    /** The contract's bound, written here once more on purpose. */
    private static final int AT_MOST = 16;

    private StockOracle() {}

    /**
     * For each conversation: told once per pattern, emitting step, deciding event and offender, with the smallest evidence list.
     *
     * @param logs conversations, each in order
     */
    static List<Map<Standing.Key, List<String>>> standing(List<Automaton> automata, List<List<ScenarioEvent>> logs) {
        List<Map<Standing.Key, List<ScenarioEvent>>> smallest =
                logs.stream().map(log -> smallest()).toList();
        for (Automaton automaton : automata) {
            List<Trial> trials = IntStream.range(0, logs.size())
                    .boxed()
                    .flatMap(i -> trials(automaton, i, logs.get(i)).stream())
                    .toList();
            for (Variant variant : automaton.variants()) {
                List<List<List<ScenarioEvent>>> found = KeyedStockCep.matches(
                        variant.pattern(), trials.stream().map(Trial::bound).toList());
                for (int i = 0; i < trials.size(); i++) {
                    Trial trial = trials.get(i);
                    found.get(i).forEach(match -> trial.keep(match, automaton, smallest.get(trial.conversation())));
                }
            }
        }
        return smallest.stream().map(StockOracle::ids).toList();
    }

    /** One conversation with one account bound as the offender, and the events for which that account is a candidate. */
    private record Trial(int conversation, String offender, Set<String> deciders, List<Bound<ScenarioEvent>> bound) {
        void keep(List<ScenarioEvent> events, Automaton automaton, Map<Standing.Key, List<ScenarioEvent>> smallest) {
            String decider = events.get(events.size() - 1).eventId();
            if (deciders.contains(decider)) {
                smallest.merge(
                        new Standing.Key(automaton.patternId(), automaton.step(), offender, decider),
                        events,
                        StockOracle::smaller);
            }
        }
    }

    private static Map<Standing.Key, List<ScenarioEvent>> smallest() {
        return new TreeMap<>();
    }

    private static Map<Standing.Key, List<String>> ids(Map<Standing.Key, List<ScenarioEvent>> matches) {
        Map<Standing.Key, List<String>> ids = new TreeMap<>();
        matches.forEach((key, events) ->
                ids.put(key, events.stream().map(Evidence::eventId).toList()));
        return ids;
    }

    private static List<Trial> trials(Automaton automaton, int conversation, List<ScenarioEvent> log) {
        List<Trial> trials = new ArrayList<>();
        candidatesByDecider(automaton, log)
                .forEach((offender, deciders) -> trials.add(new Trial(
                        conversation,
                        offender,
                        deciders,
                        log.stream()
                                .map(event ->
                                        new Bound<>(event, event.senderId().equals(offender)))
                                .toList())));
        return trials;
    }

    /** For each account, the events for which it is a candidate. */
    private static Map<String, Set<String>> candidatesByDecider(Automaton automaton, List<ScenarioEvent> log) {
        Map<String, Set<String>> deciders = new LinkedHashMap<>();
        for (ScenarioEvent decider : log) {
            for (String candidate : candidates(automaton, decider, log)) {
                deciders.computeIfAbsent(candidate, id -> new LinkedHashSet<>()).add(decider.eventId());
            }
        }
        return deciders;
    }

    /**
     * The deciding sender; when the victim decides, each earlier threatener or demander; at most 16, of which the latest count. A step
     * done by anyone may be the offender's or the victim's. Nobody is tried who can't be the offender of any step that is decided.
     */
    static List<String> candidates(Automaton automaton, ScenarioEvent decider, List<ScenarioEvent> log) {
        List<Role> roles = automaton.variants().stream()
                .filter(variant -> variant.deciding().when().test(decider))
                .map(variant -> variant.deciding().by())
                .distinct()
                .toList();
        List<String> candidates = new ArrayList<>();
        if (roles.contains(Role.OFFENDER) || roles.contains(Role.ANYONE)) {
            candidates.add(decider.senderId());
        }
        if (roles.contains(Role.VICTIM) || roles.contains(Role.ANYONE)) {
            log.stream()
                    .filter(event -> isBefore(event, decider))
                    .sorted(Evidence.ORDER.reversed())
                    .filter(event ->
                            threatensOrDemands(event) && !event.senderId().equals(decider.senderId()))
                    .map(ScenarioEvent::senderId)
                    .forEach(candidates::add);
        }
        return candidates.stream().distinct().limit(AT_MOST).toList();
    }

    private static boolean threatensOrDemands(ScenarioEvent event) {
        boolean threatens = event.signals().getOrDefault("threat_exposure", 0.0) >= 0.5;
        boolean asks = event.signals().getOrDefault("payment_request", 0.0) >= 0.5;
        boolean requested = event.paymentDirection().equals("REQUESTED");
        boolean sent = event.paymentDirection().equals("SENT");
        return threatens || requested || (asks && !sent);
    }

    private static boolean isBefore(ScenarioEvent a, ScenarioEvent b) {
        return a.occurredAtMillis() < b.occurredAtMillis()
                || (a.occurredAtMillis() == b.occurredAtMillis() && a.eventId().compareTo(b.eventId()) < 0);
    }

    private static List<ScenarioEvent> smaller(List<ScenarioEvent> a, List<ScenarioEvent> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            if (!a.get(i).eventId().equals(b.get(i).eventId())) {
                return isBefore(a.get(i), b.get(i)) ? a : b;
            }
        }
        return a.size() <= b.size() ? a : b;
    }
}
