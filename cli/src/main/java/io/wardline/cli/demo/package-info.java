// SPDX-License-Identifier: Apache-2.0
/**
 * {@code ./wardline demo}: the production path in one JVM. A real broker, records in the registry's wire format, RocksDB and
 * checkpoints; what differs from production is that the ladder runs faster and the registry is the client's own, in memory.
 */
@NullMarked
package io.wardline.cli.demo;

import org.jspecify.annotations.NullMarked;
