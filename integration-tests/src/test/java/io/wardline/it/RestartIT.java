// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.Await;
import io.wardline.it.Wire.Told;
import io.wardline.schema.FirstById;
import io.wardline.topology.JobConfig;
import io.wardline.v1.Alert;
import io.wardline.v1.EvidenceItem;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Goal: a crime that began before a restart is told after it, and what is told again has the id of the first. */
class RestartIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ALERTS_OF_A_CRIME = 5;

    private static WardlineCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = WardlineCluster.start();
    }

    @AfterEach
    void freeTheSlots() {
        cluster.killAll();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void tellsOnceAfterASavepointWithTheEvidenceFromBefore() throws Exception {
        Conversation crime = Conversation.recent("upgraded");
        JobConfig config = cluster.config("upgraded");
        RunningJob before = cluster.run(config);
        cluster.wire().send(crime.contact(), crime.image());
        before.settle();
        String savepoint = before.stopWithSavepoint();
        cluster.wire().send(crime.threat());

        cluster.restore(config, savepoint).settle();

        List<Alert> alerts = alerts(crime);
        assertThat(alerts)
                .extracting(alert -> alert.getPatternId() + "/" + alert.getStep())
                .containsExactlyInAnyOrder("full-sequence/threat", "threat-after-image/threat");
        assertThat(alerts.stream().flatMap(alert -> alert.getEvidence().stream()))
                .extracting(EvidenceItem::getEventId)
                .contains(crime.eventId("contact"), crime.eventId("image"), crime.eventId("threat"));
    }

    @Test
    void repeatsTheSameIdsAfterAKill() throws Exception {
        Conversation crime = Conversation.recent("killed");
        JobConfig config = cluster.config("killed");
        RunningJob before = cluster.run(config);
        cluster.wire().send(crime.contact(), crime.image());
        before.settle();
        String checkpoint = before.checkpoint();
        cluster.wire().send(crime.threat(), crime.payment());
        assertThat(Await.within(PATIENCE, () -> alerts(crime).size() == ALERTS_OF_A_CRIME))
                .isTrue();
        List<String> told = ids(crime);
        before.kill();

        cluster.restore(config, checkpoint).settle();

        List<String> again = ids(crime);
        assertThat(again).hasSize(2 * told.size()).hasSameElementsAs(told);
        FirstById first = new FirstById(again.size());
        assertThat(again.stream().filter(first::isFirst)).containsExactlyElementsOf(told);
    }

    @Test
    void tellsTheSameIdsFromTheBeginningWithNoStateAtAll() throws Exception {
        Conversation crime = Conversation.recent("replayed");
        RunningJob before = cluster.run(cluster.config("first-time"));
        cluster.wire().send(crime.guilty());
        before.settle();
        List<String> told = ids(crime);
        before.kill();

        cluster.runFromTheBeginning(cluster.config("second-time")).settle();

        assertThat(told).hasSize(ALERTS_OF_A_CRIME);
        assertThat(ids(crime)).hasSize(2 * told.size()).hasSameElementsAs(told);
    }

    private static List<Alert> alerts(Conversation conversation) {
        return cluster.wire().alerts(conversation, IsolationLevel.READ_UNCOMMITTED).stream()
                .map(Told::value)
                .toList();
    }

    private static List<String> ids(Conversation conversation) {
        return cluster.wire().alertIds(conversation, IsolationLevel.READ_UNCOMMITTED);
    }
}
