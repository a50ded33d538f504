// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

/** Who does a step. The offender is bound to one account before matching; the victim is any other party. */
public enum Role {
    OFFENDER,
    VICTIM,
    ANYONE;

    /** Whether a step of this role may be done by the bound offender ({@code true}) or by another party. */
    public boolean admits(boolean byOffender) {
        return switch (this) {
            case OFFENDER -> byOffender;
            case VICTIM -> !byOffender;
            case ANYONE -> true;
        };
    }
}
