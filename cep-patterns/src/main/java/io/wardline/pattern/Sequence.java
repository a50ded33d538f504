// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.util.List;

/** Elements in the order in which they happen; other events may come between them. */
public record Sequence(List<Element> elements) {
    public Sequence {
        elements = List.copyOf(elements);
    }

    /** The steps of it, in the order in which they are written. */
    public List<Step> steps() {
        return elements.stream().flatMap(element -> element.steps().stream()).toList();
    }

    /** Steps and absences, in the order in which they are written. */
    public List<Link> links() {
        return elements.stream().flatMap(element -> element.links().stream()).toList();
    }
}
