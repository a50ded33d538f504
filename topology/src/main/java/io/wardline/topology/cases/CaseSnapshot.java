// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

/**
 * A case as it is told: its facts and what they amount to.
 *
 * @param gone whether it is kept no longer, and whoever has it must delete it
 */
public record CaseSnapshot(CaseState state, CaseView view, boolean gone) {
    public CaseSnapshot(CaseState state, CaseView view) {
        this(state, view, false);
    }
}
