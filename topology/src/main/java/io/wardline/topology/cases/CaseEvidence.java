// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.event.Event;
import java.util.List;

/**
 * An event of a case, in full.
 *
 * @param steps the patterns' steps it stands for, as {@code pattern/step}, sorted
 */
public record CaseEvidence(Event event, List<String> steps) {}
