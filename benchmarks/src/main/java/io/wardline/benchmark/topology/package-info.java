// SPDX-License-Identifier: Apache-2.0
/** {@code bench topology}: the whole job, from Kafka to Kafka, beside jobs that do less. */
@NullMarked
package io.wardline.benchmark.topology;

import org.jspecify.annotations.NullMarked;
