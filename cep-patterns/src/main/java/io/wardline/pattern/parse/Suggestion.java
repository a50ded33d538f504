// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.parse;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** "Did you mean": the nearest known name, when it is near enough to be a slip. */
public final class Suggestion {
    private Suggestion() {}

    /** {@code " (did you mean 'x'?)"}, or nothing. */
    public static String of(String written, Collection<String> known) {
        int tolerance = Math.max(2, written.length() / 3);
        return known.stream()
                .filter(candidate -> distance(written, candidate) <= tolerance)
                .min(Comparator.<String>comparingInt(candidate -> distance(written, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .map(" (did you mean '%s'?)"::formatted)
                .orElse("");
    }

    /** Levenshtein's distance, blind to case. */
    private static int distance(String written, String candidate) {
        String a = written.toLowerCase(Locale.ROOT);
        String b = candidate.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
