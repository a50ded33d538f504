// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.pattern.Vocabulary;
import io.wardline.schema.BoundedDecoder;
import io.wardline.topology.JobConfig;
import io.wardline.topology.Policy;
import io.wardline.topology.event.Origin;
import io.wardline.topology.ingest.EventIngest;
import io.wardline.topology.ingest.IngestedEvent;
import io.wardline.v1.ConversationEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** Goal: what the scan passes over, admission would not have taken. Method: the peer is the job's own reading and admission. */
class EvidenceScanTest {
    private static final Schema CONTRACT = ConversationEvent.getClassSchema();
    private static final int WRITERS = 400;
    private static final int EVENTS = 40;

    @Test
    void saysNoToNothingThatAdmissionTakesWhateverVersionWroteIt() throws IOException {
        int admitted = 0;
        int passedOver = 0;
        for (long seed = 0; seed < WRITERS; seed++) {
            Random random = new Random(seed);
            Schema writer = RandomWriter.of(CONTRACT, random);
            EvidenceScan scan = scan(writer);
            RandomEvents events = new RandomEvents(random);
            for (int i = 0; i < EVENTS; i++) {
                byte[] record = events.next(writer);
                boolean taken = isEvidence(writer, record);
                BoundedDecoder in = new BoundedDecoder(record, 0);

                boolean maybe = scan.mayBeEvidence(record, in);

                assertThat(in.remaining())
                        .as("seed %d, event %d: bytes left", seed, i)
                        .isZero();
                assertThat(maybe || !taken)
                        .as("seed %d, event %d of %s", seed, i, writer)
                        .isTrue();
                admitted += taken ? 1 : 0;
                passedOver += maybe ? 0 : 1;
            }
        }
        assertThat(admitted).isGreaterThan(WRITERS * EVENTS / 10);
        assertThat(passedOver).isGreaterThan(WRITERS * EVENTS / 10);
    }

    /** Otherwise the scan would be right, and of no use. */
    @Test
    void saysYesToNothingButEvidenceOfTheContractsOwnVersion() throws IOException {
        EvidenceScan scan = scan(CONTRACT);
        RandomEvents events = new RandomEvents(new Random(11));
        for (int i = 0; i < 5_000; i++) {
            byte[] record = events.next(CONTRACT);
            IngestedEvent ingested = ingested(CONTRACT, record);
            if (ingested.arrival() != null) {
                assertThat(scan.mayBeEvidence(record, new BoundedDecoder(record, 0)))
                        .as("seed 11, event %d", i)
                        .isEqualTo(Vocabulary.admits(ingested.arrival().event()));
                assertThat(scan.occurredAtMillis())
                        .isEqualTo(ingested.arrival().event().occurredAtMillis());
            }
        }
    }

    /** The array ends where the record does, so that a read outside of it would be another exception. */
    @Test
    void readsNothingOutsideADamagedRecordAndEndsWithAnIoException() throws IOException {
        int refused = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] record = new RandomEvents(random).next(CONTRACT);
            byte[] damaged = Arrays.copyOf(record, 1 + random.nextInt(record.length));
            for (int i = random.nextInt(4); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            BoundedDecoder in = new BoundedDecoder(damaged, 0);
            try {
                scan(CONTRACT).mayBeEvidence(damaged, in);
            } catch (IOException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            assertThat(in.position()).as("seed %d", seed).isBetween(0, damaged.length);
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void refusesAVersionWhoseTimeItCannotRead() {
        Schema writer = SchemaBuilder.record("ConversationEvent")
                .fields()
                .name("occurred_at")
                .type()
                .unionOf()
                .longType()
                .endUnion()
                .noDefault()
                .endRecord();

        assertThatThrownBy(() -> scan(writer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("occurred_at is no long");
    }

    private static EvidenceScan scan(Schema writer) {
        return new EvidenceScan(writer, JobConfig.DEFAULT_ALIASES.keySet());
    }

    private static boolean isEvidence(Schema writer, byte[] record) {
        IngestedEvent ingested = ingested(writer, record);
        return ingested.arrival() != null
                && Vocabulary.admits(ingested.arrival().event());
    }

    /** As if it became known a day later, which no event of these is refused for. */
    private static IngestedEvent ingested(Schema writer, byte[] record) {
        EventIngest ingest = new EventIngest(
                new AvroFile.WholeRecord(writer),
                JobConfig.DEFAULT_RECORD_BYTES,
                Policy.RETENTION,
                false,
                JobConfig.DEFAULT_ALIASES);
        return ingest.ingest(record, Origin.ofFile("random", 0), RandomEvents.KNOWN_AT_MILLIS);
    }
}
