// SPDX-License-Identifier: Apache-2.0
/** {@code ./wardline run}: the job on this machine, against a Kafka cluster and a registry. */
@NullMarked
package io.wardline.cli.run;

import org.jspecify.annotations.NullMarked;
