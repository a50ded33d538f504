// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.io.Serializable;

/** A checked condition over one event. Pure, total and bounded in work. */
@FunctionalInterface
public interface Condition extends Serializable {
    boolean test(Observation event);
}
