// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.benchmark.stream.EventStream;
import io.wardline.benchmark.stream.StreamSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operator that is measured tells what the reference tells, so that nobody is quick by missing matches. */
class OperatorsTest {
    private static final int EVENTS = 15_000;
    private static final Duration NO_LIMIT = Duration.ofHours(1);

    @ParameterizedTest(name = "seed {0}, disorder {1} s")
    @CsvSource({"1, 0", "2, 60", "3, 3600"})
    void allTellTheSame(long seed, int disorderSeconds) throws Exception {
        StreamSpec spec = new StreamSpec(seed, 300, 0.9, 16, Duration.ofSeconds(disorderSeconds));
        Matches there = play(Reference::new, spec).matches();
        assertThat(there.count()).as("matches of seed %d", seed).isPositive();

        assertTellsAllOf(there, () -> new Admitted(new WardlineDetector()), spec);
        assertTellsAllOf(there, () -> new Admitted(new WardlineDetector(20, null)), spec);
        assertTellsAllOf(there, () -> new Admitted(new HandWritten(false)), spec);
        assertTellsAllOf(there, () -> new Admitted(new HandWritten(true)), spec);
        assertTellsAllOf(there, () -> new Admitted(new StockCep(Backend.HEAP, spec.disorder())), spec);
        assertTellsAllOf(there, () -> new StockCep(Backend.HEAP, spec.disorder()), spec);
    }

    @Test
    void stockOnRocksDbTellsTheSame() throws Exception {
        StreamSpec spec = new StreamSpec(4, 40, 1, 16, Duration.ofSeconds(60));
        Matches there = Turn.of(Reference::new, spec, false, 2_000, NO_LIMIT).matches();
        assertThat(there.count()).isPositive();

        Turn turn = Turn.of(() -> new StockCep(Backend.ROCKSDB, spec.disorder()), spec, false, 2_000, NO_LIMIT);
        assertThat(turn.matches().sameAs(there)).isTrue();
    }

    @Test
    void oneSpecIsOneStream() {
        assertThat(new EventStream(StreamSpec.USUAL).next(1_000))
                .isEqualTo(new EventStream(StreamSpec.USUAL).next(1_000));
        assertThat(new EventStream(StreamSpec.USUAL.withSeed(1)).next(1_000))
                .isNotEqualTo(new EventStream(StreamSpec.USUAL.withSeed(2)).next(1_000));
    }

    private static void assertTellsAllOf(Matches there, Turn.Entry entry, StreamSpec spec) throws Exception {
        Turn turn = play(entry, spec);
        assertThat(turn.matches().sameAs(there))
                .as(
                        "%s, seed %d: %d of %d",
                        turn.contender(), spec.seed(), turn.matches().count(), there.count())
                .isTrue();
    }

    private static Turn play(Turn.Entry entry, StreamSpec spec) throws Exception {
        return Turn.of(entry, spec, false, EVENTS, NO_LIMIT);
    }
}
