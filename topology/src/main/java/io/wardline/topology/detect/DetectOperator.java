// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.revision.LivePatterns;
import io.wardline.topology.revision.PatternStatus;
import io.wardline.topology.revision.Revision;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs {@link DetectSequences}, and wakes it when patterns were compiled while no event came: its author waits to hear of them, and a
 * broadcast function has no timers of its own.
 */
public final class DetectOperator extends CoBroadcastWithKeyedOperator<String, ConversationNews, Revision, Tell> {
    private static final long serialVersionUID = 1L;
    /** How often to look while something is being compiled. Nothing is looked at while nothing is. */
    private static final long LOOK_EVERY_MILLIS = 20;

    private final DetectSequences function;
    private transient boolean waking;

    /** The operator by itself; {@link #connect} puts it between its streams. */
    public DetectOperator(DetectSequences function) {
        super(function, List.of(LivePatterns.PUBLISHED));
        this.function = function;
    }

    /** The operator between its two streams: news by conversation, and revisions to every subtask. */
    public static SingleOutputStreamOperator<Tell> connect(
            KeyedStream<ConversationNews, String> news, DataStream<Revision> patterns, DetectSequences function) {
        StreamExecutionEnvironment env = news.getExecutionEnvironment();
        TwoInputTransformation<ConversationNews, Revision, Tell> transformation = new TwoInputTransformation<>(
                news.getTransformation(),
                patterns.broadcast().getTransformation(),
                "detect",
                new DetectOperator(function),
                TypeInformation.of(Tell.class),
                env.getParallelism(),
                false);
        transformation.setStateKeySelectors(news.getKeySelector(), null);
        transformation.setStateKeyType(news.getKeyType());
        env.addOperator(transformation);
        return new Operated(env, transformation);
    }

    /** Flink gives a stream of an operator of one's own only to subclasses. */
    private static final class Operated extends SingleOutputStreamOperator<Tell> {
        Operated(StreamExecutionEnvironment env, Transformation<Tell> transformation) {
            super(env, transformation);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        // What it starts with is told once the task runs.
        wake();
    }

    @Override
    public void processElement2(StreamRecord<Revision> element) throws Exception {
        super.processElement2(element);
        wake();
    }

    /** Whether it will look for patterns that are being compiled. */
    boolean isWaking() {
        return waking;
    }

    private void wake() {
        if (!waking) {
            waking = true;
            ScheduledFuture<?> unused = getProcessingTimeService()
                    .registerTimer(
                            getProcessingTimeService().getCurrentProcessingTime() + LOOK_EVERY_MILLIS, this::look);
        }
    }

    private void look(long nowMillis) throws Exception {
        waking = false;
        if (function.takePatterns(this::tell, nowMillis)) {
            wake();
        }
    }

    private void tell(PatternStatus status) {
        output.collect(DetectSequences.STATUSES, new StreamRecord<>(status));
    }
}
