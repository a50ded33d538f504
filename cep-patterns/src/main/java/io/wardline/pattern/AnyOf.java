// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.util.List;

/** Steps of which any one will do. */
public record AnyOf(List<Step> steps) implements Element {
    public AnyOf {
        steps = List.copyOf(steps);
    }

    @Override
    public List<Link> links() {
        return List.copyOf(steps);
    }
}
