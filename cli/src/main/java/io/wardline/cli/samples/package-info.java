// SPDX-License-Identifier: Apache-2.0
/** The invented conversations under {@code samples/}: guilty and innocent stories, told by signals and identifiers only. */
@NullMarked
package io.wardline.cli.samples;

import org.jspecify.annotations.NullMarked;
