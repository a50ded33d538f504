// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.report.Completeness;
import io.wardline.v1.AgeBand;
import io.wardline.v1.Case;
import io.wardline.v1.Party;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./wardline report show}. */
@Command(
        name = "show",
        description =
                "Tells one case: who, by when, what happened to it, and what its report lacks, the weightiest first.")
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The case.")
    private String id = "";

    @ArgGroup(multiplicity = "1")
    private CaseOptions cases = new CaseOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Case> found = new ArrayList<>();
        try (CaseSource source = cases.open(spec.commandLine().getErr())) {
            source.each(one -> {
                if (one.getCaseId().equals(id)) {
                    found.add(one);
                }
            });
            if (found.isEmpty()) {
                throw new UserError(
                        "there is no case " + id + " in " + source.place() + ": see ./wardline report list --all");
            }
            print(found.get(0), spec.commandLine().getOut());
            return source.unread() == 0 ? 0 : 1;
        }
    }

    private static void print(Case one, PrintWriter out) {
        line(
                out,
                "case          " + one.getCaseId() + ", " + one.getStatus() + ", " + one.getSeverity()
                        + (one.getCrisis() ? ", a life may be at risk" : "") + (one.getBreached() ? ", breached" : ""));
        line(out, "conversation  " + one.getConversationId());
        line(out, "offender      " + party(one.getOffender()));
        one.getVictims().forEach(victim -> line(out, "victim        " + party(victim)));
        line(out, "known         " + one.getKnownAt());
        line(out, "due           " + (one.getDeadline() == null ? "no deadline" : one.getDeadline()));
        if (one.getFiledAt() != null) {
            line(out, "filed         " + one.getFiledAt() + ", report " + one.getReportId());
        }
        if (!one.getLinkedAccounts().isEmpty()) {
            line(
                    out,
                    "linked        "
                            + one.getLinkedAccounts().stream()
                                    .map(linked -> linked.getAccountId() + " by " + linked.getIdentifierType())
                                    .collect(Collectors.joining(", ")));
        }
        if (one.getGroupId() != null) {
            line(out, "ring          " + one.getGroupId());
        }
        line(out, "evidence      " + one.getEvidence().size() + " events");
        Completeness completeness = Completeness.of(one);
        line(out, "complete      " + Math.round(completeness.score() * 100) + " %");
        if (!completeness.missing().isEmpty()) {
            line(out, "missing       " + String.join(", ", completeness.missing()));
        }
        one.getHistory()
                .forEach(item -> line(
                        out,
                        item.getAt() + "  " + item.getWhat()
                                + (item.getActor() == null ? "" : ", by " + item.getActor())
                                + (item.getNote() == null ? "" : ": " + item.getNote())));
        out.flush();
    }

    private static void line(PrintWriter out, String line) {
        out.println(Printable.of(line));
    }

    private static String party(Party party) {
        return party.getAccountId()
                + (party.getAgeBand() == AgeBand.UNKNOWN ? ", age unknown" : ", " + party.getAgeBand())
                + (party.getCountry() == null ? "" : ", " + party.getCountry());
    }
}
