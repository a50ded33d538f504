// SPDX-License-Identifier: Apache-2.0
/** The only package that sees Flink CEP: a checked pattern becomes a Flink {@code Pattern}, and Flink's NFA runs it in memory. */
@NullMarked
package io.wardline.pattern.flink;

import org.jspecify.annotations.NullMarked;
