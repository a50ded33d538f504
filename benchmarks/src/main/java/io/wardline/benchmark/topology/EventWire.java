// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.schema.RegistryCoderProvider;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Media;
import io.wardline.topology.event.Network;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.Payment;
import io.wardline.v1.AgeBand;
import io.wardline.v1.AgeSource;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.EventKind;
import io.wardline.v1.PaymentDirection;
import io.wardline.v1.PaymentMethod;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.jspecify.annotations.Nullable;

/** Events as a platform sends them: records of {@code ConversationEvent} in the registry's wire format, by conversation. */
final class EventWire implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RegistryAvroSerializationSchema<ConversationEvent> schema;
    private final long shiftMillis;

    /** @param shiftMillis is added to when an event happened */
    EventWire(RegistryCoderProvider registry, long shiftMillis) {
        this.schema = new RegistryAvroSerializationSchema<>(
                ConversationEvent.class, ConversationEvent.getClassSchema(), registry);
        this.shiftMillis = shiftMillis;
    }

    static byte[] key(Arrival arrival) {
        return arrival.conversationId().getBytes(StandardCharsets.UTF_8);
    }

    byte[] value(Arrival arrival) {
        return schema.serialize(record(arrival));
    }

    private ConversationEvent record(Arrival arrival) {
        Event event = arrival.event();
        return ConversationEvent.newBuilder()
                .setEventId(event.eventId())
                .setConversationId(arrival.conversationId())
                .setOccurredAt(Instant.ofEpochMilli(event.occurredAtMillis() + shiftMillis))
                .setKind(EventKind.valueOf(event.kind()))
                .setSender(party(event.sender()))
                .setRecipients(parties(event.recipients()))
                .setSignals(event.signals())
                .setMedia(media(event.media()))
                .setPayment(payment(event.payment()))
                .setNetwork(network(event.network()))
                .setText(event.text())
                .build();
    }

    private static List<io.wardline.v1.Party> parties(List<Party> parties) {
        return parties.stream().map(EventWire::party).toList();
    }

    private static io.wardline.v1.Party party(Party party) {
        return io.wardline.v1.Party.newBuilder()
                .setAccountId(party.accountId())
                .setAgeBand(AgeBand.valueOf(party.ageBand().name()))
                .setAgeSource(
                        party.ageSource() == null
                                ? null
                                : AgeSource.valueOf(party.ageSource().name()))
                .setCountry(party.country())
                .build();
    }

    private static List<io.wardline.v1.Media> media(List<Media> media) {
        return media.stream()
                .map(item -> io.wardline.v1.Media.newBuilder()
                        .setMediaId(item.mediaId())
                        .setMediaType(item.mediaType())
                        .setSha256(item.sha256())
                        .setMd5(item.md5())
                        .setPdq(item.pdq())
                        .setViewOnce(item.viewOnce())
                        .setHashMatch(item.hashMatch())
                        .setViewedByPerson(item.viewedByPerson())
                        .build())
                .toList();
    }

    private static io.wardline.v1.@Nullable Payment payment(@Nullable Payment payment) {
        if (payment == null) {
            return null;
        }
        return io.wardline.v1.Payment.newBuilder()
                .setDirection(PaymentDirection.valueOf(payment.direction()))
                .setMethod(PaymentMethod.valueOf(payment.method()))
                .setHandle(payment.handle())
                .setAmount(payment.amount())
                .setCurrency(payment.currency())
                .build();
    }

    private static io.wardline.v1.@Nullable Network network(@Nullable Network network) {
        if (network == null) {
            return null;
        }
        return io.wardline.v1.Network.newBuilder()
                .setIp(network.ip())
                .setPort(network.port())
                .setDeviceId(network.deviceId())
                .setProxy(network.proxy())
                .build();
    }
}
