// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.kafka.KafkaRecords;
import io.wardline.filing.Announcer;
import io.wardline.schema.Topics;
import io.wardline.v1.ReportEvent;

/** The job's topic of report events. */
final class ReportEventTopic implements Announcer {
    private final KafkaRecords records;

    /** Makes sure before anything is filed that the topic is there. */
    ReportEventTopic(KafkaRecords records) {
        this.records = records;
        records.require(Topics.REPORT_EVENTS);
    }

    /** In words, for who looks for an event in it. */
    String place() {
        return "topic " + Topics.REPORT_EVENTS.topic();
    }

    @Override
    public void announce(ReportEvent event) {
        records.write(Topics.REPORT_EVENTS, ReportEvent.class, event.getCaseId(), event);
    }
}
