// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import io.wardline.pattern.Absence;
import io.wardline.pattern.Element;
import io.wardline.pattern.Link;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Step;
import io.wardline.pattern.parse.Durations;
import java.util.List;

/** A pattern's automaton as an SVG that needs nothing beside it, and suits light and dark pages. */
public final class AutomatonSvg {
    private static final int MARGIN = 24;
    private static final int BOX_WIDTH = 208;
    private static final int BOX_HEIGHT = 72;
    private static final int GAP = 96;
    private static final int TITLE_HEIGHT = 56;
    private static final int ROW_HEIGHT = 124;
    /** From a group's frame to its boxes. */
    private static final int FRAME = 14;
    /** Characters of a condition that fit a box. */
    private static final int SHOWN = 30;

    private static final String STYLE =
            """
            <style>
              svg { background: #ffffff; font: 13px system-ui, sans-serif; }
              text { fill: #1b1f24; } .soft { fill: #57606a; font-size: 12px; }
              .title { font-size: 16px; font-weight: 600; } .name { font-weight: 600; }
              .code { font-family: ui-monospace, monospace; font-size: 11px; }
              rect { fill: #f6f8fa; stroke: #57606a; } .tells { fill: #fff1e5; stroke: #bc4c00; stroke-width: 2.5; }
              .told { fill: #bc4c00; font-weight: 600; }
              .optional, .absent, .group { stroke-dasharray: 5 4; } .group { fill: none; }
              path { fill: none; stroke: #57606a; stroke-width: 1.5; }
              line { stroke: #57606a; stroke-width: 1.5; } .head { fill: #57606a; stroke: none; }
              @media (prefers-color-scheme: dark) {
                svg { background: #0d1117; } text { fill: #e6edf3; } .soft { fill: #9da7b1; }
                rect { fill: #161b22; stroke: #8b949e; } .tells { fill: #2d1a0c; stroke: #f0883e; }
                .told { fill: #f0883e; } line, path { stroke: #8b949e; } .head { fill: #8b949e; }
              }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();

    private AutomatonSvg() {}

    public static String of(PatternSpec spec) {
        AutomatonSvg drawing = new AutomatonSvg();
        drawing.draw(spec);
        return drawing.svg.toString();
    }

    private void draw(PatternSpec spec) {
        int longest = spec.alternatives().stream()
                .mapToInt(sequence -> sequence.elements().size())
                .max()
                .orElse(1);
        // Room for the title, however short the sequence is.
        int width = Math.max(640, 2 * MARGIN + longest * BOX_WIDTH + (longest - 1) * GAP);
        int height = TITLE_HEIGHT
                + spec.alternatives().stream().mapToInt(AutomatonSvg::height).sum()
                + MARGIN;
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
                        .formatted(width, height, width, height));
        svg.append("<title>%s</title>\n".formatted(escaped(spec.id() + ": " + spec.title())));
        svg.append(STYLE);
        svg.append(
                "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path class=\"head\" d=\"M0 0 L8 4 L0 8 z\"/></marker></defs>\n");
        text("title", MARGIN, 32, spec.id());
        text(
                "soft",
                MARGIN,
                50,
                spec.title() + "; less than " + Durations.write(spec.window()) + " from first to last");
        int top = TITLE_HEIGHT + MARGIN;
        for (Sequence sequence : spec.alternatives()) {
            row(sequence.elements(), top);
            top += height(sequence);
        }
        svg.append("</svg>\n");
    }

    /** Of a row, in which the boxes of a group stand one below the other. */
    private static int height(Sequence sequence) {
        return ROW_HEIGHT
                * sequence.elements().stream()
                        .mapToInt(element -> element.links().size())
                        .max()
                        .orElse(1);
    }

    private void row(List<Element> elements, int top) {
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            int left = MARGIN + i * (BOX_WIDTH + GAP);
            List<Link> links = element.links();
            if (i > 0) {
                arrow(element, left, top + BOX_HEIGHT / 2);
            }
            if (links.size() > 1) {
                group(element, left, top);
            }
            for (int box = 0; box < links.size(); box++) {
                box(links.get(box), left, top + box * ROW_HEIGHT);
            }
            if (element instanceof Step step && step.optional() && i + 1 < elements.size()) {
                bypass(left, top);
            }
        }
    }

    private void arrow(Element into, int right, int y) {
        int room = into.links().size() > 1 ? FRAME : 4;
        svg.append("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" marker-end=\"url(#arrow)\"/>\n"
                .formatted(right - GAP + 4, y, right - room, y));
        if (into instanceof Step step) {
            step.within().ifPresent(gap -> text("soft", right - GAP + 14, y - 8, "< " + Durations.write(gap)));
        } else if (into instanceof Absence absence) {
            absence.waits().ifPresent(waits -> text("soft", right - GAP + 14, y - 8, "for " + Durations.write(waits)));
        }
    }

    /** A frame around the boxes of a group. */
    private void group(Element element, int left, int top) {
        int boxes = element.links().size();
        svg.append("<rect class=\"group\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n"
                .formatted(
                        left - FRAME,
                        top - FRAME,
                        BOX_WIDTH + 2 * FRAME,
                        (boxes - 1) * ROW_HEIGHT + BOX_HEIGHT + 2 * FRAME + 12));
        text("soft", left, top - FRAME - 4, ElementText.group(element));
    }

    /** A line over a box that need not be taken. */
    private void bypass(int left, int top) {
        svg.append("<path class=\"bypass\" d=\"M%d %d V%d H%d V%d\" marker-end=\"url(#arrow)\"/>\n"
                .formatted(left - 20, top + BOX_HEIGHT / 2, top - 12, left + BOX_WIDTH + 20, top + BOX_HEIGHT / 2 - 2));
    }

    private void box(Link link, int left, int top) {
        String source = PatternProse.oneLine(link.source());
        svg.append("<g><title>%s</title>".formatted(escaped(source)));
        svg.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n"
                .formatted(type(link), left, top, BOX_WIDTH, BOX_HEIGHT));
        text("name", left + 12, top + 22, (link instanceof Absence ? "⊘ " : "") + link.name());
        String who = "by " + PatternProse.who(link.by());
        text("soft", left + 12, top + 40, link instanceof Step step ? who + ElementText.often(step) : who);
        text("code", left + 12, top + 59, source.length() > SHOWN ? source.substring(0, SHOWN - 1) + "…" : source);
        if (link instanceof Step step && step.times().max() > 1) {
            text("soft", left + BOX_WIDTH - 64, top + 22, "↺ " + ElementText.number(step.times()));
        }
        link.emit()
                .ifPresent(emit -> text(
                        "told",
                        left + 12,
                        top + BOX_HEIGHT + 18,
                        "tells " + emit.severity() + (emit.crisis() ? ", crisis" : "")));
        svg.append("</g>\n");
    }

    private static String type(Link link) {
        String kind = link instanceof Absence ? "absent" : "step";
        return (link instanceof Step step && step.optional() ? "optional" : kind)
                + (link.emit().isPresent() ? " tells" : "");
    }

    private void text(String type, int x, int y, String text) {
        svg.append("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n".formatted(type, x, y, escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
