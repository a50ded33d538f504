// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

/** A case as it is told: its facts and what they amount to. */
public record CaseSnapshot(CaseState state, CaseView view) {}
