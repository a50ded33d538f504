// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Checks documents against the schema that NCMEC publishes. It changes, so the product carries no copy: whoever files has the newest. */
public final class SchemaCheck {
    private final Schema schema;

    private SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    /**
     * Reads a schema.
     *
     * @throws IOException when the file can't be read, or is no XML schema that has a report; its message says what to do
     */
    public static SchemaCheck of(Path xsd) throws IOException {
        if (!Files.isRegularFile(xsd)) {
            throw new IOException("there is no schema at " + xsd + ": fetch it from the reporting API (GET /xsd)");
        }
        return of(new StreamSource(xsd.toFile()), xsd.toString());
    }

    /**
     * Reads a schema that is at hand.
     *
     * @param name what it is called where something is wrong with it
     * @throws IOException when it is no XML schema
     */
    public static SchemaCheck of(byte[] xsd, String name) throws IOException {
        return of(new StreamSource(new ByteArrayInputStream(xsd)), name);
    }

    private static SchemaCheck of(StreamSource xsd, String name) throws IOException {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        try {
            // What a schema names elsewhere is not fetched.
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return new SchemaCheck(factory.newSchema(xsd));
        } catch (SAXException e) {
            throw new IOException(name + " is no XML schema that can be used: " + e.getMessage(), e);
        }
    }

    /**
     * What is wrong with the document first, or empty: the rule of XML Schema that it breaks, and the line. What the document holds is not
     * told, since these are people's words.
     */
    public Optional<String> problem(String document) {
        Validator validator = schema.newValidator();
        try {
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            validator.validate(new StreamSource(new StringReader(document)));
            return Optional.empty();
        } catch (SAXParseException e) {
            return Optional.of(rule(String.valueOf(e.getMessage())) + " at line " + e.getLineNumber());
        } catch (SAXException | IOException e) {
            return Optional.of(rule(String.valueOf(e.getMessage())));
        }
    }

    private static String rule(String message) {
        int end = message.indexOf(':');
        return message.startsWith("cvc-") && end > 0 ? message.substring(0, end) : "not well-formed";
    }
}
