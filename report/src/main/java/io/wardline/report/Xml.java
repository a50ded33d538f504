// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes elements that have something to say: those that would be empty are left out, with all around them that would be empty then. Any
 * text can be written: what XML has no place for becomes U+FFFD. Of each element that may be written it is noted what it is filled from.
 */
final class Xml {
    private static final int INDENT = 2;
    private static final char REPLACEMENT = '\uFFFD';

    private final XMLStreamWriter out;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, String> sources = new TreeMap<>();
    /** How many of the open elements have been written. */
    private int written;

    /** An element that has been begun; it may not have been written yet. */
    private record Open(String name, Map<String, String> attributes) {}

    Xml(Writer out) throws XMLStreamException {
        this.out = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
        this.out.writeStartDocument("UTF-8", "1.0");
    }

    /** What an element has within it. */
    @FunctionalInterface
    interface Body {
        void write() throws XMLStreamException;
    }

    /** An element with others within it, if any of these has something to say. */
    void in(String name, Body body) throws XMLStreamException {
        in(name, Map.of(), body);
    }

    /** The same, with attributes. */
    void in(String name, Map<String, String> attributes, Body body) throws XMLStreamException {
        open.addLast(new Open(name, attributes));
        body.write();
        if (written == open.size()) {
            written--;
            newLine(written);
            out.writeEndElement();
        }
        open.removeLast();
    }

    /** The same, written even when nothing is within it. */
    void always(String name, Body body) throws XMLStreamException {
        in(name, () -> {
            start();
            body.write();
        });
    }

    /** An element with a text, unless that is null or blank. */
    void text(String name, @Nullable String value, String source) throws XMLStreamException {
        text(name, Map.of(), value, source);
    }

    /** The same, with attributes. */
    void text(String name, Map<String, String> attributes, @Nullable String value, String source)
            throws XMLStreamException {
        note(name, source);
        if (value == null || value.isBlank()) {
            return;
        }
        start();
        newLine(open.size());
        out.writeStartElement(name);
        write(attributes);
        out.writeCharacters(clean(value));
        out.writeEndElement();
    }

    /** An element that says something by being there. */
    void mark(String name, boolean isThere, String source) throws XMLStreamException {
        note(name, source);
        if (isThere) {
            start();
            newLine(open.size());
            out.writeEmptyElement(name);
        }
    }

    /** Ends the document. Returns what each element is filled from, by the element's path, also of those that were left out. */
    Map<String, String> end() throws XMLStreamException {
        newLine(0);
        out.writeEndDocument();
        out.flush();
        return sources;
    }

    private void start() throws XMLStreamException {
        int depth = 0;
        for (Open element : open) {
            if (depth >= written) {
                newLine(depth);
                out.writeStartElement(element.name());
                write(element.attributes());
                written++;
            }
            depth++;
        }
    }

    private void write(Map<String, String> attributes) throws XMLStreamException {
        for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
            out.writeAttribute(attribute.getKey(), clean(attribute.getValue()));
        }
    }

    private void newLine(int depth) throws XMLStreamException {
        out.writeCharacters("\n" + " ".repeat(INDENT * depth));
    }

    /** One element may be filled from several fields, such as that of one account and of another. */
    private void note(String name, String source) {
        sources.merge(path(name), source, (one, other) -> one.contains(other) ? one : one + "; " + other);
    }

    private String path(String name) {
        StringBuilder path = new StringBuilder();
        open.forEach(element -> path.append(element.name()).append('/'));
        return path.append(name).toString();
    }

    /** XML 1.0 has no place for most control characters, for halves of pairs, and for two more code points. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(character -> clean.appendCodePoint(isCharacter(character) ? character : REPLACEMENT));
        return clean.toString();
    }

    /** The production Char of XML 1.0. */
    private static boolean isCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }
}
