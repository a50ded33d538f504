// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Names made of content: the same fact has the same id, whoever computes it and however often, so a replay after a failure repeats
 * records and invents none. Nothing that depends on the wall clock may enter.
 */
public final class Ids {
    /** 128 bits: at a billion ids the chance of one collision is below 10<sup>-20</sup>. */
    private static final int BYTES = 16;

    private Ids() {}

    /** A case is one offender in one conversation. */
    public static String caseId(String conversationId, String offenderId) {
        return hash("case", List.of(conversationId, offenderId));
    }

    /** Shared by the alerts of one case and deciding event, so that one page is sent. */
    public static String burstId(String caseId, String decidingEventId) {
        return hash("burst", List.of(caseId, decidingEventId));
    }

    /** An alert is what it rests on. */
    public static String alertId(
            String conversationId,
            String offenderId,
            String patternId,
            int revision,
            String step,
            List<String> evidenceIds,
            boolean withdrawn) {
        List<String> parts = new ArrayList<>(List.of(
                conversationId, offenderId, patternId, Integer.toString(revision), step, Boolean.toString(withdrawn)));
        parts.addAll(evidenceIds);
        return hash("alert", parts);
    }

    /**
     * An escalation is one level of one case's ladder.
     *
     * @param cause the id of the report event that made it fire out of turn, else empty
     */
    public static String escalationId(
            String caseId, String level, int repeat, long dueAtMillis, boolean resolved, String cause) {
        return hash(
                "escalation",
                List.of(
                        caseId,
                        level,
                        Integer.toString(repeat),
                        Long.toString(dueAtMillis),
                        Boolean.toString(resolved),
                        cause));
    }

    /** A decision about an account is what it advises and what it rests on. */
    public static String decisionId(String accountId, List<String> content) {
        List<String> parts = new ArrayList<>(List.of(accountId));
        parts.addAll(content);
        return hash("decision", parts);
    }

    /** Parts are written with their lengths, so that no two lists of parts have the same bytes. */
    private static String hash(String what, List<String> parts) {
        MessageDigest digest = sha256();
        update(digest, what);
        parts.forEach(part -> update(digest, part));
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime must have SHA-256", e);
        }
    }
}
