// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.account.Decision.Action;
import io.wardline.topology.account.Population.Group;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: with the default weights and thresholds, who is blocked came back, and who comes back with something strong is blocked. Method:
 * an invented population with known truth; what counts is the first decision, at the sign-up, and for a false one any decision.
 */
class AccountPopulationTest {
    @ParameterizedTest
    @ValueSource(longs = 1)
    void blocksReturnsAndHardlyAnybodyElse(long seed) {
        Population population = new Population(seed);
        Map<Group, Map<Action, Integer>> atSignUp = new EnumMap<>(Group.class);
        Map<Group, Map<Action, Integer>> worst = new EnumMap<>(Group.class);
        try (AccountPipeline accounts = new AccountPipeline(LinkPolicy.DEFAULT, true)) {
            population.events().forEach(accounts::take);
            population.groups().forEach((account, group) -> {
                List<Action> told = accounts.decisions(account).stream()
                        .map(Decision::action)
                        .toList();
                count(atSignUp, group, told.get(0));
                count(worst, group, told.stream().max(Action::compareTo).orElseThrow());
            });
        }
        System.out.print(table(seed, atSignUp, worst));

        double blocked = Arrays.stream(Group.values())
                .mapToInt(group -> of(worst, group, Action.BLOCK))
                .sum();
        double right = of(worst, Group.RETURN_STRONG, Action.BLOCK) + of(worst, Group.RETURN_FRESH, Action.BLOCK);
        double returns = Arrays.stream(Action.values())
                .mapToInt(action -> of(atSignUp, Group.RETURN_STRONG, action))
                .sum();
        double found = returns - of(atSignUp, Group.RETURN_STRONG, Action.NONE);
        assertThat(right / blocked).as("precision of BLOCK").isGreaterThanOrEqualTo(0.999);
        assertThat(found / returns)
                .as("recall of returns that reuse something strong")
                .isGreaterThanOrEqualTo(0.9);
    }

    private static void count(Map<Group, Map<Action, Integer>> counts, Group group, Action action) {
        counts.computeIfAbsent(group, g -> new EnumMap<>(Action.class)).merge(action, 1, Integer::sum);
    }

    private static int of(Map<Group, Map<Action, Integer>> counts, Group group, Action action) {
        return counts.getOrDefault(group, Map.of()).getOrDefault(action, 0);
    }

    private static String table(
            long seed, Map<Group, Map<Action, Integer>> atSignUp, Map<Group, Map<Action, Integer>> worst) {
        StringBuilder table = new StringBuilder(
                "seed " + seed + "\n"
                        + "| | at sign-up NONE | REVIEW | BLOCK | ever REVIEW | ever BLOCK |\n|---|---:|---:|---:|---:|---:|\n");
        for (Group group : Group.values()) {
            table.append("| ").append(group.title);
            for (Action action : Action.values()) {
                table.append(" | ").append(of(atSignUp, group, action));
            }
            table.append(" | ").append(of(worst, group, Action.REVIEW));
            table.append(" | ").append(of(worst, group, Action.BLOCK)).append(" |\n");
        }
        return table.toString();
    }
}
