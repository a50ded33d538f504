// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.account.Decision;
import io.wardline.topology.account.Decision.Action;
import io.wardline.topology.account.Decision.DecisionLink;
import io.wardline.topology.account.IdentifierType;
import io.wardline.topology.account.Ring;
import io.wardline.topology.detect.CaseParty;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The operators between decisions and cases, as the topology connects them: what a decision says goes on at once, or when it is told to. */
final class LinkingHarness implements AutoCloseable {
    static final Duration KEEP_CASES = Duration.ofDays(365);
    static final Duration KEEP_LINKS = Duration.ofDays(730);

    private final KeyedOneInputStreamOperatorTestHarness<String, Decision, LinkNews> spread;
    private final KeyedTwoInputStreamOperatorTestHarness<String, CaseParty, LinkNews, CaseNews> link;
    private final Queue<LinkNews> news = new ArrayDeque<>();
    private final List<LinkNews> spreadSoFar = new ArrayList<>();

    private LinkingHarness(StateBackend backend) {
        try {
            spread = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(new SpreadDecisions(KEEP_LINKS)), Decision::accountId, Types.STRING);
            spread.setStateBackend(backend);
            spread.open();
            link = new KeyedTwoInputStreamOperatorTestHarness<>(
                    new KeyedCoProcessOperator<>(new LinkCases(KEEP_CASES, KEEP_LINKS, true)),
                    CaseParty::accountId,
                    LinkNews::accountId,
                    Types.STRING);
            link.setStateBackend(backend);
            link.open();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static LinkingHarness onHeap() {
        return new LinkingHarness(new HashMapStateBackend());
    }

    /** As in production: state goes through every serializer. */
    static LinkingHarness onRocksDb() {
        return new LinkingHarness(new EmbeddedRocksDBStateBackend());
    }

    /** A decision comes back; what it says waits for {@link #goOn}. */
    LinkingHarness decide(Decision decision) {
        return doing(() -> {
            spread.processElement(new StreamRecord<>(decision));
            news.addAll(spread.extractOutputValues());
            spreadSoFar.addAll(spread.extractOutputValues());
            spread.getOutput().clear();
        });
    }

    /** What decisions say comes to the accounts. */
    LinkingHarness goOn() {
        return doing(() -> {
            for (LinkNews next = news.poll(); next != null; next = news.poll()) {
                link.processElement2(new StreamRecord<>(next));
            }
        });
    }

    LinkingHarness name(String account, String caseId, long knownAtMillis) {
        return doing(() -> link.processElement1(new StreamRecord<>(new CaseParty(account, caseId, knownAtMillis))));
    }

    /** The clock that state expires by. */
    LinkingHarness after(Duration time) {
        return doing(() -> {
            spread.setStateTtlProcessingTime(time.toMillis());
            link.setStateTtlProcessingTime(time.toMillis());
        });
    }

    List<LinkNews> spreadSoFar() {
        return spreadSoFar;
    }

    /** What cases were told, in order. */
    List<CaseLinks> told() {
        return link.extractOutputValues().stream().map(CaseNews::links).toList();
    }

    /** What each case was told last, briefly. */
    Map<String, String> standing() {
        Map<String, String> standing = new TreeMap<>();
        told().forEach(links -> standing.put(links.caseId(), brief(links.linked())));
        return standing;
    }

    static String brief(@Nullable Linked linked) {
        if (linked == null) {
            return "nothing";
        }
        List<String> accounts = linked.accounts().stream()
                .map(other -> other.accountId() + " " + other.type() + " " + other.weight() + " " + other.caseIds())
                .toList();
        return linked.groupId() + " " + accounts;
    }

    /** Of operators whose state is on the heap. */
    int stateEntries() {
        return spread.numKeyedStateEntries() + link.numKeyedStateEntries();
    }

    /** That the account is linked by its device to others, {@code a:0.9}, and belongs to a ring. */
    static Decision decision(
            String account, Action action, long knownAtMillis, @Nullable String ring, String... links) {
        List<DecisionLink> told = new ArrayList<>();
        for (String link : links) {
            int colon = link.indexOf(':');
            told.add(new DecisionLink(
                    link.substring(0, colon),
                    IdentifierType.DEVICE,
                    Double.parseDouble(link.substring(colon + 1)),
                    List.of("case-of-" + link.substring(0, colon))));
        }
        return new Decision(
                account + "-" + knownAtMillis,
                account,
                action,
                0.5,
                knownAtMillis,
                told,
                ring == null ? null : new Ring(ring, 0, 1),
                null,
                List.of(),
                null,
                "why");
    }

    private LinkingHarness doing(Doing action) {
        try {
            action.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    @FunctionalInterface
    private interface Doing {
        void run() throws Exception;
    }

    @Override
    public void close() {
        doing(() -> {
            spread.close();
            link.close();
        });
    }
}
