// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.SampleEvent;
import io.wardline.topology.ingest.IngestedEvent;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goal: every account of every admitted event is said to be in its conversation, and not again with each event. */
class PresencesHarnessTest {
    private OneInputStreamOperatorTestHarness<IngestedEvent, ConversationNews> admit;

    @BeforeEach
    void open() throws Exception {
        admit = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new AdmitEvents()));
        admit.open();
    }

    @AfterEach
    void close() throws Exception {
        admit.close();
    }

    private void arrives(String conversationId, Event event) throws Exception {
        admit.processElement(new StreamRecord<>(new IngestedEvent(new Arrival(conversationId, event), null)));
    }

    private List<Presence> said() {
        var out = admit.getSideOutput(AdmitEvents.PRESENCES);
        return out == null
                ? List.of()
                : out.stream().map(StreamRecord::getValue).toList();
    }

    @Test
    void senderAndRecipientsAreThereOnce() throws Exception {
        arrives("a", SampleEvent.contact("stranger", "child", "friend").build());
        arrives(
                "a",
                SampleEvent.image("child", "stranger").at(Duration.ofDays(1)).build());

        assertThat(said())
                .containsExactly(
                        new Presence("stranger", "a"), new Presence("child", "a"), new Presence("friend", "a"));
    }

    @Test
    void eachConversationIsAnother() throws Exception {
        arrives("a", SampleEvent.contact("stranger", "child").build());
        arrives("b", SampleEvent.contact("stranger", "child").build());

        assertThat(said()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNoEvidenceSaysNothing() throws Exception {
        arrives("a", SampleEvent.message("stranger", "child").text("hello").build());

        assertThat(said()).isEmpty();
    }

    /** What was said is forgotten a period after evidence was; so it is said anew in each. */
    @Test
    void itIsSaidAgainInTheNextPeriod() throws Exception {
        Duration period = ToldPresences.PERIOD;
        arrives("a", SampleEvent.contact("stranger", "child").build());
        arrives("a", SampleEvent.image("child", "stranger").at(period).build());

        assertThat(said()).hasSize(4);
    }
}
