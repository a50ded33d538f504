// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import io.wardline.benchmark.topology.Loopback;
import io.wardline.schema.Topics;
import io.wardline.v1.AccountEvent;
import java.nio.charset.StandardCharsets;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;

/** Account events as a platform sends them: in the registry's wire format, by account. */
final class AccountWire {
    private final RegistryAvroSerializationSchema<AccountEvent> schema = new RegistryAvroSerializationSchema<>(
            AccountEvent.class, AccountEvent.getClassSchema(), Loopback.registry(Topics.ACCOUNT_EVENTS));

    static byte[] key(AccountEvent event) {
        return event.getAccountId().getBytes(StandardCharsets.UTF_8);
    }

    byte[] value(AccountEvent event) {
        return schema.serialize(event);
    }
}
