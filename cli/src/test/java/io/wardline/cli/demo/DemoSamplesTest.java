// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.v1.AccountEvent;
import io.wardline.v1.AccountEventKind;
import io.wardline.v1.ConversationEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: conversations and accounts are moved in time as one, so that their story stays one and none of it is to come. */
class DemoSamplesTest {
    private static final Instant NOW = Instant.parse("2027-03-24T12:00:00Z");

    @Test
    void endWhenTheDemoBegins() throws Exception {
        DemoSamples samples = DemoSamples.load(NOW);

        assertThat(samples.events().stream().map(ConversationEvent::getOccurredAt))
                .contains(NOW)
                .allMatch(at -> !at.isAfter(NOW));
        assertThat(samples.accounts()).extracting(AccountEvent::getOccurredAt).isSorted();
        assertThat(samples.accounts()).isNotEmpty().allMatch(event -> event.getOccurredAt()
                .isBefore(NOW));
    }

    @Test
    void createOffendersBeforeTheyWriteAndDisableThemAfter() throws Exception {
        DemoSamples samples = DemoSamples.load(NOW);

        assertThat(samples.accounts())
                .filteredOn(event -> event.getKind() == AccountEventKind.CREATED)
                .allSatisfy(created -> assertThat(sentBy(samples, created.getAccountId()))
                        .allMatch(sent -> sent.isAfter(created.getOccurredAt())));
        assertThat(samples.accounts())
                .filteredOn(event -> event.getKind() == AccountEventKind.DISABLED)
                .allSatisfy(disabled -> assertThat(sentBy(samples, disabled.getAccountId()))
                        .allMatch(sent -> sent.isBefore(disabled.getOccurredAt())))
                .anySatisfy(disabled ->
                        assertThat(sentBy(samples, disabled.getAccountId())).isNotEmpty());
    }

    private static List<Instant> sentBy(DemoSamples samples, String accountId) {
        return samples.events().stream()
                .filter(event -> event.getSender().getAccountId().equals(accountId))
                .map(ConversationEvent::getOccurredAt)
                .toList();
    }
}
