// SPDX-License-Identifier: Apache-2.0
/** What is told, of whom, and when: candidates for the offender, the one match that is told, and what a late event changes. */
@NullMarked
package io.wardline.pattern.detect;

import org.jspecify.annotations.NullMarked;
