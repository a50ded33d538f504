// SPDX-License-Identifier: Apache-2.0
/** A case as a report to NCMEC's CyberTipline: the draft that a person files, and what it lacks. */
@NullMarked
package io.wardline.report;

import org.jspecify.annotations.NullMarked;
