// SPDX-License-Identifier: Apache-2.0
/** A pattern in plain words and as a picture, and why it told of a conversation or why not. Never a message's text. */
@NullMarked
package io.wardline.pattern.explain;

import org.jspecify.annotations.NullMarked;
