// SPDX-License-Identifier: Apache-2.0
/** The {@code ./wardline} commands: one small class each, which reads options, does the work elsewhere, and tells the outcome. */
@NullMarked
package io.wardline.cli;

import org.jspecify.annotations.NullMarked;
