// SPDX-License-Identifier: Apache-2.0
/**
 * Cases and the clock that holds them to their filing deadline. A case's state is facts: the alerts told, the report events received,
 * the levels fired. What a case says of itself is derived from them by pure functions, so the order in which facts come does not
 * matter, and live and replay differ only in the clock that is read.
 */
@NullMarked
package io.wardline.topology.cases;

import org.jspecify.annotations.NullMarked;
