// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wardline.topology.account.AccountState.Change;
import io.wardline.topology.account.AccountState.Naming;
import io.wardline.topology.account.AccountState.Told;
import io.wardline.topology.account.ValueEntry.Alone;
import io.wardline.topology.account.ValueEntry.Member;
import io.wardline.topology.account.ValueEntry.Roster;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: what is read is what was written, also by a later build. Method: each type with all that it may have, and with nothing. */
class AccountFormsTest {
    private static final String UUID = "01234567-89ab-4cde-8f01-23456789abcd";
    private static final Ring RING = new Ring("first", -5, 16);
    private static final Status BARE = new Status(null, null, false, null, null, List.of(), false, null, null);
    private static final Status FULL =
            new Status(1L, 1_700_000_000_000L, true, -3L, 4L, List.of("case-1", UUID), true, RING, RING);
    private static final Status HALF = new Status(null, 0L, false, null, null, List.of(), false, null, RING);

    record Sample<T>(Class<T> type, T value) {}

    static Stream<Sample<?>> samples() {
        Photo photo = new Photo("key", new byte[] {1, -1}, List.of("band", "another"));
        LinkSource source = new LinkSource("source", 7, true, false, List.of(UUID), RING, null);
        return Stream.of(
                new Sample<>(
                        AccountEvent.class,
                        new AccountEvent(
                                "event",
                                UUID,
                                5,
                                6,
                                AccountEvent.Kind.UNKNOWN,
                                true,
                                "case",
                                List.of(new Identifier(IdentifierType.USERNAME, "key")),
                                List.of(photo, photo))),
                new Sample<>(
                        AccountEvent.class,
                        new AccountEvent("", "", -1, 0, AccountEvent.Kind.CREATED, false, null, List.of(), List.of())),
                new Sample<>(AccountState.class, AccountState.NONE),
                new Sample<>(
                        AccountState.class,
                        new AccountState(
                                -9L,
                                List.of(new Change("change", 3, true, false), new Change(UUID, 4, false, true)),
                                List.of("case"),
                                List.of(new Naming("case", 8)),
                                new Told(9, true, null, RING),
                                List.of(Long.MIN_VALUE, Long.MAX_VALUE),
                                Map.of(IdentifierType.DEVICE, 64, IdentifierType.USERNAME, 300),
                                true)),
                new Sample<>(Link.class, new Link("a", IdentifierType.IP, "key", 0.25, List.of(source), RING, 5)),
                new Sample<>(Link.class, new Link("", IdentifierType.DEVICE, "", 0, List.of(), null, 0)),
                new Sample<>(
                        MembershipUpdate.class,
                        new MembershipUpdate(
                                IdentifierType.PHONE, "key", new Membership(UUID, FULL, new Use(1, 2, true)), true, 3)),
                new Sample<>(
                        MembershipUpdate.class,
                        new MembershipUpdate(
                                IdentifierType.PHONE,
                                "key",
                                new Membership("a", BARE, new Use(0, 0, false)),
                                false,
                                0)),
                new Sample<>(PhotoUse.class, new PhotoUse(31, "band", "key", new byte[60], "account", 5, -6, 7)),
                new Sample<>(Standing.class, Standing.NOTHING),
                new Sample<>(
                        Standing.class,
                        new Standing(
                                UUID,
                                "content",
                                -1,
                                true,
                                Map.of(IdentifierType.IP, 0.125, IdentifierType.DEVICE, 0.9))),
                new Sample<>(Use.class, new Use(1_767_225_600_123L, 20_454, true)),
                new Sample<>(Use.class, new Use(-1, Integer.MAX_VALUE, false)),
                new Sample<>(ValueEntry.class, new Member(HALF, new Use(86_400_000, 0, true))),
                new Sample<>(ValueEntry.class, new Alone(new Membership(UUID, FULL, new Use(86_400_000, 0, true)))),
                new Sample<>(ValueEntry.class, new Roster(256, true)),
                new Sample<>(ValueEntry.class, Roster.CROWD));
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void isReadAsItWasWritten(Sample<T> sample) throws IOException {
        TypeSerializer<T> serializer = new AccountSerializer<>(sample.type());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(sample.value(), out);
        out.writeByte(42);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        T read = serializer.deserialize(in);

        assertThat(read).usingRecursiveComparison().isEqualTo(sample.value());
        assertThat(in.readByte()).as("what follows").isEqualTo((byte) 42);
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void aSavepointKnowsTheTypeOfItsRecords(Sample<T> sample) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        new AccountSerializer<>(sample.type()).snapshotConfiguration().writeSnapshot(out);
        TypeSerializerSnapshot<T> restored = new AccountSerializer.TypeOf<>();
        restored.readSnapshot(
                1, new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

        assertThat(restored.restoreSerializer()).isEqualTo(new AccountSerializer<>(sample.type()));
        assertThat(new AccountSerializer<>(sample.type())
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(restored)
                        .isCompatibleAsIs())
                .isTrue();
    }

    /** Version; 1 ms zigzagged, no day later, own; and version, which kind of entry, three, with a source. */
    @Test
    void whatIsStoredStaysReadable() throws IOException {
        assertThat(bytes(Use.class, new Use(1, 0, true))).containsExactly(1, 2, 0, 1);
        assertThat(bytes(ValueEntry.class, new Roster(3, true))).containsExactly(1, 1, 3, 1);
        assertThat(IdentifierType.values())
                .as("written by their place")
                .startsWith(
                        IdentifierType.DEVICE,
                        IdentifierType.PHONE,
                        IdentifierType.EMAIL,
                        IdentifierType.IP,
                        IdentifierType.IP_RANGE,
                        IdentifierType.PAYMENT_HANDLE,
                        IdentifierType.PHOTO_PDQ,
                        IdentifierType.USERNAME);
    }

    private static <T> byte[] bytes(Class<T> type, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        new AccountSerializer<>(type).serialize(value, out);
        return out.getCopyOfBuffer();
    }

    @Test
    void aFormOfALaterReleaseIsRefused() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        new AccountSerializer<>(Use.class).serialize(new Use(1, 2, true), out);
        byte[] bytes = out.getCopyOfBuffer();
        bytes[0] = 99;

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new AccountSerializer<>(Use.class).deserialize(new DataInputDeserializer(bytes)))
                .withMessageContaining("format 99")
                .withMessageContaining("restore with the release that wrote it");
    }
}
