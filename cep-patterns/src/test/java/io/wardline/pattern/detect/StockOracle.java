// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.Role;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.Automaton.Variant;
import io.wardline.pattern.flink.Bound;
import io.wardline.pattern.flink.StockCep;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must stand: the contract's words over what Flink's own operator finds in the whole conversation, sorted. Shares no code with
 * the detector, and cuts nothing away for speed: every offender is bound over every event.
 */
final class StockOracle {
    /** The contract's bound, written here once more on purpose. */
    private static final int AT_MOST = 16;

    private StockOracle() {}

    /** Told once per pattern, emitting step, deciding event and offender, with the smallest evidence list. */
    static Map<Standing.Key, List<String>> standing(List<Automaton> automata, List<ScenarioEvent> log) {
        Map<Standing.Key, List<ScenarioEvent>> smallest = new TreeMap<>();
        for (Automaton automaton : automata) {
            candidatesByDecider(automaton, log).forEach((offender, deciders) -> {
                List<Bound<ScenarioEvent>> bound = log.stream()
                        .map(event -> new Bound<>(event, event.senderId().equals(offender)))
                        .toList();
                for (Variant variant : automaton.variants()) {
                    for (List<Bound<ScenarioEvent>> match : StockCep.matches(variant.pattern(), bound)) {
                        List<ScenarioEvent> events =
                                match.stream().map(Bound::event).toList();
                        String decider = events.get(events.size() - 1).eventId();
                        if (deciders.contains(decider)) {
                            smallest.merge(
                                    new Standing.Key(automaton.patternId(), automaton.step(), offender, decider),
                                    events,
                                    StockOracle::smaller);
                        }
                    }
                }
            });
        }
        Map<Standing.Key, List<String>> standing = new TreeMap<>();
        smallest.forEach((key, events) ->
                standing.put(key, events.stream().map(Evidence::eventId).toList()));
        return standing;
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
                .filter(variant -> variant.decides().test(decider))
                .map(Variant::decidedBy)
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
