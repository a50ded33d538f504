// SPDX-License-Identifier: Apache-2.0
/**
 * What a pattern is, free of Flink: roles, severities, what a condition may read of an event, and what a checked pattern compiles
 * to. Nothing here knows Kafka or Avro.
 */
@NullMarked
package io.wardline.pattern;

import org.jspecify.annotations.NullMarked;
