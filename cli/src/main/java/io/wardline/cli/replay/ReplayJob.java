// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import io.wardline.topology.Clock;
import io.wardline.topology.Inputs;
import io.wardline.topology.JobConfig;
import io.wardline.topology.Operator;
import io.wardline.topology.Policy;
import io.wardline.topology.WardlineJob;
import io.wardline.topology.WardlineTopology;
import io.wardline.topology.ingest.AccountIngest;
import io.wardline.topology.ingest.DecisionIngest;
import io.wardline.topology.ingest.EventIngest;
import io.wardline.topology.ingest.Ingest;
import io.wardline.topology.ingest.IngestedAccount;
import io.wardline.topology.ingest.IngestedDecision;
import io.wardline.topology.ingest.IngestedEvent;
import io.wardline.topology.ingest.IngestedReport;
import io.wardline.topology.ingest.IngestedRevision;
import io.wardline.topology.ingest.JsonRecordReader;
import io.wardline.topology.ingest.ReportIngest;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.Enforcement;
import io.wardline.v1.ReportEvent;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/** The topology between a spool and six files, on one subtask and the clock of the records. */
final class ReplayJob {
    private final Policy policy;
    private final long horizonMillis;

    ReplayJob(Policy policy, long horizonMillis) {
        this.policy = policy;
        this.horizonMillis = horizonMillis;
    }

    void run(Path spool, int lines, ReplayResult result) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration());
        DataGeneratorSource<ReplayLine> source =
                new DataGeneratorSource<>(new SpoolReader(spool), lines, TypeInformation.of(ReplayLine.class));
        SingleOutputStreamOperator<ReplayLine> read =
                Operator.READ_LINES.on(env.fromSource(source, KnownAtWatermarks.STRATEGY, Operator.READ_LINES.title()));

        // The live job's limits; the lines' own reader has one of its own for JSON.
        EventIngest events = new EventIngest(
                new JsonRecordReader<>(ConversationEvent.class),
                JobConfig.DEFAULT_RECORD_BYTES,
                Policy.RETENTION,
                true,
                JobConfig.DEFAULT_ALIASES);
        ReportIngest reports =
                new ReportIngest(new JsonRecordReader<>(ReportEvent.class), JobConfig.DEFAULT_RECORD_BYTES);
        AccountIngest accounts = new AccountIngest(
                new JsonRecordReader<>(AccountEvent.class),
                JobConfig.DEFAULT_RECORD_BYTES,
                policy.linking().keys());
        DecisionIngest decisions =
                new DecisionIngest(new JsonRecordReader<>(Enforcement.class), JobConfig.DEFAULT_RECORD_BYTES);
        Inputs inputs = new Inputs(
                take(Operator.TAKE_ACCOUNTS, read, ReplayStream.ACCOUNTS, accounts, IngestedAccount.class),
                take(Operator.TAKE_EVENTS, read, ReplayStream.EVENTS, events, IngestedEvent.class),
                take(Operator.TAKE_REPORTS, read, ReplayStream.REPORTS, reports, IngestedReport.class),
                // Revisions of a replay are those of its folder; they are there before the first line.
                Operator.TAKE_PATTERNS.on(
                        read.flatMap(new NoRevisions()).returns(TypeInformation.of(IngestedRevision.class))),
                take(Operator.TAKE_DECISIONS, read, ReplayStream.DECISIONS, decisions, IngestedDecision.class));
        result.write(WardlineTopology.connect(inputs, policy, new Clock.KnownAt(horizonMillis)));
        env.execute("wardline replay");
    }

    private static <R> DataStream<R> take(
            Operator operator, DataStream<ReplayLine> lines, ReplayStream stream, Ingest<?, R> ingest, Class<R> type) {
        return operator.on(lines.process(new TakeLines<>(stream, ingest), TypeInformation.of(type)));
    }

    /** A replay has no topic of patterns. */
    private static final class NoRevisions implements FlatMapFunction<ReplayLine, IngestedRevision> {
        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(ReplayLine line, Collector<IngestedRevision> out) {}
    }

    private static Configuration configuration() {
        Configuration configuration = WardlineJob.restorable();
        // A replay that fails is run again from its files; restarting it half-way would write lines twice.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, 1);
        return configuration;
    }
}
