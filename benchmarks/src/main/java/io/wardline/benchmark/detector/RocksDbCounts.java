// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import java.util.Collection;
import java.util.Objects;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/** Counts what RocksDB itself is asked for. */
final class RocksDbCounts implements RocksDBOptionsFactory {
    private static final long serialVersionUID = 1L;

    /** Of the database opened last: the factory itself is copied on its way there. */
    private static volatile @Nullable Statistics statistics;

    /**
     * @param reads calls of get
     * @param writes keys put, merged or deleted
     * @param iterators opened
     */
    record Counts(long reads, long writes, long iterators) {
        Counts since(Counts before) {
            return new Counts(reads - before.reads, writes - before.writes, iterators - before.iterators);
        }
    }

    static Counts now() {
        Statistics counted = Objects.requireNonNull(statistics);
        return new Counts(
                counted.getTickerCount(TickerType.NUMBER_KEYS_READ)
                        + counted.getTickerCount(TickerType.NUMBER_MULTIGET_KEYS_READ),
                counted.getTickerCount(TickerType.NUMBER_KEYS_WRITTEN),
                counted.getTickerCount(TickerType.NO_ITERATOR_CREATED));
    }

    @Override
    public DBOptions createDBOptions(DBOptions options, Collection<AutoCloseable> handlesToClose) {
        Statistics counted = new Statistics();
        handlesToClose.add(counted);
        statistics = counted;
        return options.setStatistics(counted);
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(
            ColumnFamilyOptions options, Collection<AutoCloseable> handlesToClose) {
        return options;
    }
}
