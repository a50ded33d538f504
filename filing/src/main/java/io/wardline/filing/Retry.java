// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sends a request again while the server can't take it, at most so often and with growing pauses.
 *
 * @param attempts of a request, the first one too
 */
public record Retry(int attempts, Pause pause) {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Waits; in tests nobody does. */
    @FunctionalInterface
    public interface Pause {
        void before(Duration next) throws InterruptedException;

        /** That of a clock on a wall. */
        static Pause real() {
            return next -> java.util.concurrent.TimeUnit.MILLISECONDS.sleep(next.toMillis());
        }
    }

    public Retry {
        if (attempts < 1) {
            throw new IllegalArgumentException("a request is sent once at least");
        }
    }

    /** The last answer. */
    Answer send(Supplier<Answer> request) {
        return send(request, Answer::isPassing);
    }

    /** The same, with what may be sent again. */
    Answer send(Supplier<Answer> request, Predicate<Answer> again) {
        Answer answer = request.get();
        Duration next = FIRST;
        for (int sent = 1; sent < attempts && again.test(answer); sent++) {
            await(next);
            next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
            answer = request.get();
        }
        return answer;
    }

    private void await(Duration next) {
        try {
            pause.before(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FilingException("interrupted while it filed: run it again, and it goes on where it was", e);
        }
    }
}
