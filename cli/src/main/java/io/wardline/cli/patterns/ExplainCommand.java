// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.cli.UserError;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.catalog.PatternSource;
import io.wardline.pattern.explain.AutomatonSvg;
import io.wardline.pattern.explain.AutomatonText;
import io.wardline.pattern.explain.ConversationReport;
import io.wardline.pattern.explain.PatternProse;
import io.wardline.pattern.lint.PatternSelection;
import io.wardline.pattern.parse.Suggestion;
import io.wardline.topology.event.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./wardline patterns explain}. */
@Command(
        name = "explain",
        description = {
            "Says in plain words what a pattern tells, and draws it.",
            "With --events and --conversation: why it told of that conversation, or why not."
        })
final class ExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID|PATH", description = "A bundled pattern's id, or a pattern's folder or pattern.yaml.")
    private String pattern = "";

    @Option(names = "--svg", paramLabel = "FILE", description = "Also write the drawing to this file.")
    private @Nullable Path svg;

    @Option(names = "--events", paramLabel = "FILE", description = "ConversationEvent lines, as a replay takes them.")
    private @Nullable Path events;

    @Option(names = "--conversation", paramLabel = "ID", description = "The conversation to explain.")
    private @Nullable String conversation;

    @Option(names = "--offender", paramLabel = "ACCOUNT", description = "Only with this account as the offender.")
    private @Nullable String offender;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        if ((events == null) != (conversation == null) || (offender != null && events == null)) {
            throw new ParameterException(
                    spec.commandLine(), "give --events and --conversation together; --offender goes with them");
        }
        Explained explained = find();
        PrintWriter out = spec.commandLine().getOut();
        if (events != null && conversation != null) {
            ConversationFile.Read read = ConversationFile.read(events, conversation);
            requireParty(read.events());
            read.rejected().forEach(out::println);
            ConversationReport.of(
                            explained.entry().spec(),
                            explained.entry().automata(),
                            read.events(),
                            Optional.ofNullable(offender),
                            read.lastMillis())
                    .forEach(out::println);
        } else {
            PatternProse.of(explained.entry().spec(), explained.catalog().conditions())
                    .forEach(out::println);
            out.println();
            AutomatonText.of(explained.entry().spec(), Glyphs.unicode()).forEach(out::println);
        }
        if (svg != null) {
            write(svg, AutomatonSvg.of(explained.entry().spec()));
            out.println("drawn to " + svg);
        }
        out.flush();
        return 0;
    }

    private void requireParty(List<Event> given) {
        Set<String> parties = new TreeSet<>();
        for (Event event : given) {
            parties.add(event.senderId());
            event.recipients().forEach(recipient -> parties.add(recipient.accountId()));
        }
        if (offender != null && !parties.contains(offender)) {
            throw new UserError("account '%s' takes no part in conversation '%s'%s; those who do are %s"
                    .formatted(offender, conversation, Suggestion.of(offender, parties), String.join(", ", parties)));
        }
    }

    private record Explained(PatternCatalog catalog, Entry entry) {}

    /** An id of the bundled set; everything else is a path. */
    private Explained find() {
        PatternCatalog bundled = Selections.bundled().catalog();
        Optional<Entry> known = bundled.find(pattern);
        if (known.isPresent()) {
            return new Explained(bundled, known.get());
        }
        if (!Files.exists(Path.of(pattern))) {
            List<String> ids = bundled.specs().stream().map(spec -> spec.id()).toList();
            throw new UserError("no bundled pattern and no file is called '%s'%s; the bundled ones are %s"
                    .formatted(pattern, Suggestion.of(pattern, ids), String.join(", ", ids)));
        }
        PatternSelection selection = Selections.at(Path.of(pattern));
        if (selection.chosen().size() != 1) {
            throw new UserError(pattern + " holds several patterns: name the folder of one");
        }
        PatternSource source = selection.chosen().get(0);
        return new Explained(
                selection.catalog(), selection.entry(source).orElseThrow(() -> mistaken(selection, source)));
    }

    private UserError mistaken(PatternSelection selection, PatternSource source) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(Diagnostic.render(selection.catalog().diagnostics().stream()
                .filter(mistake -> mistake.file().equals(source.file().name())
                        || mistake.file()
                                .equals(selection.catalog().conditionsFile().name()))
                .toList()));
        return new UserError("the pattern has mistakes: mend them, and explain it again");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UserError(file + " can't be written: choose another file for --svg", e);
        }
    }
}
