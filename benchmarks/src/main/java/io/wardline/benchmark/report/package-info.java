// SPDX-License-Identifier: Apache-2.0
/** Results as JSON lines, as a table and as charts. */
@NullMarked
package io.wardline.benchmark.report;

import org.jspecify.annotations.NullMarked;
