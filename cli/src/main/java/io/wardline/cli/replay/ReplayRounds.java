// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import java.util.List;

/**
 * Replays the same lines in rounds, each with what the one before decided. The live job reads its decisions back from Kafka; a replay can't
 * read what it has not written yet, so it is right when a round decides just what it was given.
 */
final class ReplayRounds {
    /** Two or three do; more take accounts each of which is decided on by what was decided about the one before. */
    private static final int MOST = 16;

    private ReplayRounds() {}

    /** One run over all lines. */
    @FunctionalInterface
    interface Round {
        /**
         * Replays.
         *
         * @param fed what the round before decided; nothing in the first
         * @return what was decided, in order, each with all it holds
         */
        List<String> decide(List<String> fed) throws Exception;
    }

    /** Whether the last round decided just what it was given; else it was the last that is tried. */
    static boolean settle(Round round) throws Exception {
        List<String> fed = List.of();
        // Each settles one decision more, at least, since none rests on a later one.
        for (int number = 1; number <= Math.max(MOST, fed.size() + 2); number++) {
            List<String> decided = round.decide(fed);
            // What links nobody says nothing to anyone.
            boolean newsless = fed.isEmpty() && decided.stream().noneMatch(DecisionLine::links);
            if (newsless || decided.equals(fed)) {
                return true;
            }
            fed = decided;
        }
        return false;
    }
}
