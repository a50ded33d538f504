// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.concurrent.NeverCompleteFuture;

/**
 * The wall clock of an operator, and its callbacks one by one, as a task's mailbox has them: between any two of them the task takes
 * records and barriers, and while one runs it takes none. The time is that of the machine, from a moment of one's choice, and jumps over
 * what would be waiting for something to do.
 */
final class MailClock implements ProcessingTimeService {
    private static final long NANOS = 1_000_000;

    private final PriorityQueue<Mail> mails =
            new PriorityQueue<>(Comparator.comparingLong(Mail::dueMillis).thenComparingLong(Mail::number));
    private final long startMillis;
    private final long startNanos = System.nanoTime();
    private long skippedNanos;
    private long registered;

    MailClock(long startMillis) {
        this.startMillis = startMillis;
    }

    private record Mail(
            long dueMillis,
            long scheduledMillis,
            long number,
            ProcessingTimeCallback callback,
            NeverCompleteFuture future) {}

    /** Since it began, jumps included. */
    long passedNanos() {
        return System.nanoTime() - startNanos + skippedNanos;
    }

    /** The part of it that was not jumped over. */
    long workedNanos() {
        return System.nanoTime() - startNanos;
    }

    /** Runs the callback that is due first, if one is due. */
    boolean runOne() throws Exception {
        Mail mail = mails.peek();
        if (mail == null || mail.dueMillis() > getCurrentProcessingTime()) {
            return false;
        }
        mails.remove();
        if (!mail.future().isCancelled()) {
            // Flink tells a callback the time for which it was registered, however late it is.
            mail.callback().onProcessingTime(mail.scheduledMillis());
        }
        return true;
    }

    /** Jumps to the next callback, but no further than to a moment. */
    void skipUntil(long passedNanos) {
        long next = mails.isEmpty() ? Long.MAX_VALUE : (mails.peek().dueMillis() - startMillis) * NANOS;
        skippedNanos += Math.max(0, Math.min(next, passedNanos) - passedNanos());
    }

    @Override
    public long getCurrentProcessingTime() {
        return startMillis + passedNanos() / NANOS;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long timestamp, ProcessingTimeCallback target) {
        NeverCompleteFuture future = new NeverCompleteFuture(0);
        mails.add(new Mail(Math.max(timestamp, getCurrentProcessingTime()), timestamp, registered++, target, future));
        return future;
    }

    @Override
    public Clock getClock() {
        return new Clock() {
            @Override
            public long absoluteTimeMillis() {
                return getCurrentProcessingTime();
            }

            @Override
            public long relativeTimeMillis() {
                return passedNanos() / NANOS;
            }

            @Override
            public long relativeTimeNanos() {
                return passedNanos();
            }
        };
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(ProcessingTimeCallback callback, long initialDelay, long period) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(ProcessingTimeCallback callback, long initialDelay, long period) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> quiesce() {
        return CompletableFuture.completedFuture(null);
    }
}
