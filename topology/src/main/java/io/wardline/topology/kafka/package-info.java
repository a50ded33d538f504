// SPDX-License-Identifier: Apache-2.0
/** The live job's ends: Kafka topics in the registry's wire format, and what is checked of a broker before the job starts. */
@NullMarked
package io.wardline.topology.kafka;

import org.jspecify.annotations.NullMarked;
