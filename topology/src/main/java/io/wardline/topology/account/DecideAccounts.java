// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.account.Decision.Action;
import io.wardline.topology.event.InOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One account a key: what its values say of it, and the decision that follows. Each value answers on its own, so a decision waits a
 * moment for the others; on the clock of records it waits for all that became known at the same time.
 */
public final class DecideAccounts extends KeyedProcessFunction<String, Link, Decision> {
    /** How long a live decision waits for the answers of the account's other values. */
    static final long WAIT_MILLIS = 25;

    private static final long serialVersionUID = 1L;

    private final LinkPolicy policy;
    private final boolean wallClock;

    private transient InOrder<Link> waiting;
    private transient ByType<Link> links;
    private transient ValueState<Standing> standing;
    private transient Counter blocks;
    private transient Counter reviews;
    private transient Counter nothings;

    /** @param wallClock whether decisions are told by the wall clock; else by the clock of records */
    public DecideAccounts(LinkPolicy policy, boolean wallClock) {
        this.policy = policy;
        this.wallClock = wallClock;
    }

    @Override
    public void open(OpenContext context) {
        links = new ByType<>(getRuntimeContext(), "links", Link.class, policy);
        standing = ByType.value(getRuntimeContext(), "standing", Standing.class, policy);
        // News of one value follow each other; those of two do not depend on each other.
        waiting = new InOrder<>(getRuntimeContext(), "waiting-links", Link.class, Link::knownAtMillis, link -> "");
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("wardline");
        blocks = metrics.counter("accounts_block");
        reviews = metrics.counter("accounts_review");
        nothings = metrics.counter("accounts_none");
    }

    @Override
    public void processElement(Link link, Context context, Collector<Decision> out) throws Exception {
        TimerService timers = context.timerService();
        if (!wallClock) {
            waiting.add(link, timers);
        } else if (take(link)) {
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + WAIT_MILLIS);
        }
    }

    /** Takes news in. Whether a decision is due, and was not before. */
    private boolean take(Link link) throws Exception {
        Standing before = standing();
        if (!link.saysNothing()) {
            links.of(link.type()).put(link.key(), link);
        } else if (before.strongest().containsKey(link.type())) {
            links.of(link.type()).remove(link.key());
        }
        Standing after = before.with(link, policy);
        standing.update(after);
        return after.pending() && !before.pending();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Decision> out) throws Exception {
        if (!wallClock) {
            for (Link link : waiting.until(timestamp)) {
                take(link);
            }
        }
        Standing before = standing();
        if (!before.pending()) {
            return;
        }
        List<Link> all = new ArrayList<>();
        for (IdentifierType type : before.strongest().keySet()) {
            links.of(type).values().forEach(all::add);
        }
        boolean first = before.decisionId().isEmpty();
        Decision decision = new Decider(policy)
                .decide(context.getCurrentKey(), all, before.knownAtMillis(), first ? null : before.decisionId());
        String content = content(decision);
        if (!first && content.equals(before.content())) {
            standing.update(before.decided(before.decisionId(), content, all));
            return;
        }
        standing.update(before.decided(decision.decisionId(), content, all));
        count(decision.action()).inc();
        out.collect(decision);
    }

    private Standing standing() throws Exception {
        Standing value = standing.value();
        return value == null ? Standing.NOTHING : value;
    }

    /** A decision is told anew when it advises something else, or rests on other accounts; not when a weight moved. */
    private static String content(Decision decision) {
        if (decision.action() == Action.NONE && decision.ring() == null) {
            return "";
        }
        String ring = decision.ring() + " " + decision.mergedFrom();
        if (decision.action() == Action.NONE) {
            return Action.NONE + " " + ring;
        }
        TreeSet<String> rests = new TreeSet<>();
        decision.links().forEach(link -> rests.add(link.disabledAccountId() + "/" + link.type()));
        return decision.action() + " " + ring + " " + decision.origin() + " " + rests + " " + decision.explanation();
    }

    private Counter count(Action action) {
        return switch (action) {
            case BLOCK -> blocks;
            case REVIEW -> reviews;
            case NONE -> nothings;
        };
    }
}
