// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.topology.event.Event;
import java.util.Map;

/**
 * One event of a match.
 *
 * @param step the pattern's step it stands for
 * @param scores its signals at the floor or above
 * @param event in full, for the case
 */
public record EvidenceItem(String step, Map<String, Double> scores, Event event) {}
