// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.siddhi.core.SiddhiAppRuntime;
import io.siddhi.core.SiddhiManager;
import io.siddhi.core.stream.input.InputHandler;
import io.siddhi.core.stream.output.StreamCallback;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.Event;

/**
 * Siddhi, in memory. Wants events in order; time is that of the events ({@code playback}).
 *
 * <p>There are two ways to look in each conversation: a partition by conversation, or steps that ask for the conversation of the
 * contact. This is the first. With the second, Siddhi walks through the open sequences of all conversations for each event: a hundred
 * thousand events of the usual stream were not done within a minute, and took less than a second with the partition.
 *
 * <p>Events that are no step are filtered out before the partition, in Siddhi: to find the partition costs more than to see that an event
 * fits nothing. Without that filter, 300,000 events of the usual stream took more than three times the processor time. Partitions that
 * were idle for the window are purged; otherwise sequences of conversations that ended would stay. Siddhi looks for them by the wall
 * clock, each hour.
 */
public final class SiddhiContender implements Contender {
    /** Siddhi still takes a gap that is equal to its window. */
    private static final String APP =
            """
            @app:playback
            define stream Events (conversationId string, eventId string, senderId string, kind string,
                threatExposure double, paymentDirection string);

            from Events[kind == 'CONTACT' or kind == 'MEDIA' or threatExposure >= %1$s
                or paymentDirection == 'REQUESTED']
            select * insert into Steps;

            @purge(enable = 'true', interval = '1 hour', idle.period = '%3$d days')
            partition with (conversationId of Steps) begin
                from every a=Steps[kind == 'CONTACT']
                    -> b=Steps[kind == 'MEDIA' and senderId != a.senderId]
                    -> c=Steps[senderId == a.senderId and threatExposure >= %1$s]
                    -> d=Steps[senderId == a.senderId and paymentDirection == 'REQUESTED']
                    within %2$d milliseconds
                select a.conversationId as conversationId, d.eventId as eventId
                insert into Complete;
            end;
            """
                    .formatted(FourSteps.THREAT, FourSteps.WINDOW.toMillis() - 1, FourSteps.WINDOW.toDays());

    private final Matches matches = new Matches();
    private final SiddhiManager manager = new SiddhiManager();
    private final SiddhiAppRuntime runtime;
    private final InputHandler input;

    public SiddhiContender() {
        runtime = manager.createSiddhiAppRuntime(APP);
        runtime.addCallback("Complete", new StreamCallback() {
            @Override
            public void receive(io.siddhi.core.event.Event[] complete) {
                for (io.siddhi.core.event.Event match : complete) {
                    matches.tell((String) match.getData(0), (String) match.getData(1));
                }
            }
        });
        input = runtime.getInputHandler("Events");
        runtime.start();
    }

    @Override
    public String name() {
        return "siddhi";
    }

    @Override
    public void accept(Arrival arrival) throws InterruptedException {
        Event event = arrival.event();
        input.send(event.occurredAtMillis(), new Object[] {
            arrival.conversationId(),
            event.eventId(),
            event.senderId(),
            event.kind(),
            event.score("threat_exposure"),
            event.paymentDirection()
        });
    }

    @Override
    public void finish() {}

    @Override
    public Matches matches() {
        return matches;
    }

    @Override
    public void close() {
        runtime.shutdown();
        manager.shutdown();
    }
}
