// SPDX-License-Identifier: Apache-2.0
/** Revisions of patterns while the job runs: what was published, which of it decides when, and what each subtask made of it. */
@NullMarked
package io.wardline.topology.revision;

import org.jspecify.annotations.NullMarked;
