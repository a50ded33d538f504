// SPDX-License-Identifier: Apache-2.0
/** The job: its picture, its operators' names, its configuration. */
@NullMarked
package io.wardline.topology;

import org.jspecify.annotations.NullMarked;
