// SPDX-License-Identifier: Apache-2.0
/** Brings a Kafka cluster and a schema registry to what the contract asks, or says in what they differ. */
@NullMarked
package io.wardline.cli.setup;

import org.jspecify.annotations.NullMarked;
