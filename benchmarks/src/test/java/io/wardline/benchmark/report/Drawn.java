// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A chart as a reader's program sees it. */
record Drawn(Document document) {
    static Drawn of(String svg) throws ParserConfigurationException, IOException, SAXException {
        return new Drawn(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg))));
    }

    /** The elements with this class, in the order in which they were drawn. */
    List<Element> all(String type) {
        List<Element> found = new ArrayList<>();
        NodeList elements = document.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            if (element.getAttribute("class").equals(type)) {
                found.add(element);
            }
        }
        return found;
    }

    List<String> texts(String type) {
        return all(type).stream().map(Element::getTextContent).toList();
    }

    String only(String tag) {
        return document.getElementsByTagName(tag).item(0).getTextContent();
    }

    /** The numbers in an attribute, such as those of a path. */
    static List<Double> numbers(Element element, String attribute) {
        return Arrays.stream(element.getAttribute(attribute)
                        .replaceAll("[^0-9.-]+", " ")
                        .strip()
                        .split(" "))
                .map(Double::valueOf)
                .toList();
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
