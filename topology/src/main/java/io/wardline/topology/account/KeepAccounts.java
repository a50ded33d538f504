// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.event.InOrder;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * One account a key: which identifiers it uses and what became of it, and tells each identifier's other accounts when either changes.
 * What the platform learns in another order ends in the same.
 */
public final class KeepAccounts extends KeyedCoProcessFunction<String, AccountEvent, AccountNews, MembershipUpdate> {
    /** The news that there is such an account: a decision is told for each, most of them that there is nothing to do. */
    public static final OutputTag<Link> NEW_ACCOUNTS = new OutputTag<>("new-accounts") {
        private static final long serialVersionUID = 1L;
    };

    /**
     * Of one account and type, those that it had first: what it brought along must not be pushed out by what it adds, nor one type by
     * another.
     */
    static final int MAX_OF_TYPE = 64;

    private static final long serialVersionUID = 1L;

    /** Its own before photos like it, and of these what it used first. */
    private static final Comparator<Map.Entry<String, Use>> KEPT_FIRST = Comparator.comparing(
                    (Map.Entry<String, Use> entry) -> !entry.getValue().own())
            .thenComparing(entry -> entry.getValue().firstMillis())
            .thenComparing(Map.Entry::getKey);

    private final LinkPolicy policy;
    private final boolean wallClock;

    private transient InOrder<AccountEvent> events;
    private transient InOrder<AccountNews> news;
    private transient ValueState<AccountState> state;
    private transient ByType<Use> uses;
    private transient Counter left;

    /** @param wallClock whether records are taken as they come; else in the order in which they became known */
    public KeepAccounts(LinkPolicy policy, boolean wallClock) {
        this.policy = policy;
        this.wallClock = wallClock;
    }

    @Override
    public void open(OpenContext context) {
        state = ByType.value(getRuntimeContext(), "account", AccountState.class, policy);
        uses = new ByType<>(getRuntimeContext(), "identifiers", Use.class, policy);
        events = new InOrder<>(
                getRuntimeContext(),
                "waiting-events",
                AccountEvent.class,
                AccountEvent::knownAtMillis,
                AccountEvent::eventId);
        news = new InOrder<>(
                getRuntimeContext(), "waiting-news", AccountNews.class, AccountNews::knownAtMillis, AccountNews::tie);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("wardline");
        left = metrics.counter("identifiers_displaced");
    }

    @Override
    public void processElement1(AccountEvent event, Context context, Collector<MembershipUpdate> out) throws Exception {
        if (wallClock) {
            take(event, context, out);
        } else {
            events.add(event, context.timerService());
        }
    }

