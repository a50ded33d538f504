// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.v1.AgeBand;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.Enforcement;
import io.wardline.v1.EnforcementAction;
import io.wardline.v1.EnforcementLink;
import io.wardline.v1.EventKind;
import io.wardline.v1.IdentifierType;
import io.wardline.v1.Party;
import io.wardline.v1.ReportEvent;
import io.wardline.v1.ReportEventKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;

/** Records as producers send them. */
public final class WireEvents {
    /** When the samples happened. */
    public static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private WireEvents() {}

    /** A message from one account to another; everything optional is absent. */
    public static ConversationEvent.Builder message() {
        return ConversationEvent.newBuilder()
                .setEventId("event-1")
                .setConversationId("conversation-1")
                .setOccurredAt(AT)
                .setKind(EventKind.MESSAGE)
                .setSender(party("stranger", AgeBand.ADULT))
                .setRecipients(List.of(party("child", AgeBand.AGE_13_15)));
    }

    public static ReportEvent.Builder filed() {
        return ReportEvent.newBuilder()
                .setEventId("report-event-1")
                .setCaseId("case-1")
                .setOccurredAt(AT)
                .setKind(ReportEventKind.FILED)
                .setReportId("4711")
                .setActor("responder-1");
    }

    /** A decision that blocks an account for the device of a disabled one. */
    public static Enforcement.Builder decision() {
        return Enforcement.newBuilder()
                .setDecisionId("decision-1")
                .setAccountId("back")
                .setAction(EnforcementAction.BLOCK)
                .setScore(0.9)
                .setKnownAt(AT)
                .setLinks(List.of(EnforcementLink.newBuilder()
                        .setDisabledAccountId("gone")
                        .setIdentifierType(IdentifierType.DEVICE)
                        .setWeight(0.9)
                        .setCaseIds(List.of("case-1"))
                        .build()))
                .setGroupId("gone")
                .setExplanation("Signed up after the disabling and shares a device.");
    }

    public static Party party(String accountId, AgeBand band) {
        return Party.newBuilder().setAccountId(accountId).setAgeBand(band).build();
    }

    /** The registry in this JVM, with a scope of its own. */
    public static RegistryCoderProvider registry(String scope, Topics topic) {
        return new RegistryCoderProvider(topic.subject(), "mock://" + scope, Map.of(), true);
    }

    /** The record in the registry's wire format. */
    public static <T extends SpecificRecord> byte[] bytes(Class<T> type, T record, RegistryCoderProvider registry) {
        return RegistryAvroSerializationSchema.forSpecific(type, registry).serialize(record);
    }
}
