// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What a {@link LocalCyberTipline} answers.
 *
 * @param root the document's element
 * @param values its elements, in order
 * @param files those of a finished report; none of another answer
 */
record LocalAnswer(int status, String root, Map<String, String> values, List<String> files) {
    private static final String RESPONSE = "reportResponse";
    private static final String DONE = "reportDoneResponse";

    static LocalAnswer of(int code, String description) {
        int status = code == 0 ? 200 : code < 2000 ? 503 : code < 4000 ? 401 : 400;
        return new LocalAnswer(status, RESPONSE, values(code, description), List.of());
    }

    static LocalAnswer report(long id) {
        Map<String, String> values = values(0, "Success");
        values.put("reportId", Long.toString(id));
        return new LocalAnswer(200, RESPONSE, values, List.of());
    }

    static LocalAnswer file(long id, String fileId, String md5) {
        LocalAnswer answer = report(id);
        answer.values().put("fileId", fileId);
        answer.values().put("hash", md5);
        return answer;
    }

    static LocalAnswer finished(long id, List<String> files) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("responseCode", "0");
        values.put("reportId", Long.toString(id));
        return new LocalAnswer(200, DONE, values, files);
    }

    private static Map<String, String> values(int code, String description) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("responseCode", Integer.toString(code));
        values.put("responseDescription", description);
        return values;
    }

    int code() {
        return Integer.parseInt(values.getOrDefault("responseCode", "0"));
    }

    byte[] xml() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement(root);
            for (Map.Entry<String, String> value : values.entrySet()) {
                write(xml, value.getKey(), value.getValue());
            }
            if (root.equals(DONE)) {
                xml.writeStartElement("files");
                for (String file : files) {
                    write(xml, "fileId", file);
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
            return bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory can always be written", e);
        }
    }

    private static void write(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }
}
