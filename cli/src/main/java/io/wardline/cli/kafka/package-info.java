// SPDX-License-Identifier: Apache-2.0
/** A real Kafka broker inside this JVM: what the demo feeds, and the one way in which tests start Kafka. */
@NullMarked
package io.wardline.cli.kafka;

import org.jspecify.annotations.NullMarked;
