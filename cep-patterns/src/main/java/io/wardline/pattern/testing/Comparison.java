// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import io.wardline.pattern.parse.Durations;
import io.wardline.pattern.testing.Rehearsal.Problem;
import io.wardline.pattern.testing.Scenario.Expectation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a case claims against what was told of it. */
final class Comparison {
    private final int line;
    private final List<Expectation> expected;
    private final List<Telling> unclaimed;
    private final List<Problem> problems = new ArrayList<>();

    /** @param line of the case */
    Comparison(int line, List<Expectation> expected, Story story) {
        this.line = line;
        this.expected = expected;
        this.unclaimed = new ArrayList<>(story.standing());
        unclaimed.addAll(story.withdrawn());
    }

    /** In the order of the file. */
    List<Problem> problems() {
        expected.forEach(this::compare);
        unclaimed.forEach(telling -> problems.add(new Problem(
                line,
                telling.withdrawn()
                        ? "told and withdrawn, but the case does not say so: %s; if that is right, add it with 'withdrawn: true'"
                                .formatted(described(telling.told()))
                        : "told, but not expected: " + described(telling.told()))));
        problems.sort(Comparator.comparingInt(Problem::line));
        return problems;
    }

    private void compare(Expectation claim) {
        Optional<Telling> found = unclaimed.stream()
                .filter(telling -> telling.withdrawn() == claim.withdrawn())
                .filter(telling -> claim.of(telling.told().patternId()).equals(telling.told()))
                .findFirst();
        if (found.isEmpty()) {
            String what = claim.withdrawn() ? "not told and then withdrawn: " : "not told: ";
            problem(claim, what + described(claim.of("")));
            return;
        }
        Telling telling = found.get();
        unclaimed.remove(telling);
        String does = claim.withdrawn() ? "withdrawn" : "told";
        claim.after()
                .filter(after -> !telling.after().equals(Optional.of(after)))
                .ifPresent(after -> problem(
                        claim,
                        "%s is %s %s, not '%s'"
                                .formatted(
                                        claim.step(),
                                        does,
                                        telling.after()
                                                .map("when '%s' arrives"::formatted)
                                                .orElse("when its wait is over, and no event arrives then"),
                                        after)));
        claim.at()
                .map(at -> ScenarioReader.START_MILLIS + at.toMillis())
                .filter(at -> at != telling.atMillis())
                .ifPresent(at -> problem(
                        claim,
                        "%s is %s at %s, not at %s".formatted(claim.step(), does, time(telling.atMillis()), time(at))));
        claim.severity()
                .filter(severity -> severity != telling.severity())
                .ifPresent(severity -> problem(
                        claim,
                        "%s is told with severity %s, not %s".formatted(claim.step(), telling.severity(), severity)));
    }

    private void problem(Expectation claim, String message) {
        problems.add(new Problem(claim.line(), message));
    }

    /** As the file writes times. */
    private static String time(long atMillis) {
        return Durations.write(Duration.ofMillis(atMillis - ScenarioReader.START_MILLIS));
    }

    private static String described(Told told) {
        return "%s of %s by [%s]".formatted(told.step(), told.offender(), String.join(", ", told.evidence()));
    }
}
