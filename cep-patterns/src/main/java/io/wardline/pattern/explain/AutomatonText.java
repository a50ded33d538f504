// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import io.wardline.pattern.AnyOf;
import io.wardline.pattern.Element;
import io.wardline.pattern.Link;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Step;
import io.wardline.pattern.parse.Durations;
import java.util.ArrayList;
import java.util.List;

/** A pattern's automaton for a terminal: a box for each step, heavy where something is told; ⊘ for what must stay away. */
public final class AutomatonText {
    /** Fits the narrowest terminal with what is told beside a box. */
    private static final int WIDTH = 44;

    private static final String UNICODE = "┌─┐│└┘┬┴┏━┓┃┗┛┳▼▶…├◀↺⊘";
    private static final String ASCII = "+-+|++++#=#|##+V>~+<@!";

    private AutomatonText() {}

    /**
     * Lines without line ends.
     *
     * @param unicode whether the terminal shows more than ASCII
     */
    public static List<String> of(PatternSpec spec, boolean unicode) {
        List<String> lines = new ArrayList<>();
        int ways = spec.alternatives().size();
        for (int i = 0; i < ways; i++) {
            if (ways > 1) {
                lines.add((i == 0 ? "" : "or ") + "way " + (i + 1));
            }
            lines.addAll(sequence(spec.alternatives().get(i)));
        }
        lines.add("less than %s from first to last".formatted(Durations.write(spec.window())));
        return unicode ? lines : lines.stream().map(AutomatonText::ascii).toList();
    }

    private static List<String> sequence(Sequence sequence) {
        List<String> lines = new ArrayList<>();
        List<Element> elements = sequence.elements();
        for (int i = 0; i < elements.size(); i++) {
            boolean last = i + 1 == elements.size();
            if (elements.get(i) instanceof Step step && step.optional() && !last) {
                bypassed(step, lines);
            } else {
                element(elements.get(i), i > 0, !last, lines);
            }
            if (!last) {
                lines.add(" ".repeat(WIDTH / 2) + "│" + gap(elements.get(i + 1)));
            }
        }
        return lines;
    }

    /** What bounds the time into an element; of a choice each step has its own. */
    private static String gap(Element next) {
        return next instanceof Step step ? gap(step) : "";
    }

    private static String gap(Step step) {
        return step.within()
                .map(within -> " less than " + Durations.write(within))
                .orElse("");
    }

    private static void element(Element element, boolean entered, boolean left, List<String> lines) {
        String words = ElementText.group(element);
        if (!words.isEmpty()) {
            lines.add(" ".repeat(WIDTH / 2) + (entered ? "│ " : "  ") + words + ":");
        }
        List<Link> links = element.links();
        for (int i = 0; i < links.size(); i++) {
            if (i > 0) {
                lines.add(" ".repeat(WIDTH / 2 - 1)
                        + (element instanceof AnyOf ? "or" : "and")
                        + (links.get(i) instanceof Step step ? gap(step) : ""));
            }
            box(links.get(i), entered, left, lines);
        }
    }

    /** A line beside the box leads past it. */
    private static void bypassed(Step step, List<String> lines) {
        String across = "─".repeat(WIDTH - WIDTH / 2 + 2);
        lines.add(" ".repeat(WIDTH / 2) + "├" + across + "┐");
        List<String> box = new ArrayList<>();
        box(step, true, true, box);
        box.forEach(line -> lines.add(line.length() > WIDTH + 2 ? line : line + " │"));
        lines.add(" ".repeat(WIDTH / 2) + "│◀" + across.substring(1) + "┘");
    }

    private static void box(Link link, boolean entered, boolean left, List<String> lines) {
        boolean tells = link.emit().isPresent();
        String side = tells ? "┃" : "│";
        lines.add(edge(tells ? "┏━┓" : "┌─┐", entered ? "▼" : (tells ? "━" : "─")));
        String told = link.emit()
                .map(emit -> " ━▶ tells " + emit.severity() + (emit.crisis() ? ", crisis" : ""))
                .orElse("");
        lines.add(side + padded(" " + ElementText.label(link)) + side + told);
        String loop =
                link instanceof Step step && step.times().max() > 1 ? " ↺ " + ElementText.number(step.times()) : "";
        lines.add(side + padded(" " + PatternProse.oneLine(link.source())) + side + loop);
        lines.add(edge(tells ? "┗━┛" : "└─┘", left ? (tells ? "┳" : "┬") : (tells ? "━" : "─")));
    }

    private static String edge(String corners, String middle) {
        String line = String.valueOf(corners.charAt(1));
        int half = (WIDTH - 1) / 2;
        return corners.charAt(0) + line.repeat(half) + middle + line.repeat(WIDTH - 1 - half) + corners.charAt(2);
    }

    private static String padded(String text) {
        String cut = text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
        return cut + " ".repeat(WIDTH - cut.length());
    }

    private static String ascii(String line) {
        StringBuilder plain = new StringBuilder();
        line.chars().forEach(c -> {
            int at = UNICODE.indexOf(c);
            plain.append(at < 0 ? (char) c : ASCII.charAt(at));
        });
        return plain.toString();
    }
}
