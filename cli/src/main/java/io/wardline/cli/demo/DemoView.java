// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.schema.FirstById;
import io.wardline.v1.Alert;
import io.wardline.v1.Case;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.DeadLetter;
import io.wardline.v1.Enforcement;
import io.wardline.v1.EnforcementAction;
import io.wardline.v1.Escalation;
import io.wardline.v1.Party;
import io.wardline.v1.PatternStatus;
import io.wardline.v1.Severity;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;

/** Prints what the job tells, a line each, and a summary. Confined to one thread. */
final class DemoView {
    /** More than the demo can tell. */
    private static final int REMEMBERED = 100_000;

    private static final Set<String> BUNDLED = PatternCatalog.bundled().specs().stream()
            .map(spec -> spec.id() + "@" + spec.revision())
            .collect(Collectors.toSet());

    private final PrintWriter out;
    private final Ansi ansi;
    private final double speed;
    private final Map<String, Boolean> guilty;

    private final FirstById first = new FirstById(REMEMBERED);
    private final Map<String, Integer> alertsBySeverity = new TreeMap<>();
    private final Set<String> told = new TreeSet<>();
    private final Map<String, Integer> escalationsByLevel = new TreeMap<>();
    private final Map<String, Integer> decisionsByAction = new TreeMap<>();
    private final Map<String, Case> cases = new HashMap<>();
    private final List<Long> latencies = new ArrayList<>();
    private final Set<String> starting = new TreeSet<>();
    private int resolved;
    private int deadLetters;
    private int shadowAlerts;
    private int withdrawnDecisions;

    DemoView(PrintWriter out, Ansi ansi, double speed, Map<String, Boolean> guilty) {
        this.out = out;
        this.ansi = ansi;
        this.speed = speed;
        this.guilty = guilty;
    }

    /** An alert, which Kafka had at {@code writtenAtMillis}. */
    void alert(Alert alert, long writtenAtMillis) {
        if (!first.isFirst(alert.getAlertId())) {
            return;
        }
        told.add(DemoRepeats.sampleOf(alert.getConversationId()));
        alertsBySeverity.merge(alert.getSeverity().name(), 1, Integer::sum);
        latencies.add(writtenAtMillis - alert.getKnownAt().toEpochMilli());
        line(colour(alert.getSeverity()), "ALERT " + sentence(alert));
    }

    private static String sentence(Alert alert) {
        String what = alert.getWithdrawn() ? "withdrawn " : alert.getCrisis() ? "CRISIS " : "";
        return "%-8s %s%s/%s %s: %s -> %s"
                .formatted(
                        alert.getSeverity(),
                        what,
                        alert.getPatternId(),
                        alert.getStep(),
                        alert.getConversationId(),
                        alert.getOffender().getAccountId(),
                        parties(alert.getVictims()));
    }

    /** An alert of a pattern in shadow. */
    void shadowAlert(Alert alert) {
        if (first.isFirst("shadow " + alert.getAlertId())) {
            shadowAlerts++;
            line("faint", "SHADOW " + sentence(alert));
        }
    }

    /** What a subtask made of a revision. What the job started with is many lines of little news. */
    void patternStatus(PatternStatus status) {
        String name = status.getPatternId() + "@" + status.getRevision();
        if (starting.add(name + "/" + status.getSubtask()) && BUNDLED.contains(name)) {
            return;
        }
        line(
                "green",
                "PATTERN %s revision %d on subtask %d of %d: %s"
                        .formatted(
                                status.getPatternId(),
                                status.getRevision(),
                                status.getSubtask(),
                                status.getParallelism(),
                                status.getState()));
        status.getDiagnostics().forEach(line -> out.println("    " + line.replace("\n", "\n    ")));
    }

    void escalation(Escalation escalation) {
        if (!first.isFirst(escalation.getEscalationId())) {
            return;
        }
        if (escalation.getResolved()) {
            resolved(escalation);
            return;
        }
        escalationsByLevel.merge(escalation.getLevel(), 1, Integer::sum);
        if (escalation.getRepeat() > 0) {
            // Every 8 seconds for each case that nobody files: counted, or nothing else could be read.
            return;
        }
        Case about = cases.get(escalation.getCaseId());
        line(
                "magenta",
                "ESCALATION to %s: case %s%s, %s"
                        .formatted(
                                escalation.getLevel(),
                                escalation.getCaseId().substring(0, 8),
                                about == null ? "" : " in " + about.getConversationId(),
                                timeLeft(escalation, about)));
    }

    /** The case was filed: whom the last level told may rest. */
    private void resolved(Escalation escalation) {
        resolved++;
        line(
                "green",
                "ESCALATION to %s resolved: case %s is filed, %s"
                        .formatted(
                                escalation.getLevel(),
                                escalation.getCaseId().substring(0, 8),
                                timeLeft(escalation, cases.get(escalation.getCaseId()))
                                        .replace(" left to file", " before its deadline")));
    }

