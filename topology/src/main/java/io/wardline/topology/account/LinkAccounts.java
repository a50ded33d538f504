// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * One identifier's value a key: the accounts that use it, and what that says of each. A value that a crowd uses says nothing, and of
 * the crowd no more is kept than that.
 */
public final class LinkAccounts extends KeyedProcessFunction<String, MembershipUpdate, Link> {
    /** Before all account ids, so that it is met first: its entry stands for the crowd. */
    private static final String CROWD = "";

    private static final Membership NOBODY = new Membership("", null, null, false, null, List.of(), false, 0, 0, 0);

    private static final long serialVersionUID = 1L;

    private final LinkPolicy policy;

    private transient ByType<Membership> members;
    private transient Counter crowds;

    public LinkAccounts(LinkPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        members = new ByType<>(getRuntimeContext(), "members", Membership.class, policy);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("wardline");
        crowds = metrics.counter("identifiers_crowded");
    }

    /** The key under which a value's accounts meet: values of two types never do. */
    public static String keyOf(MembershipUpdate update) {
        return update.type().name() + "/" + update.key();
    }

    @Override
    public void processElement(MembershipUpdate update, Context context, Collector<Link> out) throws Exception {
        MapState<String, Membership> ofType = members.of(update.type());
        Membership crowd = ofType.get(CROWD);
        if (crowd != null) {
            // Written anew, so that the mark lasts as long as the value is used.
            ofType.put(CROWD, NOBODY);
            return;
        }
        Map<String, Membership> before = new LinkedHashMap<>();
        ofType.entries().forEach(entry -> before.put(entry.getKey(), entry.getValue()));
        Map<String, Membership> after = new LinkedHashMap<>(before);
        String accountId = update.member().accountId();
        if (update.left()) {
            after.remove(accountId);
            ofType.remove(accountId);
        } else {
            after.put(accountId, update.member());
            ofType.put(accountId, update.member());
        }
        if (after.size() > policy.crowd()) {
            crowds.inc();
            ofType.clear();
            ofType.put(CROWD, NOBODY);
            after.clear();
        }
        tellWhatChanged(update, before, after, out);
    }

    private void tellWhatChanged(
            MembershipUpdate update,
            Map<String, Membership> before,
            Map<String, Membership> after,
            Collector<Link> out) {
        SharedValue was = new SharedValue(update.type(), policy, before.values());
        SharedValue is = new SharedValue(update.type(), policy, after.values());
        if (!was.hasSources() && !is.hasSources()) {
            return;
        }
        Map<String, Membership> all = new LinkedHashMap<>(before);
        all.putAll(after);
        for (String accountId : all.keySet()) {
            Link said = link(was, update.type(), accountId, before.get(accountId));
            Link says = link(is, update.type(), accountId, after.get(accountId));
            // The account's own is told again when it is used, since what the policy says of it may be another by now.
            boolean renewed = accountId.equals(update.member().accountId())
                    && !says.sources().isEmpty();
            if (renewed || !says.equals(said)) {
                out.collect(says.by(update.key(), update.member().knownAtMillis()));
            }
        }
    }

    private static Link link(SharedValue value, IdentifierType type, String accountId, @Nullable Membership member) {
        return member == null ? SharedValue.nothing(accountId, type) : value.link(member);
    }
}
