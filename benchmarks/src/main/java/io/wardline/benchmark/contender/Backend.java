// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Where an operator keeps its state. The same settings for all. */
public enum Backend {
    HEAP,
    ROCKSDB;

    /** What RocksDB has for memtables, index, filters and blocks together; about what a slot of a production cluster gives it. */
    private static final String ROCKSDB_MEMORY = "512mb";

    /** Gives a harness this backend, before it is opened. */
    public void setOn(AbstractStreamOperatorTestHarness<?> harness, @Nullable RocksDBOptionsFactory options) {
        switch (this) {
            case HEAP -> harness.setStateBackend(new HashMapStateBackend());
            case ROCKSDB -> {
                // As the configuration for clusters has it (deploy/flink/config.yaml).
                Configuration settings = new Configuration().set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
                EmbeddedRocksDBStateBackend rocksDb =
                        new EmbeddedRocksDBStateBackend(true).configure(settings, Backend.class.getClassLoader());
                rocksDb.getMemoryConfiguration().setUseManagedMemory(false);
                rocksDb.getMemoryConfiguration().setFixedMemoryPerSlot(ROCKSDB_MEMORY);
                if (options != null) {
                    rocksDb.setRocksDBOptions(options);
                }
                harness.setStateBackend(rocksDb);
            }
        }
    }
}