    /** What came of a filing by the demo. */
    void filing(String told) {
        line("green", told);
    }

    /** The ladder runs faster here; this is the time that it stands for. */
    private String timeLeft(Escalation escalation, @Nullable Case about) {
        if (about != null && about.getDeadline() == null) {
            return "no filing deadline: no minor is involved";
        }
        Duration left = Duration.ofMillis(Math.round(escalation.getRemainingMs() * speed));
        return left.isNegative() ? "overdue since " + hours(left.negated()) : hours(left) + " left to file";
    }

    /** What is advised about an account. That nothing links a new one to anybody is no news, and counted only. */
    void decision(Enforcement decision) {
        if (!first.isFirst(decision.getDecisionId())) {
            return;
        }
        EnforcementAction action = decision.getAction();
        decisionsByAction.merge(action.name(), 1, Integer::sum);
        // NONE is never told twice in a row, so what it replaces was advice to act.
        boolean withdraws = action == EnforcementAction.NONE && decision.getSupersedes() != null;
        if (withdraws) {
            withdrawnDecisions++;
        }
        if (withdraws
                || action != EnforcementAction.NONE
                || !decision.getLinks().isEmpty()) {
            line(
                    colour(action),
                    "DECISION %-6s %s%s, score %.2f: %s"
                            .formatted(
                                    action,
                                    withdraws ? "withdrawn " : "",
                                    decision.getAccountId(),
                                    decision.getScore(),
                                    decision.getExplanation()));
        }
    }

    void snapshot(Case snapshot) {
        cases.put(snapshot.getCaseId(), snapshot);
    }

    void deadLetter(DeadLetter letter) {
        deadLetters++;
        line(
                "faint",
                "DEAD LETTER %s: %s offset %d: %s"
                        .formatted(
                                letter.getCode(),
                                letter.getOrigin().getTopic(),
                                letter.getOrigin().getOffset(),
                                letter.getDetail()));
    }

    void summary() {
        long guiltyCount = guilty.values().stream().filter(is -> is).count();
        long guiltyTold =
                told.stream().filter(id -> guilty.getOrDefault(id, false)).count();
        long innocentTold = told.size() - guiltyTold;
        long breached = cases.values().stream().filter(Case::getBreached).count();
        out.println();
        line("bold", "SUMMARY");
        out.println("  conversations told:  %d of %d guilty, %d of %d innocent"
                .formatted(guiltyTold, guiltyCount, innocentTold, guilty.size() - guiltyCount));
        out.println("  alerts:              " + counts(alertsBySeverity));
        out.println("  shadow alerts:       " + shadowAlerts);
        long filed = cases.values().stream()
                .filter(one -> one.getStatus() == CaseStatus.FILED)
                .count();
        out.println("  cases:               %d, of which %d filed and %d breached (nobody filed in time)"
                .formatted(cases.size(), filed, breached));
        out.println(
                "  escalations:         %s, and %d told as resolved".formatted(counts(escalationsByLevel), resolved));
        out.println("  decisions:           %s, of which %d withdrew an earlier one"
                .formatted(counts(decisionsByAction), withdrawnDecisions));
        out.println("  dead letters:        " + deadLetters);
        if (!latencies.isEmpty()) {
            Collections.sort(latencies);
            out.println("  event to alert:      p50 %d ms, p99 %d ms, Kafka to Kafka, on this busy machine"
                    .formatted(percentile(50), percentile(99)));
        }
        out.flush();
    }

    private long percentile(int percent) {
        return latencies.get(Math.min(latencies.size() - 1, latencies.size() * percent / 100));
    }

    private static String counts(Map<String, Integer> counts) {
        if (counts.isEmpty()) {
            return "none";
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((name, count) -> parts.add(count + " " + name));
        return String.join(", ", parts);
    }

    private static String parties(List<Party> parties) {
        List<String> names = new ArrayList<>();
        parties.forEach(party -> names.add(
                party.getAccountId() + " (" + party.getAgeBand().name().toLowerCase(Locale.ROOT) + ")"));
        return String.join(", ", names);
    }

    private static String hours(Duration duration) {
        return "%.1f h".formatted(duration.toMinutes() / 60.0);
    }

    private static String colour(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "red,bold";
            case HIGH -> "red";
            case MEDIUM -> "yellow";
            case LOW, UNKNOWN -> "cyan";
        };
    }

    private static String colour(EnforcementAction action) {
        return switch (action) {
            case BLOCK -> "red";
            case REVIEW -> "yellow";
            case NONE, UNKNOWN -> "cyan";
        };
    }

    /** Styles whole lines, so that a line begins with its word when there is no colour. */
    private void line(String style, String text) {
        if (ansi.enabled()) {
            IStyle[] styles = Ansi.Style.parse(style);
            out.println(Ansi.Style.on(styles) + text + Ansi.Style.off(styles));
        } else {
            out.println(text);
        }
        out.flush();
    }
}
