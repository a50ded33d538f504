// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a {@link LocalCyberTipline} reads of a document that is valid: its root, and the two elements that say what it is about.
 *
 * @param values of {@code reportId} and {@code fileId} where they are right below the root
 */
record LocalDocument(String root, Map<String, String> values) {
    static LocalDocument read(byte[] document) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
            int type = reader.nextTag();
            String root = reader.getLocalName();
            Map<String, String> values = new HashMap<>();
            // Both come first: what is after them is not read.
            for (int i = 0; i < 2 && type == XMLStreamConstants.START_ELEMENT && root.equals("fileDetails"); i++) {
                type = reader.nextTag();
                values.put(reader.getLocalName(), reader.getElementText().strip());
            }
            reader.close();
            return new LocalDocument(root, values);
        } catch (XMLStreamException e) {
            return new LocalDocument("", Map.of());
        }
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }

    long number(String name) {
        return Long.parseLong(value(name));
    }
}
