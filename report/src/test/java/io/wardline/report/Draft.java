// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import io.wardline.v1.Case;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A draft as a reader of it sees it. */
final class Draft {
    static final Reporter REPORTER = new Reporter(
            "Example",
            new Reporter.Person("Trust", "Team", "+15555550100", "reports@example.org"),
            new Reporter.Person("Law", "Desk", null, "police@example.org"),
            "template",
            "terms",
            "https://example.org/law");

    private final Document document;

    private Draft(Document document) {
        this.document = document;
    }

    static Draft of(Case what, Long... priorReports) {
        return read(ReportDraft.of(what, REPORTER, List.of(priorReports)).xml());
    }

    /** Fails when it is not well-formed. */
    static Draft read(String xml) {
        try {
            return new Draft(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml))));
        } catch (Exception e) {
            throw new AssertionError("no XML: " + e.getMessage(), e);
        }
    }

    /** The texts of what an XPath finds. */
    List<String> all(String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                texts.add(nodes.item(i).getTextContent());
            }
            return texts;
        } catch (XPathExpressionException e) {
            throw new AssertionError(path, e);
        }
    }

    /** The names of what an XPath finds. */
    List<String> names(String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                names.add(nodes.item(i).getNodeName());
            }
            return names;
        } catch (XPathExpressionException e) {
            throw new AssertionError(path, e);
        }
    }
}
