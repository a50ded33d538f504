// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the API's answers. Whatever is sent in place of one is no reason to fail: the status of HTTP then says what came of it. */
final class AnswerReader {
    /** The name of a report's or a file's id is shorter. */
    private static final int LONGEST_VALUE = 200;

    private AnswerReader() {}

    static Answer read(int status, byte[] body) {
        try {
            return ofDocument(status, values(body));
        } catch (XMLStreamException | NumberFormatException e) {
            return Answer.ofStatus(status);
        }
    }

    private static Answer ofDocument(int status, Map<String, String> values) {
        String code = values.get("responseCode");
        if (code == null) {
            return Answer.ofStatus(status);
        }
        String reportId = values.get("reportId");
        return Answer.of(
                status,
                Integer.parseInt(code),
                reportId == null ? 0 : Long.parseLong(reportId),
                said(values.get("fileId")),
                said(values.get("hash")));
    }

    private static @Nullable String said(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    /** The texts of what is right below the root. What finish answers has another root, and its files deeper down. */
    private static Map<String, String> values(byte[] body) throws XMLStreamException {
        XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(body));
        try {
            Map<String, String> values = new HashMap<>();
            StringBuilder text = new StringBuilder();
            int depth = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        text.setLength(0);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(text, reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (depth == 2) {
                            values.putIfAbsent(
                                    reader.getLocalName(), text.toString().strip());
                        }
                        depth--;
                    }
                    case XMLStreamConstants.DTD -> throw new XMLStreamException("an answer has no DTD");
                    default -> {
                        // Comments and the like say nothing.
                    }
                }
            }
            return values;
        } finally {
            reader.close();
        }
    }

    private static void append(StringBuilder text, String more) {
        text.append(more, 0, Math.min(more.length(), Math.max(0, LONGEST_VALUE - text.length())));
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }
}
