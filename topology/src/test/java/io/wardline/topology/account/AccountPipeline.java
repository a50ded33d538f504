// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/**
 * The operators of the accounts on the wall clock, as the topology connects them. Each goes on when it is told to, so a test decides
 * which is ahead of which; what goes from one to another stays in order, as in a job.
 */
final class AccountPipeline implements AutoCloseable {
    private static final int ENOUGH_BYTES = 256 * 1024 * 1024;

    static final IdentifierKeys KEYS = new IdentifierKeys(new byte[IdentifierKeys.MIN_SECRET_BYTES]);

    private final KeyedOneInputStreamOperatorTestHarness<String, PhotoUse, AccountNews> find;
    private final KeyedTwoInputStreamOperatorTestHarness<String, AccountEvent, AccountNews, MembershipUpdate> keep;
    private final KeyedOneInputStreamOperatorTestHarness<String, MembershipUpdate, Link> link;
    private final KeyedOneInputStreamOperatorTestHarness<String, Link, Decision> decide;

    private final Queue<AccountEvent> events = new ArrayDeque<>();
    private final Queue<PhotoUse> photos = new ArrayDeque<>();
    private final Queue<AccountNews> news = new ArrayDeque<>();
    private final Queue<Decision> back = new ArrayDeque<>();
    private final Queue<MembershipUpdate> members = new ArrayDeque<>();
    private final Queue<Link> links = new ArrayDeque<>();
    private final List<Decision> decisions = new ArrayList<>();
    private long nowMillis;

