// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.emit;

import io.wardline.topology.cases.AlertFact;
import io.wardline.topology.cases.CaseLogic;
import io.wardline.topology.cases.CaseState;
import io.wardline.topology.cases.FiredLevel;
import io.wardline.topology.event.ReportEvent;
import io.wardline.v1.HistoryItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happened to a case when, as one list. */
final class History {
    private History() {}

    static List<HistoryItem> of(CaseState state) {
        List<HistoryItem> history = new ArrayList<>();
        history.add(item(state.openedAtMillis(), "opened", null, null));
        state.alerts().forEach(alert -> {
            history.add(item(alert.toldAtMillis(), alert(alert), null, null));
            if (alert.supplementDue()) {
                history.add(item(alert.toldAtMillis(), "a supplement to the filed report is due", null, null));
            }
        });
        for (ReportEvent report : state.reports()) {
            history.add(item(
                    Math.max(report.knownAtMillis(), state.openedAtMillis()),
                    report.kind().name().toLowerCase(Locale.ROOT),
                    report.actor(),
                    report.note()));
        }
        AccountWire.accounts(state).forEach(account -> account.facts()
                .disablings()
                .forEach(disabling -> history.add(item(
                        disabling.occurredAtMillis(),
                        (disabling.disabled() ? "account disabled: " : "account reinstated: ") + account.accountId(),
                        null,
                        disabling.reason()))));
        state.heard()
                .erasures()
                .forEach(erasure -> history.add(
                        item(erasure.knownAtMillis(), "erasure asked for: " + erasure.accountId(), null, null)));
        state.fired().forEach(level -> history.add(item(level.firedAtMillis(), level(level), null, null)));
        history.sort(Comparator.comparing(HistoryItem::getAt));
        return history;
    }

    private static String alert(AlertFact alert) {
        String what = alert.patternId() + "/" + alert.step() + " " + alert.severity();
        if (alert.withdrawn()) {
            return "alert withdrawn: " + what;
        }
        return (alert.supersedes() == null ? "alert told: " : "alert corrected: ") + what;
    }

    private static String level(FiredLevel level) {
        if (level.level().equals(CaseLogic.HOLD_ENDS)) {
            return "told that the hold ends";
        }
        String name = level.repeat() == 0 ? level.level() : level.level() + " repeat " + level.repeat();
        return switch (level.outcome()) {
            case TOLD -> "escalated to " + name;
            case SKIPPED -> "level left out: " + name;
            case RESOLVED -> "escalation resolved: " + name;
        };
    }

    private static HistoryItem item(long atMillis, String what, @Nullable String actor, @Nullable String note) {
        return HistoryItem.newBuilder()
                .setAt(Instant.ofEpochMilli(atMillis))
                .setWhat(what)
                .setActor(actor)
                .setNote(note)
                .build();
    }
}
