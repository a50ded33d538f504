// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.event.ReportEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One case under a perfect clock, which looks exactly when something is due. A fact takes effect after what fell due before it. */
final class CaseDriver {
    private final CaseLogic logic;
    private final List<Escalation> escalations = new ArrayList<>();
    private final List<ReportEvent> expired = new ArrayList<>();
    private Optional<CaseState> state = Optional.empty();

    CaseDriver() {
        this(CaseFixture.LOGIC);
    }

    CaseDriver(CaseLogic logic) {
        this.logic = logic;
    }

    CaseDriver tell(CaseFixture.Alert alert) {
        return tellAt(CaseFixture.hours(alert.tell().toldAtMillis()), alert);
    }

    /** The alert takes effect at another time than its own, as in a live job that lags. */
    CaseDriver tellAt(double hours, CaseFixture.Alert alert) {
        long now = CaseFixture.hour(hours);
        passes(now - 1);
        apply(logic.told(current(), alert.tell(), now), now);
        return this;
    }

    CaseDriver report(CaseFixture.Report report) {
        long now = report.event().knownAtMillis();
        passes(now - 1);
        apply(logic.reported(current(), report.event(), now), now);
        return this;
    }

    CaseDriver until(double hours) {
        passes(CaseFixture.hour(hours));
        return this;
    }

    CaseView view(double hours) {
        return logic.view(current(), CaseFixture.hour(hours));
    }

    CaseState state() {
        return current();
    }

    boolean isGone() {
        return state.isEmpty();
    }

    List<Escalation> escalations() {
        return List.copyOf(escalations);
    }

    /** What was told, briefly. */
    List<String> told() {
        return escalations.stream().map(CaseFixture::brief).toList();
    }

    List<ReportEvent> expired() {
        return List.copyOf(expired);
    }

    private CaseState current() {
        return state.orElseGet(() -> CaseFacts.none(CaseFixture.CASE));
    }

    private void passes(long untilMillis) {
        while (state.isPresent()) {
            long next = logic.nextDue(state.get(), untilMillis).orElse(Long.MAX_VALUE);
            if (next > untilMillis) {
                return;
            }
            apply(CaseLogic.Change.of(state.get(), List.of()), next);
        }
    }

    private void apply(CaseLogic.Change change, long nowMillis) {
        escalations.addAll(change.escalations());
        CaseLogic.Change due = logic.due(change.state().orElseThrow(), nowMillis);
        escalations.addAll(due.escalations());
        expired.addAll(change.expired());
        expired.addAll(due.expired());
        state = due.state();
    }
}
