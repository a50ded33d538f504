// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.account.Decision;
import io.wardline.topology.account.Decision.Action;
import io.wardline.topology.event.Retention;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One decided account a key: tells it and each account that it is linked to what the standing decision says, and takes back what it says no
 * more. Of two decisions the one that became known later stands, whichever comes first; of one time, the one that comes last.
 */
public final class SpreadDecisions extends KeyedProcessFunction<String, Decision, LinkNews> {
    private static final long serialVersionUID = 1L;

    private final Duration keep;
    private transient ValueState<SpreadDecision> spread;

    /** @param keep how long after a decision it is remembered whom it was told to, so that it can be taken back */
    public SpreadDecisions(Duration keep) {
        this.keep = keep;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<SpreadDecision> descriptor =
                new ValueStateDescriptor<>("spread", TypeInformation.of(SpreadDecision.class));
        descriptor.enableTimeToLive(Retention.of(keep));
        spread = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement(Decision decision, Context context, Collector<LinkNews> out) throws Exception {
        // What is too weak to act on makes nobody a linked account; it may still be in a ring.
        List<LinkedAccount> linked = decision.action() == Action.NONE
                ? List.of()
                : decision.links().stream().map(LinkedAccount::of).toList();
        SpreadDecision before = spread.value();
        if (before == null ? isNews(decision, linked) : decision.knownAtMillis() >= before.knownAtMillis()) {
            List<String> told = before == null ? List.of() : before.told();
            spread.update(new SpreadDecision(decision.knownAtMillis(), spread(decision, linked, told, out)));
        }
    }

    /** Most accounts are linked to nobody, and were never said to be: of them nothing is kept. */
    private static boolean isNews(Decision decision, List<LinkedAccount> linked) {
        return !linked.isEmpty() || decision.groupId() != null || decision.supersedes() != null;
    }

    /** Returns who knows of it now. */
    private static List<String> spread(
            Decision decision, List<LinkedAccount> linked, List<String> toldBefore, Collector<LinkNews> out) {
        String decided = decision.accountId();
        long knownAt = decision.knownAtMillis();
        out.collect(new LinkNews(decided, decided, linked, decision.groupId(), knownAt));
        TreeSet<String> others = new TreeSet<>();
        linked.forEach(link -> others.add(link.accountId()));
        TreeSet<String> concerned = new TreeSet<>(toldBefore);
        concerned.addAll(others);
        for (String other : concerned) {
            List<LinkedAccount> back = linked.stream()
                    .filter(link -> link.accountId().equals(other))
                    .map(link -> link.reversed(decided))
                    .toList();
            boolean began = others.contains(other) && other.equals(decision.groupId());
            out.collect(new LinkNews(other, decided, back, began ? other : null, knownAt));
        }
        return List.copyOf(others);
    }
}
