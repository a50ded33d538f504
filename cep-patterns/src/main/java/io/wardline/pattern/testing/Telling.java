// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import io.wardline.pattern.Severity;
import java.util.Optional;

/**
 * Something that is told while the events of a case arrive, or when the time of an absence has passed.
 *
 * @param after the event whose arrival told it; empty when it was the end of a wait
 * @param atMillis the clock of the case when it was told, milliseconds since the epoch
 * @param severity for an adult
 * @param withdrawn whether it is told to be gone
 */
record Telling(Optional<String> after, long atMillis, Told told, Severity severity, boolean withdrawn) {}
