// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.event.Erasure;
import io.wardline.topology.event.SampleEvent;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goal: each conversation with evidence of an account hears of its wish, once. */
class FindConversationsHarnessTest {
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final long ASKED = SampleEvent.START;

    private KeyedTwoInputStreamOperatorTestHarness<String, Erasure, Presence, ConversationNews> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new FindConversations(RETENTION)),
                Erasure::accountId,
                Presence::accountId,
                Types.STRING);
        harness.setStateTtlProcessingTime(ASKED);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void asks(String eventId, long knownAtMillis) throws Exception {
        harness.processElement1(new Erasure(eventId, "child", knownAtMillis), knownAtMillis);
    }

    private void isIn(String accountId, String conversationId) throws Exception {
        harness.processElement2(new Presence(accountId, conversationId), ASKED);
    }

    private void clock(long millis) throws Exception {
        harness.processBothWatermarks(new org.apache.flink.streaming.api.watermark.Watermark(millis));
    }

    private List<String> told() {
        return harness.extractOutputValues().stream()
                .map(ConversationNews::conversationId)
                .sorted()
                .toList();
    }

    @Test
    void allConversationsOfTheAccountAndNoOthersHearOfIt() throws Exception {
        isIn("child", "a");
        isIn("child", "b");
        isIn("friend", "c");
        asks("wish", ASKED);
        clock(ASKED);

        assertThat(told()).containsExactly("a", "b");
        assertThat(harness.extractOutputValues())
                .extracting(ConversationNews::erasure)
                .containsOnly(new Erasure("wish", "child", ASKED));
    }

    @Test
    void oneThatIsHeardOfBeforeTheClockHasComeToTheWishHearsOfIt() throws Exception {
        asks("wish", ASKED);
        clock(ASKED - 1);
        isIn("child", "late");
        assertThat(told()).isEmpty();
        clock(ASKED);

        assertThat(told()).containsExactly("late");
    }

    @Test
    void aCopyOfTheWishIsTheWish() throws Exception {
        isIn("child", "a");
        asks("wish", ASKED);
        clock(ASKED);
        asks("wish", ASKED + 1);
        clock(ASKED + 1);

        assertThat(told()).containsExactly("a");
    }

    @Test
    void anotherWishIsAnother() throws Exception {
        isIn("child", "a");
        asks("wish", ASKED);
        clock(ASKED);
        asks("wish-2", ASKED + 1);
        clock(ASKED + 1);

        assertThat(told()).containsExactly("a", "a");
    }

    /** Evidence lives 30 days, and the last of it may be written 30 days after its account was said to be there. */
    @Test
    void aConversationIsKnownForAsLongAsEvidenceMayRest() throws Exception {
        isIn("child", "a");
        long end = ASKED + RETENTION.toMillis() + ToldPresences.PERIOD.toMillis();
        harness.setStateTtlProcessingTime(end - 1);
        asks("wish", ASKED);
        clock(ASKED);
        assertThat(told()).containsExactly("a");

        harness.setStateTtlProcessingTime(end);
        asks("wish-2", ASKED + 1);
        clock(ASKED + 1);
        assertThat(told()).as("it goes by itself").containsExactly("a");
    }
}
