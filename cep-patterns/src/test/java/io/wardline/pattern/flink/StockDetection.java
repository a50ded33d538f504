// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.Role;
import io.wardline.pattern.testing.Detection;
import io.wardline.pattern.testing.ScenarioEvent;
import io.wardline.pattern.testing.Told;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The contract's choice over what {@link StockCep} finds: told once per step, deciding event and offender, by the smallest evidence. */
public final class StockDetection implements Detection {
    private static final Comparator<List<ScenarioEvent>> SMALLEST = (a, b) -> {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = Evidence.ORDER.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    };

    @Override
    public List<Told> standing(List<Automaton> automata, List<ScenarioEvent> arrived) {
        List<Told> told = new ArrayList<>();
        List<String> accounts =
                arrived.stream().map(Evidence::senderId).distinct().toList();
        for (Automaton automaton : automata) {
            accounts.forEach(offender -> told.addAll(told(automaton, offender, arrived)));
        }
        return told;
    }

    private static List<Told> told(Automaton automaton, String offender, List<ScenarioEvent> arrived) {
        List<Bound<ScenarioEvent>> bound = arrived.stream()
                .map(event -> new Bound<>(event, event.senderId().equals(offender)))
                .toList();
        Map<ScenarioEvent, List<ScenarioEvent>> byDecider = new LinkedHashMap<>();
        automaton.variants().stream()
                .flatMap(variant -> StockCep.matches(variant.pattern(), bound).stream()
                        .filter(match -> isCandidate(variant.deciding().by(), offender, match, arrived)))
                .map(match -> match.stream().map(Bound::event).toList())
                .forEach(match -> byDecider.merge(match.get(match.size() - 1), match, (a, b) -> Stream.of(a, b)
                        .min(SMALLEST)
                        .orElse(a)));
        return byDecider.values().stream()
                .map(match -> new Told(
                        automaton.patternId(),
                        automaton.step(),
                        offender,
                        match.stream().map(Evidence::eventId).toList()))
                .toList();
    }

    /** The deciding sender; when the victim decides, whoever threatened or demanded before. */
    private static boolean isCandidate(
            Role decidedBy, String offender, List<Bound<ScenarioEvent>> match, List<ScenarioEvent> arrived) {
        Bound<ScenarioEvent> decider = match.get(match.size() - 1);
        return switch (decidedBy) {
            case OFFENDER, ANYONE -> decider.byOffender();
            case VICTIM ->
                arrived.stream()
                        .filter(event -> Evidence.ORDER.compare(event, decider.event()) < 0)
                        .anyMatch(event -> event.senderId().equals(offender) && (event.threatens() || event.demands()));
        };
    }
}
