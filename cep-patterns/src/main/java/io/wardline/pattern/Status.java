// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

/** Where a pattern stands in its life. */
public enum Status {
    /** Checked and tested, not run. */
    DRAFT,
    /** Run, told to the shadow topic only. */
    SHADOW,
    LIVE,
    /** No longer run; kept, so that old alerts can be explained. */
    RETIRED;

    /** Whether the job runs it at all. */
    public boolean runs() {
        return switch (this) {
            case SHADOW, LIVE -> true;
            case DRAFT, RETIRED -> false;
        };
    }
}
