// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.report.Percentiles;
import io.wardline.topology.cases.Escalation;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/**
 * A task after an outage: it runs a callback when one is due, and takes an alert when one is there, in turns, as Flink's mailbox does.
 * Alerts are due at a steady rate, whether or not the one before is done.
 */
final class DeadlineDrain {
    private static final long NANOS_BETWEEN_ALERTS = 5_000_000;
    private static final double SECONDS_BETWEEN_PROGRESS = 15;
    /** Of the time that it takes at its pace. */
    private static final double PATIENCE = 3;

    private final DeadlineCases cases;
    private final MailClock clock;
    private final CaseKeeper keeper;
    private final DoubleStream.Builder waits = DoubleStream.builder();
    private final DoubleStream.Builder lateness = DoubleStream.builder();
    private final BitSet told = new BitSet();
    private int toldOf;
    private long latestDueMillis = Long.MIN_VALUE;
    private long longestCallbackNanos;
    private double clockSeconds;
    private double workSeconds;

    DeadlineDrain(DeadlineCases cases, MailClock clock, CaseKeeper keeper) {
        this.cases = cases;
        this.clock = clock;
        this.keeper = keeper;
    }

    void run(Consumer<String> progress) throws Exception {
        int due = cases.overdue() + cases.punctual();
        double mostSeconds = 60 + PATIENCE * cases.overdue() / cases.perSecond();
        long startClock = clock.passedNanos();
        long startWork = clock.workedNanos();
        long alertDue = startClock;
        int alerts = 1;
        double nextProgress = 0;
        while (toldOf < due) {
            boolean ran = runCallback();
            boolean took = clock.passedNanos() >= alertDue;
            if (took) {
                keeper.tell(cases.opening(cases.open() + alerts, clock.getCurrentProcessingTime()));
                waits.add((clock.passedNanos() - alertDue) / 1e6);
                alerts++;
                alertDue += NANOS_BETWEEN_ALERTS;
            }
            keeper.takeEscalations(this::take);
            if (!ran && !took) {
                clock.skipUntil(alertDue);
            }
            clockSeconds = (clock.passedNanos() - startClock) / 1e9;
            workSeconds = (clock.workedNanos() - startWork) / 1e9;
            if (workSeconds >= nextProgress) {
                progress.accept("%,d of %,d told of, after %.0f s by the clock".formatted(toldOf, due, clockSeconds));
                nextProgress += SECONDS_BETWEEN_PROGRESS;
            }
            if (clockSeconds > mostSeconds) {
                throw new IllegalStateException("of %d due cases only %d were told of".formatted(due, toldOf));
            }
        }
    }

    private void take(Escalation escalation) {
        int number = DeadlineCases.numberOf(escalation.caseId());
        if (told.get(number)) {
            throw new IllegalStateException("told twice: " + escalation);
        }
        told.set(number);
        toldOf++;
        if (!cases.isOverdue(number)) {
            lateness.add((double) (escalation.firedAtMillis() - escalation.dueAtMillis()));
        } else if (escalation.dueAtMillis() < latestDueMillis) {
            throw new IllegalStateException("told after one that fell due later: " + escalation);
        } else {
            latestDueMillis = escalation.dueAtMillis();
        }
    }

    /** What live alerts waited until they were done, in milliseconds. */
    Percentiles waits() {
        return new Percentiles(waits.build().toArray());
    }

    /** How late those were told of that fell due while the overdue ones were told, in milliseconds. */
    Percentiles lateness() {
        return new Percentiles(lateness.build().toArray());
    }

    double longestCallbackMillis() {
        return longestCallbackNanos / 1e6;
    }

    double clockSeconds() {
        return clockSeconds;
    }

    double workSeconds() {
        return workSeconds;
    }

    private boolean runCallback() throws Exception {
        long start = System.nanoTime();
        boolean ran = clock.runOne();
        longestCallbackNanos = Math.max(longestCallbackNanos, System.nanoTime() - start);
        return ran;
    }
}
