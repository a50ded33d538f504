// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.EventSender;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.Event;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Esper, in memory and without locks, as only one thread calls it. Wants events in order; time is that of the events.
 *
 * <p>There are two ways to look in each conversation: steps that ask for the conversation of the contact, or a context that is
 * partitioned by conversation. This is the first: Esper keeps an index of what the open sequences wait for, so that an event of no
 * interest costs a look-up, and a sequence that is over leaves nothing behind. With the context, 300,000 events of the
 * usual stream took about twice the processor time and three times the memory, as its partitions stay for good.
 *
 * <p>Sequences that are too old are dropped by a timer at the moment in which the window is over. The clock moves before the event of
 * that moment is sent, so a gap that is equal to the window is too long.
 */
public final class EsperContender implements Contender {
    private static final String STATEMENT =
            """
            select a.conversationId as conversationId, d.eventId as eventId
            from pattern [
              every a=Step(kind = 'CONTACT') -> (
                (Step(conversationId = a.conversationId and kind = 'MEDIA' and senderId != a.senderId)
                -> Step(conversationId = a.conversationId and senderId = a.senderId and threatExposure >= %s)
                -> d=Step(conversationId = a.conversationId and senderId = a.senderId
                    and paymentDirection = 'REQUESTED'))
                where timer:within(%d milliseconds))]
            """
                    .formatted(FourSteps.THREAT, FourSteps.WINDOW.toMillis());

    /** Esper keeps its runtimes by name, for the whole process. */
    private static final AtomicLong RUNTIMES = new AtomicLong();

    private final Matches matches = new Matches();
    private final EPRuntime runtime;
    private final EPEventService service;
    private final EventSender sender;
    private long now;

    public EsperContender() {
        Configuration configuration = new Configuration();
        configuration.getCommon().addEventType("Step", Step.class);
        configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
        configuration.getRuntime().getThreading().setListenerDispatchPreserveOrder(false);
        configuration.getRuntime().getThreading().setInsertIntoDispatchPreserveOrder(false);
        configuration.getRuntime().getExecution().setDisableLocking(true);
        runtime = EPRuntimeProvider.getRuntime("wardline-benchmark-" + RUNTIMES.incrementAndGet(), configuration);
        service = runtime.getEventService();
        service.advanceTime(now);
        try {
            EPCompiled compiled =
                    EPCompilerProvider.getCompiler().compile(STATEMENT, new CompilerArguments(configuration));
            EPStatement statement =
                    runtime.getDeploymentService().deploy(compiled).getStatements()[0];
            statement.addListener((complete, removed, from, in) -> {
                for (EventBean match : complete) {
                    matches.tell((String) match.get("conversationId"), (String) match.get("eventId"));
                }
            });
        } catch (EPCompileException | EPDeployException e) {
            runtime.destroy();
            throw new IllegalStateException("Esper does not take the statement", e);
        }
        sender = service.getEventSender("Step");
    }

    @Override
    public String name() {
        return "esper";
    }

    @Override
    public void accept(Arrival arrival) {
        Event event = arrival.event();
        if (event.occurredAtMillis() > now) {
            now = event.occurredAtMillis();
            service.advanceTime(now);
        }
        sender.sendEvent(new Step(
                arrival.conversationId(),
                event.eventId(),
                event.senderId(),
                event.kind(),
                event.score("threat_exposure"),
                event.paymentDirection()));
    }

    @Override
    public void finish() {}

    @Override
    public Matches matches() {
        return matches;
    }

    @Override
    public void close() {
        runtime.destroy();
    }

    /** What the statement reads of an event, each read once. Public and with getters, as the code that Esper generates calls them. */
    public static final class Step {
        private final String conversationId;
        private final String eventId;
        private final String senderId;
        private final String kind;
        private final double threatExposure;
        private final String paymentDirection;

        Step(
                String conversationId,
                String eventId,
                String senderId,
                String kind,
                double threatExposure,
                String paymentDirection) {
            this.conversationId = conversationId;
            this.eventId = eventId;
            this.senderId = senderId;
            this.kind = kind;
            this.threatExposure = threatExposure;
            this.paymentDirection = paymentDirection;
        }

        public String getConversationId() {
            return conversationId;
        }

        public String getEventId() {
            return eventId;
        }

        public String getSenderId() {
            return senderId;
        }

        public String getKind() {
            return kind;
        }

        public double getThreatExposure() {
            return threatExposure;
        }

        public String getPaymentDirection() {
            return paymentDirection;
        }
    }
}
