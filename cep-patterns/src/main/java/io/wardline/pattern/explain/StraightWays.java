// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import io.wardline.pattern.Link;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Step;
import io.wardline.pattern.Ways;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The ways to what is told with nothing left open: each optional step is there or not, each repeated one as often as it is taken. */
final class StraightWays {
    private StraightWays() {}

    /** At most {@link Ways#MAX_WAYS} times {@link Ways#MAX_BRANCHES} of them, for a pattern that checks. */
    static List<List<Link>> to(String tells, Sequence sequence) {
        return Ways.to(tells, List.of(sequence)).stream()
                .flatMap(way -> straight(way).stream())
                .distinct()
                .toList();
    }

    private static List<List<Link>> straight(List<Link> way) {
        List<List<Link>> straight = List.of(List.of());
        for (Link link : way) {
            List<List<Link>> longer = new ArrayList<>();
            for (List<Link> before : straight) {
                for (List<Link> choice : choices(link)) {
                    List<Link> joined = new ArrayList<>(before);
                    joined.addAll(choice);
                    longer.add(joined);
                }
            }
            straight = longer;
        }
        return straight;
    }

    private static List<List<Link>> choices(Link link) {
        if (!(link instanceof Step step)) {
            return List.of(List.of(link));
        }
        List<List<Link>> choices = new ArrayList<>();
        for (int times = step.times().min(); times <= step.times().max(); times++) {
            choices.add(IntStream.range(0, times).<Link>mapToObj(i -> step).toList());
        }
        if (step.optional()) {
            choices.add(List.of());
        }
        return choices;
    }
}
