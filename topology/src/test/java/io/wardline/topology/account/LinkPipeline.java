// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The operator that links accounts, alone, with one value. */
final class LinkPipeline implements AutoCloseable {
    private final KeyedOneInputStreamOperatorTestHarness<String, MembershipUpdate, Link> link;
    private final Map<String, Link> standing = new HashMap<>();
    private long told;

    LinkPipeline() {
        try {
            link = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(new LinkAccounts(LinkPolicy.DEFAULT)),
                    LinkAccounts::keyOf,
                    Types.STRING);
            link.open();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void take(Membership member) {
        try {
            link.processElement(new MembershipUpdate(IdentifierType.DEVICE, "value", member, false, 1), 0);
            link.extractOutputValues().forEach(news -> standing.put(news.accountId(), news));
            told += link.getOutput().size();
            link.getOutput().clear();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Accounts that are linked to somebody. */
    Map<String, Link> linked() {
        Map<String, Link> linked = new HashMap<>(standing);
        linked.values().removeIf(Link::saysNothing);
        return linked;
    }

    long told() {
        return told;
    }

    long stateBytes() {
        return AccountPipeline.bytes(link);
    }

    @Override
    public void close() {
        try {
            link.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
