// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import io.wardline.pattern.Absence;
import io.wardline.pattern.Condition;
import io.wardline.pattern.Element;
import io.wardline.pattern.Emit;
import io.wardline.pattern.Link;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Role;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Step;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.condition.ConditionLibrary.SharedCondition;
import io.wardline.pattern.condition.Predicate;
import io.wardline.pattern.parse.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A pattern in plain words: who does what, within what time, what is told, and when it stays silent. */
public final class PatternProse {
    private static final int WIDTH = 110;

    private final PatternSpec spec;
    private final ConditionLibrary conditions;
    private final List<String> lines = new ArrayList<>();

    private PatternProse(PatternSpec spec, ConditionLibrary conditions) {
        this.spec = spec;
        this.conditions = conditions;
    }

    /** Lines without line ends. */
    public static List<String> of(PatternSpec spec, ConditionLibrary conditions) {
        PatternProse prose = new PatternProse(spec, conditions);
        prose.write();
        return prose.lines.stream().flatMap(line -> wrapped(line).stream()).toList();
    }

    /** Who does a step, in words. */
    static String who(Role role) {
        return switch (role) {
            case OFFENDER -> "the offender";
            case VICTIM -> "the victim";
            case ANYONE -> "anyone";
        };
    }

    private void write() {
        lines.add("%s, revision %d, %s: %s"
                .formatted(spec.id(), spec.revision(), spec.status().name().toLowerCase(Locale.ROOT), spec.title()));
        lines.add("");
        lines.add(spec.why());
        lines.add("");
        int ways = spec.alternatives().size();
        lines.add("What must happen, in one conversation and in less than %s in all%s:"
                .formatted(Durations.write(spec.window()), ways == 1 ? "" : ", in any of %d ways".formatted(ways)));
        for (int i = 0; i < ways; i++) {
            if (ways > 1) {
                lines.add("  way " + (i + 1));
            }
            sequence(spec.alternatives().get(i), ways > 1 ? "    " : "  ");
        }
        lines.add("Other events may come between; a step takes the first event that fits it.");
        named();
        silence();
        list("It may be wrong about:", spec.falsePositives());
        spec.runbook().ifPresent(runbook -> lines.add("Runbook: " + runbook));
    }

    private void sequence(Sequence sequence, String indent) {
        List<Element> elements = sequence.elements();
        for (int i = 0; i < elements.size(); i++) {
            String place = "%s%d. ".formatted(indent, i + 1);
            if (elements.get(i) instanceof Step step) {
                step(step, place, indent + "   ");
            } else if (elements.get(i) instanceof Absence absence) {
                absence(absence, place, ElementText.after(elements, i), indent + "   ");
            } else {
                lines.add(place + ElementText.group(elements.get(i)) + ":");
                elements.get(i).steps().forEach(step -> step(step, indent + "   - ", indent + "     "));
            }
        }
    }

    private void step(Step step, String place, String indent) {
        String gap = step.within()
                .map(within -> ", %sless than %s after the step before"
                        .formatted(step.times().max() > 1 ? "the first of them " : "", Durations.write(within)))
                .orElse("");
        lines.add("%s%s%s: %s does something for which `%s` holds%s"
                .formatted(place, step.name(), ElementText.often(step), who(step.by()), oneLine(step.source()), gap));
        step.emit().ifPresent(emit -> emit(emit, indent));
    }

    private void absence(Absence absence, String place, String after, String indent) {
        String source = oneLine(absence.source());
        lines.add(place
                + absence.waits()
                        .map(waits -> "%s: and then no event by %s for which `%s` holds within %s"
                                .formatted(absence.name(), who(absence.by()), source, Durations.write(waits)))
                        .orElseGet(() -> "%s: unless %s does something for which `%s` holds before %s"
                                .formatted(absence.name(), who(absence.by()), source, after)));
        absence.emit().ifPresent(emit -> emit(emit, indent));
    }

    private void emit(Emit emit, String indent) {
        lines.add("%sthen %s is told%s%s: %s"
                .formatted(
                        indent,
                        emit.severity(),
                        emit.crisis() ? ", as a crisis" : "",
                        emit.reportable() ? ", and the filing clock starts" : ", without a filing clock",
                        emit.explanation()));
    }

