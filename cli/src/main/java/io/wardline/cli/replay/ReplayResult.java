// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import io.wardline.schema.AvroJson;
import io.wardline.topology.Operator;
import io.wardline.topology.Outputs;
import io.wardline.topology.account.Decision;
import io.wardline.topology.cases.AlertOfCase;
import io.wardline.topology.cases.CaseSnapshot;
import io.wardline.topology.cases.Escalation;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.emit.Records;
import io.wardline.topology.event.DeadLetter;
import io.wardline.v1.Alert;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The six files of a replay: written as the job tells, then sorted by time and id, and put in place all at once. */
final class ReplayResult {
    /** One file. */
    enum File {
        ALERTS("alerts.jsonl"),
        SHADOW_ALERTS("shadow-alerts.jsonl"),
        CASES("cases.jsonl"),
        ESCALATIONS("escalations.jsonl"),
        ENFORCEMENTS("enforcements.jsonl"),
        DEAD_LETTERS("dead-letters.jsonl");

        private final String fileName;

        File(String fileName) {
            this.fileName = fileName;
        }

        String fileName() {
            return fileName;
        }
    }

    /** What the next round reads; no file of the result. */
    private static final String DECISIONS = "decided";

    private final Path work;

    /** @param work an empty folder for what is not sorted yet */
    ReplayResult(Path work) {
        this.work = work;
    }

    /** Connects the job's outputs to files. */
    void write(Outputs outputs) {
        write(Operator.WRITE_ALERTS, outputs.alerts(), File.ALERTS, ReplayResult::alert);
        write(Operator.WRITE_SHADOW_ALERTS, outputs.shadowAlerts(), File.SHADOW_ALERTS, ReplayResult::shadowAlert);
        write(Operator.WRITE_CASES, outputs.cases(), File.CASES, ReplayResult::caseLine);
        write(Operator.WRITE_ESCALATIONS, outputs.escalations(), File.ESCALATIONS, ReplayResult::escalation);
        write(Operator.WRITE_ENFORCEMENTS, outputs.decisions(), File.ENFORCEMENTS, ReplayResult::enforcement);
        Operator.SPOOL_DECISIONS.on(
                outputs.decisions().sinkTo(new LineSink<>(work.resolve(DECISIONS), ReplayResult::decision)));
        write(Operator.WRITE_DEAD_LETTERS, outputs.deadLetters(), File.DEAD_LETTERS, ReplayResult::deadLetter);
    }

    private <T> void write(Operator operator, DataStream<T> stream, File file, LineSink.Format<T> format) {
        operator.on(stream.sinkTo(new LineSink<>(work.resolve(file.fileName()), format)));
    }

    private static String alert(AlertOfCase told) {
        return alert(told.tell(), Records.alert(told));
    }

    private static String shadowAlert(Tell tell) {
        return alert(tell, Records.shadowAlert(tell));
    }

    private static String alert(Tell tell, Alert wire) {
        return new SortedLine(tell.knownAtMillis(), tell.alertId(), AvroJson.write(wire)).write();
    }

    /** Of a case that is gone, too: what it was in the end. */
    private static String caseLine(CaseSnapshot snapshot) {
        String json = AvroJson.write(Records.caseOf(snapshot));
        return new SortedLine(
                        snapshot.state().openedAtMillis(), snapshot.state().caseId(), json)
                .write();
    }

    private static String escalation(Escalation escalation) {
        String json = AvroJson.write(Records.escalation(escalation));
        return new SortedLine(escalation.firedAtMillis(), escalation.escalationId(), json).write();
    }

    private static String enforcement(Decision decision) {
        String json = AvroJson.write(Records.enforcement(decision));
        return new SortedLine(decision.knownAtMillis(), decision.decisionId(), json).write();
    }

    private static String decision(Decision decision) {
        // An id may hold a tab.
        String account = URLEncoder.encode(decision.accountId(), StandardCharsets.UTF_8);
        return new SortedLine(decision.knownAtMillis(), account, DecisionLine.of(decision)).write();
    }

    /** What the job decided, by time and account; what it decided about one account at one time, in the order in which it did. */
    List<String> decisions() throws IOException {
        List<SortedLine> lines = read(work.resolve(DECISIONS));
        lines.sort(Comparator.comparingLong(SortedLine::timeMillis).thenComparing(SortedLine::id));
        return lines.stream().map(SortedLine::json).toList();
    }

    private static String deadLetter(DeadLetter letter) {
        // A dead letter has no id; its content decides.
        return new SortedLine(letter.knownAtMillis(), "", AvroJson.write(Records.deadLetter(letter))).write();
    }

    /** Sorts what was written and puts it into the folder, replacing what is there. How many lines each file has. */
    Map<File, Integer> putInto(Path out) throws IOException {
        Files.createDirectories(out);
        Map<File, Path> ready = new EnumMap<>(File.class);
        Map<File, Integer> counts = new EnumMap<>(File.class);
        for (File file : File.values()) {
            List<SortedLine> lines = lines(file);
            Path sorted = out.resolve("." + file.fileName() + ".new");
            try (BufferedWriter writer = Files.newBufferedWriter(sorted, StandardCharsets.UTF_8)) {
                for (SortedLine line : lines) {
                    writer.write(line.json());
                    writer.write('\n');
                }
            }
            ready.put(file, sorted);
            counts.put(file, lines.size());
        }
        for (Map.Entry<File, Path> sorted : ready.entrySet()) {
            Files.move(
                    sorted.getValue(),
                    out.resolve(sorted.getKey().fileName()),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
        return counts;
    }

    private List<SortedLine> lines(File file) throws IOException {
        List<SortedLine> lines = read(work.resolve(file.fileName()));
        List<SortedLine> kept = file == File.CASES ? lastOfEach(lines) : lines;
        Collections.sort(kept);
        return kept;
    }

    private static List<SortedLine> read(Path written) throws IOException {
        List<SortedLine> lines = new ArrayList<>();
        if (Files.exists(written)) {
            try (Stream<String> read = Files.lines(written, StandardCharsets.UTF_8)) {
                read.map(SortedLine::read).forEach(lines::add);
            }
        }
        return lines;
    }

    /** The last snapshot of each case. */
    private static List<SortedLine> lastOfEach(List<SortedLine> lines) {
        Map<String, SortedLine> last = new LinkedHashMap<>();
        lines.forEach(line -> last.put(line.id(), line));
        return new ArrayList<>(last.values());
    }
}
