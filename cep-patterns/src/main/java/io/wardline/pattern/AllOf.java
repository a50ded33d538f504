// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.util.List;

/** Steps that must all come, in any order. */
public record AllOf(List<Step> steps) implements Element {
    public AllOf {
        steps = List.copyOf(steps);
    }

    @Override
    public List<Link> links() {
        return List.copyOf(steps);
    }
}
