// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.v1.Case;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reports that have been made on accounts, as cases tell them. */
final class PriorReports {
    /** The CyberTipline's ids are numbers of some nine digits. */
    private static final String ID = "[1-9][0-9]{0,17}";

    private final Map<String, Map<String, Long>> byOffender = new HashMap<>();

    void add(Case one) {
        String id = one.getReportId();
        if (id != null && id.strip().matches(ID)) {
            byOffender
                    .computeIfAbsent(one.getOffender().getAccountId(), account -> new TreeMap<>())
                    .put(one.getCaseId(), Long.parseLong(id.strip()));
        }
    }

    /** Those on the offender of a case, without the case's own. */
    Collection<Long> before(Case one) {
        Map<String, Long> all = byOffender.getOrDefault(one.getOffender().getAccountId(), Map.of());
        Long own = all.get(one.getCaseId());
        return List.copyOf(all.values().stream()
                .filter(report -> !report.equals(own))
                .distinct()
                .sorted()
                .toList());
    }
}
