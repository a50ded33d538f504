// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.catalog.PatternTexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Sets of patterns: {@link FourSteps} as an author writes it, and others beside it. Each of the others ends in a signal of some score by
 * the offender, as real ones do, after a contact and an image; with thirty signals and a thousand patterns, many end in the same.
 */
final class LivePatternSet {
    static final String FOUR_STEPS = "four-steps";

    private static final String OTHER =
            """
            id: %1$s
            title: Contact, image, a signal
            revision: 1
            status: live
            owner: benchmarks
            why: One of many that are live beside each other.
            scope: conversation
            window: 7d
            sequence:
              - {step: contact, by: offender, when: "kind == 'CONTACT'"}
              - {step: first, by: %2$s, when: signals.%3$s >= 0.%4$d}
              - {step: image, by: victim, when: signals.nudity >= 0.6}
              - step: last
                by: offender
                when: signals.%5$s >= 0.%6$d
                emit: {severity: MEDIUM, explanation: The whole sequence.}
            """;

    private LivePatternSet() {}

    /** @param size of which one is {@link FourSteps} */
    static PatternTexts of(int size) {
        Map<String, String> patterns = new LinkedHashMap<>();
        patterns.put(FOUR_STEPS, fourSteps());
        SplittableRandom random = new SplittableRandom(size);
        for (int i = 1; i < size; i++) {
            String id = "other-" + i;
            patterns.put(
                    id,
                    OTHER.formatted(
                            id,
                            random.nextBoolean() ? "offender" : "victim",
                            signal(random),
                            50 + random.nextInt(45),
                            signal(random),
                            50 + random.nextInt(45)));
        }
        return new PatternTexts("{}", patterns);
    }

    private static String signal(SplittableRandom random) {
        List<String> signals = Vocabulary.SIGNALS;
        return signals.get(random.nextInt(signals.size()));
    }

    private static String fourSteps() {
        try (InputStream in = Objects.requireNonNull(
                LivePatternSet.class.getResourceAsStream(FOUR_STEPS + ".yaml"), "the pattern is missing")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
