// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.wardline.pattern.Evidence;
import io.wardline.topology.event.Arrival;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A contender that wants events in the order in which they happened, behind a buffer that holds each back until nothing earlier can come.
 * In memory, and without a bound: the least that such an engine needs.
 */
public final class InOrder implements Contender {
    private final Contender contender;
    private final long disorderMillis;
    private final PriorityQueue<Arrival> waiting =
            new PriorityQueue<>(Comparator.comparing(Arrival::event, Evidence.ORDER));
    private long latest = Long.MIN_VALUE;

    /** @param disorder the longest that an event arrives after it happened */
    public InOrder(Contender contender, Duration disorder) {
        this.contender = contender;
        this.disorderMillis = disorder.toMillis();
    }

    @Override
    public String name() {
        return contender.name();
    }

    @Override
    public void accept(Arrival arrival) throws Exception {
        waiting.add(arrival);
        latest = Math.max(latest, arrival.event().occurredAtMillis());
        release(latest - disorderMillis);
    }

    /** An event of that very time may still come. */
    private void release(long before) throws Exception {
        for (Arrival first = waiting.peek();
                first != null && first.event().occurredAtMillis() < before;
                first = waiting.peek()) {
            contender.accept(waiting.remove());
        }
    }

    @Override
    public void finish() throws Exception {
        release(Long.MAX_VALUE);
        contender.finish();
    }

    @Override
    public Matches matches() {
        return contender.matches();
    }

    @Override
    public void close() {
        contender.close();
    }
}
