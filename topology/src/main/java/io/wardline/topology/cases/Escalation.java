// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

/** Somebody is told that a case is not filed yet, or that it now is. Fields are those of the contract. */
public record Escalation(
        String escalationId,
        String caseId,
        String level,
        int repeat,
        long dueAtMillis,
        long firedAtMillis,
        long remainingMillis,
        boolean overdue,
        boolean resolved) {}
