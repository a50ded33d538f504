// SPDX-License-Identifier: Apache-2.0
/** What a set of patterns would have told over recorded events. */
@NullMarked
package io.wardline.cli.backtest;

import org.jspecify.annotations.NullMarked;
