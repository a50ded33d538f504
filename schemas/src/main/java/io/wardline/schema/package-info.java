// SPDX-License-Identifier: Apache-2.0
/**
 * The records of the contract at the edge of the job: their topics, their JSON form, and the schema registry. The records themselves
 * are generated, into {@code io.wardline.v1}.
 */
@NullMarked
package io.wardline.schema;

import org.jspecify.annotations.NullMarked;