    AccountPipeline(LinkPolicy policy, boolean rocksDb) {
        try {
            find = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(new FindPhotos(policy, KEYS)), PhotoUse::keyOfBand, Types.STRING);
            keep = new KeyedTwoInputStreamOperatorTestHarness<>(
                    new KeyedCoProcessOperator<>(new KeepAccounts(policy, true)),
                    AccountEvent::accountId,
                    AccountNews::accountId,
                    Types.STRING);
            link = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(new LinkAccounts(policy)), LinkAccounts::keyOf, Types.STRING);
            decide = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(new DecideAccounts(policy, true)), Link::accountId, Types.STRING);
            for (AbstractStreamOperatorTestHarness<?> harness : harnesses()) {
                harness.setStateBackend(backend(rocksDb));
                harness.setCheckpointStorage(new JobManagerCheckpointStorage(ENOUGH_BYTES));
                harness.open();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static StateBackend backend(boolean rocksDb) {
        if (!rocksDb) {
            return new HashMapStateBackend();
        }
        Configuration configuration = new Configuration();
        // As a deployment has it: each of the many states keeps an eighth of it, at least, in memory.
        configuration.set(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, MemorySize.ofMebiBytes(2));
        return new EmbeddedRocksDBStateBackend(false).configure(configuration, AccountPipeline.class.getClassLoader());
    }

    private List<AbstractStreamOperatorTestHarness<?>> harnesses() {
        return List.of(find, keep, link, decide);
    }

    /** Takes the events as they come, one at a time to the end. */
    AccountPipeline take(AccountEvent... more) {
        for (AccountEvent event : more) {
            events.add(event);
            goOn();
        }
        return this;
    }

    /** A case names an account as the offender, or does no more. */
    AccountPipeline take(NamedOffender named) {
        news.add(AccountNews.of(named));
        goOn();
        return this;
    }

    /** A decision comes back that was told by another run of the job. */
    AccountPipeline take(Decision decision) {
        back.add(decision);
        goOn();
        return this;
    }

    /** Until nothing is under way, and what was decided has come back. */
    private void goOn() {
        do {
            while (step(0) || step(1) || step(2) || step(3) || step(4) || step(5)) {}
            tick();
        } while (!isIdle());
    }

    /** Takes the events in their order, while operators go on in any order. */
    AccountPipeline take(Collection<AccountEvent> more, Collection<NamedOffender> named, Random random) {
        events.addAll(more);
        named.forEach(offender -> news.add(AccountNews.of(offender)));
        while (!isIdle()) {
            step(random.nextInt(6));
            if (random.nextInt(8) == 0) {
                tick();
            }
        }
        goOn();
        return this;
    }

    private boolean isIdle() {
        return events.isEmpty()
                && photos.isEmpty()
                && news.isEmpty()
                && members.isEmpty()
                && links.isEmpty()
                && back.isEmpty();
    }

    /** Lets one operator take one record, if there is one for it. */
    private boolean step(int operator) {
        try {
            return switch (operator) {
                case 0 -> {
                    AccountEvent event = events.poll();
                    if (event != null) {
                        new SpreadPhotos().flatMap(event, collecting(photos));
                        keep.processElement1(event, 0);
                        drainKeep();
                    }
                    yield event != null;
                }
                case 1 -> {
                    PhotoUse use = photos.poll();
                    if (use != null) {
                        find.processElement(use, 0);
                        news.addAll(find.extractOutputValues());
                        find.getOutput().clear();
                    }
                    yield use != null;
                }
                case 2 -> {
                    AccountNews more = news.poll();
                    if (more != null) {
                        keep.processElement2(more, 0);
                        drainKeep();
                    }
                    yield more != null;
                }
                case 3 -> {
                    MembershipUpdate update = members.poll();
                    if (update != null) {
                        link.processElement(update, 0);
                        links.addAll(link.extractOutputValues());
                        link.getOutput().clear();
                    }
                    yield update != null;
                }
                case 4 -> {
                    Link said = links.poll();
                    if (said != null) {
                        decide.processElement(said, 0);
                    }
                    yield said != null;
                }
                default -> {
                    Decision decision = back.poll();
                    if (decision != null) {
                        keep.processElement2(AccountNews.of(decision), 0);
                        drainKeep();
                    }
                    yield decision != null;
                }
            };
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> Collector<T> collecting(Queue<T> queue) {
        return new Collector<>() {
            @Override
            public void collect(T record) {
                queue.add(record);
            }

            @Override
            public void close() {}
        };
    }

    private void drainKeep() {
        members.addAll(keep.extractOutputValues());
        keep.getOutput().clear();
        Queue<StreamRecord<Link>> created = keep.getSideOutput(KeepAccounts.NEW_ACCOUNTS);
        if (created != null) {
            created.forEach(record -> links.add(record.getValue()));
            created.clear();
        }
    }

    /** The wall clock goes on by what a decision waits for. */
    private void tick() {
        try {
            nowMillis += DecideAccounts.WAIT_MILLIS + 1;
            decide.setProcessingTime(nowMillis);
            decisions.addAll(decide.extractOutputValues());
            back.addAll(decide.extractOutputValues());
            decide.getOutput().clear();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that was told, in order. */
    List<Decision> decisions() {
        return decisions;
    }

    List<Decision> decisions(String accountId) {
        return decisions.stream()
                .filter(decision -> decision.accountId().equals(accountId))
                .toList();
    }

    /** The last decision of each account. */
    Map<String, Decision> standing() {
        Map<String, Decision> standing = new LinkedHashMap<>();
        decisions.forEach(decision -> standing.put(decision.accountId(), decision));
        return standing;
    }

    Decision standing(String accountId) {
        return decisions(accountId).stream()
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("nothing was decided about " + accountId));
    }

    /** What a checkpoint of all operators has. */
    long stateBytes() {
        return harnesses().stream().mapToLong(AccountPipeline::bytes).sum();
    }

    /** What a checkpoint of the photos has. */
    long photoBytes() {
        return bytes(find);
    }

    static long bytes(AbstractStreamOperatorTestHarness<?> harness) {
        try {
            return harness.snapshot(1, 1).getStateSize();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (AbstractStreamOperatorTestHarness<?> harness : harnesses()) {
                harness.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
