// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import io.wardline.report.FileDetails;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * All that is sent of a case.
 *
 * @param report the draft
 * @param attachments the files that go with it
 */
public record Dossier(String caseId, String report, List<Attachment> attachments) {
    /**
     * A file that goes with a report.
     *
     * @param mediaId the platform's id of the item
     * @param sha256 of the file as it was looked at, hexadecimal
     * @param md5 of the same
     * @param details what is said of it
     */
    public record Attachment(String mediaId, Path file, String sha256, String md5, FileDetails details) {}

    /** The same for what is the same in each byte that is sent. */
    String digest() {
        MessageDigest digest = digest("SHA-256");
        update(digest, report);
        for (Attachment attachment : attachments) {
            update(digest, attachment.mediaId());
            update(digest, attachment.sha256());
            update(digest, attachment.details().xml(0, "0"));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Parts are taken with their lengths, so that no two lists of parts have the same bytes. */
    static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    /** One that every Java runtime must have. */
    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime must have " + algorithm, e);
        }
    }
}