    private void named() {
        Set<String> used = new LinkedHashSet<>();
        Map<String, Condition> own = new LinkedHashMap<>();
        for (Sequence sequence : spec.alternatives()) {
            for (Link link : sequence.links()) {
                used(link.source(), used);
                named(link.when(), used, own);
            }
        }
        if (used.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("where");
        for (String name : used) {
            conditions.find(name).ifPresent(shared -> {
                lines.add("  " + name + ": " + oneLine(shared.title()));
                lines.add("    `" + oneLine(shared.source()) + "`");
            });
            Optional.ofNullable(own.get(name)).ifPresent(condition -> {
                lines.add("  " + name + ": a condition of this pattern's own.");
                lines.add("    `" + ConditionText.whole(condition) + "`");
            });
        }
    }

    /** The names that a condition is made of; the library knows the shared ones only. */
    private void named(Condition condition, Set<String> used, Map<String, Condition> own) {
        if (condition instanceof Predicate.Shared shared) {
            used.add(shared.name());
            if (conditions.find(shared.name()).isEmpty()) {
                own.put(shared.name(), shared.condition());
            }
            named(shared.condition(), used, own);
        } else if (condition instanceof Predicate.And and) {
            named(and.left(), used, own);
            named(and.right(), used, own);
        } else if (condition instanceof Predicate.Or or) {
            named(or.left(), used, own);
            named(or.right(), used, own);
        } else if (condition instanceof Predicate.Not not) {
            named(not.condition(), used, own);
        }
    }

    private void used(String source, Set<String> used) {
        for (SharedCondition shared : conditions.all()) {
            if (source.matches("(?s).*\\b(?<![.'\"])" + shared.name() + "\\b(?!['\"]).*") && used.add(shared.name())) {
                used(shared.source(), used);
            }
        }
    }

    private void silence() {
        lines.add("");
        lines.add("It stays silent when");
        lines.add("  - a step is missing, or comes in another order than above;");
        lines.add("  - the last event comes %s or more after the first;".formatted(Durations.write(spec.window())));
        Set<String> more = new LinkedHashSet<>();
        for (Sequence sequence : spec.alternatives()) {
            List<Element> elements = sequence.elements();
            for (int i = 0; i < elements.size(); i++) {
                String after = ElementText.after(elements, i);
                for (Link link : elements.get(i).links()) {
                    silentFor(link, after, more);
                }
            }
        }
        lines.addAll(more);
        int last = lines.size() - 1;
        lines.set(last, lines.get(last).replace(';', '.'));
    }

    private static void silentFor(Link link, String after, Set<String> more) {
        if (link instanceof Step step) {
            if (step.times().min() > 1) {
                more.add("  - %s comes less than %d times;"
                        .formatted(step.name(), step.times().min()));
            }
            step.within()
                    .filter(gap -> !step.optional())
                    .ifPresent(gap -> more.add("  - %s comes %s or more after the step before;"
                            .formatted(step.name(), Durations.write(gap))));
            if (step.by() != Role.ANYONE && !step.optional()) {
                more.add("  - %s is by another than %s;".formatted(step.name(), who(step.by())));
            }
        } else if (link instanceof Absence absence) {
            String event =
                    "an event by %s for which `%s` holds".formatted(who(absence.by()), oneLine(absence.source()));
            more.add(absence.waits()
                    .map(waits -> "  - %s comes less than %s after the last step (%s);"
                            .formatted(event, Durations.write(waits), absence.name()))
                    .orElseGet(() -> "  - %s comes before %s (%s);".formatted(event, after, absence.name())));
        }
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            lines.add("");
            lines.add(title);
            items.forEach(item -> lines.add("  - " + item));
        }
    }

    /** Broken between words, with what follows indented under the line's own text. */
    private static List<String> wrapped(String line) {
        int indent = 0;
        while (indent < line.length() && " -0123456789.".indexOf(line.charAt(indent)) >= 0) {
            indent++;
        }
        List<String> broken = new ArrayList<>();
        String rest = line;
        while (rest.length() > WIDTH) {
            int at = rest.lastIndexOf(' ', WIDTH);
            if (at <= indent) {
                break;
            }
            broken.add(rest.substring(0, at));
            rest = " ".repeat(indent) + rest.substring(at + 1);
        }
        broken.add(rest);
        return broken;
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
