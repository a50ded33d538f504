// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.wardline.pattern.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Goal: whatever an event says is read back as it was, and takes little room. Method: random events; sizes counted on paper. */
class EventCodecTest {
    private static final String UUID_1 = "6f1e1c9e-2f6b-4c52-9d0a-3f0b6d7f1a11";
    private static final String UUID_2 = "00000000-0000-0000-0000-000000000000";

    @Property
    void whatIsWrittenIsReadBack(@ForAll("events") Event event) throws IOException {
        byte[] bytes = bytes(event);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));

        assertThat(EventCodec.read(in)).isEqualTo(event);
        assertThat(in.available()).as("bytes left over").isZero();
    }

    /** Flink compares nothing, but a savepoint of the same log should be the same bytes. */
    @Property(tries = 100)
    void equalEventsHaveEqualBytes(@ForAll("events") Event event) throws IOException {
        Event copy = EventCodec.read(new DataInputStream(new ByteArrayInputStream(bytes(event))));

        assertThat(bytes(copy)).isEqualTo(bytes(event));
    }

    /**
     * Version 1, flags 1, event id 17, time 6 (41 bits, 7 a byte), known_at 1 (within 63 ms), kind 1, sender 17 + 1, number of
     * recipients 1, recipient 17 + 1.
     */
    @Example
    void aContactOfUuidsTakes64Bytes() throws IOException {
        Event contact = SampleEvent.contact(UUID_1, UUID_2).id(UUID_1).build();

        assertThat(bytes(contact)).hasSize(64);
    }

    /** One for how many, and three for each: name 1, score 2. */
    @Example
    void aCanonicalSignalOfFourDecimalsTakesThreeBytes() throws IOException {
        Event silent = SampleEvent.contact("a", "b").build();
        Event scored = SampleEvent.contact("a", "b")
                .signal("nudity", 0.9312)
                .signal("threat_exposure", 1)
                .build();

        assertThat(bytes(scored).length - bytes(silent).length).isEqualTo(1 + 2 * 3);
    }

    @Example
    void aScoreThatFourDecimalsDoNotHoldIsKeptExactly() throws IOException {
        Event event = SampleEvent.message("a", "b")
                .signal("nudity", 0.1 + 0.2)
                .signal("grooming", -0.0)
                .signal("spam", Double.MIN_VALUE)
                .build();

        assertThat(EventCodec.read(new DataInputStream(new ByteArrayInputStream(bytes(event))))
                        .signals())
                .isEqualTo(Map.of("nudity", 0.30000000000000004, "grooming", -0.0, "spam", Double.MIN_VALUE));
    }

    @Example
    void aFormatOfALaterReleaseIsRefusedByName() throws IOException {
        byte[] bytes = bytes(SampleEvent.contact("a", "b").build());
        bytes[0] = 2;

        assertThatIOException()
                .isThrownBy(() -> EventCodec.read(new DataInputStream(new ByteArrayInputStream(bytes))))
                .withMessageContaining("format 2")
                .withMessageContaining("reads 1");
    }

    private static byte[] bytes(Event event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EventCodec.write(event, new DataOutputStream(out));
        return out.toByteArray();
    }

    @Provide
    Arbitrary<Event> events() {
        Arbitrary<Map<String, Double>> signals = Arbitraries.maps(
                        Arbitraries.oneOf(Arbitraries.of(Vocabulary.SIGNALS), ids()), scores())
                .ofMaxSize(6);
        return Combinators.combine(
                        ids(),
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Arbitraries.of(Kind.class),
                        parties().list().ofMinSize(1).ofMaxSize(5),
                        signals,
                        media().list().ofMaxSize(3),
                        Combinators.combine(
                                        payments().injectNull(0.5), networks().injectNull(0.5), texts())
                                .as(Rest::new))
                .as((id, occurredAt, knownAt, kind, parties, scores, media, rest) -> new Event(
                        id,
                        occurredAt,
                        knownAt,
                        kind,
                        parties.get(0),
                        parties.subList(1, parties.size()),
                        scores,
                        media,
                        rest.payment(),
                        rest.network(),
                        rest.text().isEmpty() ? null : rest.text(),
                        id.length() % 2 == 0));
    }

    private record Rest(
            @org.jspecify.annotations.Nullable Payment payment,
            @org.jspecify.annotations.Nullable Network network,
            String text) {}

    private static Arbitrary<String> ids() {
        Arbitrary<String> uuids = Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((most, least) -> new UUID(most, least).toString());
        return Arbitraries.oneOf(
                uuids,
                uuids.map(String::toUpperCase),
                uuids.map(uuid -> uuid.replace('-', '_')),
                uuids.map(uuid -> "x" + uuid.substring(1)),
                uuids.map(uuid -> uuid.substring(0, 35) + "g"),
                uuids.map(uuid -> uuid.substring(0, 15) + "`" + uuid.substring(16)),
                texts(),
                Arbitraries.strings().ascii().ofMaxLength(40));
    }

    /** Any characters, of one to four bytes; a half character can't be in a text that arrived as UTF-8. */
    private static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(0, 0xD7FF)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0xE000, 0x10FFFF)))
                .list()
                .ofMaxSize(50)
                .map(EventCodecTest::string);
    }

    private static String string(List<Integer> codePoints) {
        StringBuilder text = new StringBuilder();
        codePoints.forEach(text::appendCodePoint);
        return text.toString();
    }

    private static Arbitrary<Double> scores() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().between(0, 1).ofScale(17),
                Arbitraries.integers().between(0, 10_000).map(n -> n / 10_000.0),
                Arbitraries.of(0.1 + 0.2, 0.0, -0.0, 1.0, 0.5, Math.nextDown(0.5), Double.MIN_VALUE));
    }

    private static Arbitrary<Party> parties() {
        return Combinators.combine(
                        ids(),
                        Arbitraries.of(AgeBand.class),
                        Arbitraries.of(AgeSource.class).injectNull(0.3),
                        Arbitraries.of("US", "NG", "").injectNull(0.5))
                .as(Party::new);
    }

    private static Arbitrary<Media> media() {
        Arbitrary<String> optional = ids().injectNull(0.5);
        return Combinators.combine(
                        ids(),
                        ids(),
                        optional,
                        optional,
                        optional,
                        Arbitraries.of(true, false),
                        optional,
                        Arbitraries.of(true, false))
                .as(Media::new);
    }

    private static Arbitrary<Payment> payments() {
        return Combinators.combine(
                        Arbitraries.of("REQUESTED", "SENT", "UNKNOWN"),
                        Arbitraries.of("GIFT_CARD", "CRYPTO"),
                        ids().injectNull(0.5),
                        Arbitraries.doubles().injectNull(0.5),
                        ids().injectNull(0.5))
                .as(Payment::new);
    }

    private static Arbitrary<Network> networks() {
        return Combinators.combine(
                        ids().injectNull(0.5),
                        Arbitraries.integers().between(0, 65_535).injectNull(0.3),
                        ids().injectNull(0.5),
                        Arbitraries.of(true, false).injectNull(0.3))
                .as(Network::new);
    }
}
