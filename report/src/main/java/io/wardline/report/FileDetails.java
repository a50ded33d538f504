// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import io.wardline.v1.CaseEvidence;
import io.wardline.v1.Media;
import io.wardline.v1.Network;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * A media item of a case as the {@code fileDetails} of the CyberTipline's reporting API, in the order that its schema wants. A name that
 * the file had elsewhere is not known, so none is told; nor is whether anybody looked at what a camera wrote into it.
 *
 * @param event the item came with
 * @param media the item
 */
public record FileDetails(CaseEvidence event, Media media) {
    /** From here on a classifier's score counts, as for the patterns (contract: admission). */
    private static final double FLOOR = 0.5;

    private static final int LAST_PORT = 65_535;
    private static final Pattern NO_WORD = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

    /**
     * The document.
     *
     * @param reportId the CyberTipline's id of the report that the file was uploaded to
     * @param fileId the CyberTipline's id of the file
     */
    public String xml(long reportId, String fileId) {
        StringWriter text = new StringWriter();
        try {
            Xml xml = new Xml(text);
            xml.in("fileDetails", () -> write(xml, reportId, fileId));
            Map<String, String> unused = xml.end();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory can always be written", e);
        }
    }

    private void write(Xml xml, long reportId, String fileId) throws XMLStreamException {
        xml.text("reportId", Long.toString(reportId), "answer to submit");
        xml.text("fileId", fileId, "answer to upload");
        xml.text("uploadedToEspTimestamp", time(), "evidence[].occurred_at");
        // A statement before the law. The contract's field is true only if a person opened the file, and a filing
        // repeats it.
        xml.text("fileViewedByEsp", Boolean.toString(media.getViewedByPerson()), "evidence[].media[].viewed_by_person");
        xml.text("fileRelevance", "Reported", "always");
        xml.in("fileAnnotations", () -> xml.mark("generativeAi", isGenerated(), "evidence[].signals"));
        hash(xml, "SHA256", media.getSha256());
        hash(xml, "MD5", media.getMd5());
        hash(xml, "PDQ", media.getPdq());
        Network network = event.getNetwork();
        if (network != null) {
            if (Account.isSaid(network.getIp())) {
                xml.in("ipCaptureEvent", () -> capture(xml, network));
            }
            if (Account.isSaid(network.getDeviceId())) {
                xml.in("deviceId", () -> device(xml, network));
            }
        }
        info(xml, "Media item of the platform: ", media.getMediaId());
        info(xml, "Its type, as the platform has it: ", media.getMediaType());
        info(xml, "Known from the list: ", media.getHashMatch());
        if (media.getViewOnce()) {
            xml.text("additionalInfo", "It was sent to be viewed once.", "evidence[].media[].view_once");
        }
    }

    /** The score is of the whole event: with several items nobody knows which of them it is about. */
    private boolean isGenerated() {
        return event.getMedia().size() == 1 && event.getSignals().getOrDefault("generative_ai_image", 0.0) >= FLOOR;
    }

    private static void hash(Xml xml, String type, @Nullable String value) throws XMLStreamException {
        xml.text(
                "originalFileHash",
                Map.of("hashType", type),
                value == null ? null : value.strip(),
                "evidence[].media[]");
    }

    private void capture(Xml xml, Network network) throws XMLStreamException {
        Integer port = network.getPort();
        boolean isPort = port != null && port >= 1 && port <= LAST_PORT;
        xml.text("ipAddress", network.getIp(), "evidence[].network.ip");
        xml.text("eventName", "Upload", "always");
        xml.text("dateTime", time(), "evidence[].occurred_at");
        xml.text(
                "possibleProxy",
                network.getProxy() == null ? null : network.getProxy().toString(),
                "evidence[].network.proxy");
        xml.text("port", isPort ? String.valueOf(port) : null, "evidence[].network.port");
    }

    private void device(Xml xml, Network network) throws XMLStreamException {
        xml.text("idType", "Device ID of the platform", "always");
        xml.text("idValue", network.getDeviceId(), "evidence[].network.device_id");
        xml.text("eventName", "Upload", "always");
        xml.text("dateTime", time(), "evidence[].occurred_at");
    }

    private @Nullable String time() {
        Instant at = event.getOccurredAt();
        return Incident.isTellable(at) ? at.toString() : null;
    }

    private static void info(Xml xml, String what, @Nullable String value) throws XMLStreamException {
        if (Account.isSaid(value)) {
            xml.text("additionalInfo", what + NO_WORD.matcher(value).replaceAll(" "), "evidence[].media[]");
        }
    }
}