    @Override
    public void processElement2(AccountNews more, Context context, Collector<MembershipUpdate> out) throws Exception {
        if (wallClock) {
            take(more, out);
        } else {
            news.add(more, context.timerService());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<MembershipUpdate> out) throws Exception {
        for (AccountEvent event : events.until(timestamp)) {
            take(event, context, out);
        }
        for (AccountNews more : news.until(timestamp)) {
            take(more, out);
        }
    }

    private void take(AccountEvent event, Context context, Collector<MembershipUpdate> out) throws Exception {
        AccountState before = account();
        if (before.has(event)) {
            return;
        }
        if (before.isNew()) {
            context.output(
                    NEW_ACCOUNTS,
                    new Link(event.accountId(), IdentifierType.DEVICE, "", 0, List.of(), null, event.knownAtMillis()));
        }
        AccountState after = before.with(event);
        Uses used = new Uses(event.accountId(), before, after, event.knownAtMillis(), out);
        if (used.mayBeErased()) {
            used.erase();
            return;
        }
        for (Identifier identifier : event.identifiers()) {
            used.take(identifier.type(), identifier.key(), Use.at(event.occurredAtMillis(), true));
        }
        for (Photo photo : event.photos()) {
            used.take(IdentifierType.PHOTO_PDQ, photo.key(), Use.at(event.occurredAtMillis(), true));
        }
        used.finish();
    }

    private void take(AccountNews more, Collector<MembershipUpdate> out) throws Exception {
        AccountState before = account();
        AccountState after = before;
        if (more.decision() != null) {
            after = before.with(more.decision());
        } else if (more.named() != null) {
            after = before.with(more.named());
        }
        Uses used = new Uses(more.accountId(), before, after, more.knownAtMillis(), out);
        if (used.mayBeErased()) {
            used.erase();
            return;
        }
        NearPhoto photo = more.photo();
        if (photo != null) {
            used.take(IdentifierType.PHOTO_PDQ, photo.key(), new Use(photo.firstMillis(), photo.lastDay(), false));
        }
        used.finish();
    }

    private AccountState account() throws Exception {
        AccountState known = state.value();
        return known == null ? AccountState.NONE : known;
    }

    /** The identifiers of one account while one record is taken. */
    private final class Uses {
        private final String accountId;
        private final AccountState before;
        private final Status status;
        private final long knownAtMillis;
        private final Collector<MembershipUpdate> out;
        /** What was told of what became of the account, by type and key. */
        private final Set<Identifier> told = new HashSet<>();

        private AccountState account;

        /** @param account with what the record tells of it, beside its identifiers */
        Uses(
                String accountId,
                AccountState before,
                AccountState account,
                long knownAtMillis,
                Collector<MembershipUpdate> out) {
            this.accountId = accountId;
            this.before = before;
            this.account = account;
            this.status = account.status(accountId);
            this.knownAtMillis = knownAtMillis;
            this.out = out;
        }

        /** Whether that was asked for, and nothing speaks against it any more. A removed offender, and whom a case names, must be known again when they come back. */
        boolean mayBeErased() {
            return account.eraseRequested() && !status.isSource() && !status.blocked();
        }

        /** All that it uses goes, here and where others share it. That copies of its events came is remembered. */
        void erase() throws Exception {
            for (IdentifierType type : before.used().keySet()) {
                MapState<String, Use> ofType = uses.of(type);
                for (Map.Entry<String, Use> entry : ofType.entries()) {
                    tell(type, entry.getKey(), entry.getValue(), true);
                }
                ofType.clear();
            }
            state.update(account.erased());
        }

        void take(IdentifierType type, String key, Use use) throws Exception {
            MapState<String, Use> ofType = uses.of(type);
            // Most accounts are new, and have nothing to look up.
            Use before = account.used(type) == 0 ? null : ofType.get(key);
            Use after = before == null ? use : before.and(use);
            if (after.equals(before)) {
                return;
            }
            if (before == null && !makeRoom(type, ofType, Map.entry(key, after))) {
                left.inc();
                return;
            }
            ofType.put(key, after);
            tell(type, key, after, false);
        }

        /** Whether a new one may come. They are looked through only when there may be too many. */
        private boolean makeRoom(IdentifierType type, MapState<String, Use> ofType, Map.Entry<String, Use> more)
                throws Exception {
            if (account.used(type) < MAX_OF_TYPE) {
                account = account.withUsed(type, account.used(type) + 1);
                return true;
            }
            Map.Entry<String, Use> last = more;
            int count = 0;
            for (Map.Entry<String, Use> entry : ofType.entries()) {
                count++;
                if (KEPT_FIRST.compare(entry, last) > 0) {
                    last = Map.entry(entry.getKey(), entry.getValue());
                }
            }
            if (count < MAX_OF_TYPE) {
                account = account.withUsed(type, count + 1);
                return true;
            }
            // The one that it had last goes, which may be the new one.
            if (last == more) {
                return false;
            }
            ofType.remove(last.getKey());
            left.inc();
            tell(type, last.getKey(), last.getValue(), true);
            return true;
        }

        /** Tells what became of the account to all that share something with it and have not heard. */
        void finish() throws Exception {
            if (!status.equals(before.status(accountId))) {
                for (IdentifierType type : before.used().keySet()) {
                    for (Map.Entry<String, Use> entry : uses.of(type).entries()) {
                        if (!told.contains(new Identifier(type, entry.getKey()))) {
                            tell(type, entry.getKey(), entry.getValue(), false);
                        }
                    }
                }
            }
            if (!account.equals(before)) {
                state.update(account);
            }
        }

        private void tell(IdentifierType type, String key, Use use, boolean hasLeft) {
            told.add(new Identifier(type, key));
            Membership member = new Membership(accountId, status, use);
            out.collect(new MembershipUpdate(type, key, member, hasLeft, knownAtMillis));
        }
    }
}
