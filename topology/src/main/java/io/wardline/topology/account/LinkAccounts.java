// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.account.ValueEntry.Alone;
import io.wardline.topology.account.ValueEntry.Member;
import io.wardline.topology.account.ValueEntry.Roster;
import java.util.LinkedHashMap;
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
    /** Of the entry that says what the others amount to, or is the only one: no account has this id. */
    private static final String ROSTER = "";

    private static final long serialVersionUID = 1L;

    private final LinkPolicy policy;

    private transient ByType<ValueEntry> values;
    private transient Counter crowds;

    public LinkAccounts(LinkPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        values = new ByType<>(getRuntimeContext(), "members", ValueEntry.class, policy);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("wardline");
        crowds = metrics.counter("identifiers_crowded");
    }

    /** The key under which a value's accounts meet: values of two types never do. */
    public static String keyOf(MembershipUpdate update) {
        return update.type().name() + "/" + update.key();
    }

    @Override
    public void processElement(MembershipUpdate update, Context context, Collector<Link> out) throws Exception {
        MapState<String, ValueEntry> entries = values.of(update.type());
        ValueEntry first = entries.get(ROSTER);
        if (first == null) {
            takeAlone(update, entries);
        } else if (first instanceof Alone alone) {
            if (alone.member().accountId().equals(update.member().accountId())) {
                takeAlone(update, entries);
            } else if (!update.left()) {
                takeSecond(update, alone.member(), entries, out);
            }
        } else if (first instanceof Roster roster) {
            take(update, roster, entries, out);
        }
    }

    /** There is nobody else, and so nothing to say. */
    private static void takeAlone(MembershipUpdate update, MapState<String, ValueEntry> entries) throws Exception {
        if (update.left()) {
            entries.remove(ROSTER);
        } else {
            entries.put(ROSTER, new Alone(update.member()));
        }
    }

    private void takeSecond(
            MembershipUpdate update, Membership other, MapState<String, ValueEntry> entries, Collector<Link> out)
            throws Exception {
        Membership member = update.member();
        entries.put(other.accountId(), entry(other));
        entries.put(member.accountId(), entry(member));
        entries.put(
                ROSTER,
                new Roster(2, other.status().isSource() || member.status().isSource()));
        tellWhatChanged(
                update,
                Map.of(other.accountId(), other),
                Map.of(other.accountId(), other, member.accountId(), member),
                out);
    }

    private void take(MembershipUpdate update, Roster roster, MapState<String, ValueEntry> entries, Collector<Link> out)
            throws Exception {
        if (roster.isCrowd()) {
            // Written anew, so that the mark lasts as long as the value is used.
            entries.put(ROSTER, Roster.CROWD);
        } else if (roster.sources() || update.member().status().isSource() || roster.count() >= policy.crowd()) {
            takeAndLink(update, entries, out);
        } else {
            takeUnlinked(update, roster.count(), entries);
        }
    }

    /** Nobody is anybody's source: there is nothing to say, and nobody needs to be looked at. */
    private static void takeUnlinked(MembershipUpdate update, int count, MapState<String, ValueEntry> entries)
            throws Exception {
        String accountId = update.member().accountId();
        int known = entries.contains(accountId) ? 1 : 0;
        if (update.left()) {
            entries.remove(accountId);
        } else {
            entries.put(accountId, entry(update.member()));
        }
        entries.put(ROSTER, new Roster(count - known + (update.left() ? 0 : 1), false));
    }

    private static Member entry(Membership member) {
        return new Member(member.status(), member.use());
    }

    private void takeAndLink(MembershipUpdate update, MapState<String, ValueEntry> entries, Collector<Link> out)
            throws Exception {
        Map<String, Membership> before = new LinkedHashMap<>();
        for (Map.Entry<String, ValueEntry> entry : entries.entries()) {
            if (entry.getValue() instanceof Member member) {
                before.put(entry.getKey(), member.of(entry.getKey()));
            }
        }
        Map<String, Membership> after = new LinkedHashMap<>(before);
        String accountId = update.member().accountId();
        if (update.left()) {
            after.remove(accountId);
            entries.remove(accountId);
        } else {
            after.put(accountId, update.member());
            entries.put(accountId, entry(update.member()));
        }
        if (after.size() > policy.crowd()) {
            crowds.inc();
            entries.clear();
            entries.put(ROSTER, Roster.CROWD);
            after.clear();
        } else {
            boolean sources =
                    after.values().stream().anyMatch(member -> member.status().isSource());
            entries.put(ROSTER, new Roster(after.size(), sources));
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
            boolean renewed = accountId.equals(update.member().accountId()) && !says.saysNothing();
            if (renewed || !says.equals(said)) {
                out.collect(says.by(update.key(), update.knownAtMillis()));
            }
        }
    }

    private static Link link(SharedValue value, IdentifierType type, String accountId, @Nullable Membership member) {
        return member == null ? SharedValue.nothing(accountId, type) : value.link(member);
    }
}
