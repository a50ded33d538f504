// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.emit;

import io.wardline.topology.event.Media;
import io.wardline.topology.event.Network;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.Payment;
import io.wardline.v1.AgeBand;
import io.wardline.v1.AgeSource;
import io.wardline.v1.PaymentDirection;
import io.wardline.v1.PaymentMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of records that several of them share. */
final class PartyWire {
    private PartyWire() {}

    static io.wardline.v1.Party party(Party party) {
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

    static List<io.wardline.v1.Party> parties(List<Party> parties) {
        return parties.stream().map(PartyWire::party).toList();
    }

    static io.wardline.v1.Media media(Media media) {
        return io.wardline.v1.Media.newBuilder()
                .setMediaId(media.mediaId())
                .setMediaType(media.mediaType())
                .setSha256(media.sha256())
                .setMd5(media.md5())
                .setPdq(media.pdq())
                .setViewOnce(media.viewOnce())
                .setHashMatch(media.hashMatch())
                .setViewedByPerson(media.viewedByPerson())
                .build();
    }

    static io.wardline.v1.@Nullable Payment payment(@Nullable Payment payment) {
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

    static io.wardline.v1.@Nullable Network network(@Nullable Network network) {
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
