// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A multipart form with an id and a file, of which only hashes and the size are kept.
 *
 * @param id as it was sent, empty when it was not
 */
record LocalUpload(String id, boolean hasFile, String sha256, String md5, long bytes) {
    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data;.*boundary=\"?([^\";]{1,70})\"?.*");
    private static final Pattern NAME = Pattern.compile("(?i)content-disposition:.*[; ]name=\"([a-z]{1,20})\".*");
    private static final int LONGEST_LINE = 2_000;
    private static final int MOST_LINES = 20;

    /** Reads a form, or says that it is none. */
    static Optional<LocalUpload> read(String contentType, InputStream body) throws IOException {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.matches()) {
            return Optional.empty();
        }
        InputStream in = new BufferedInputStream(body, 64 * 1024);
        byte[] end = ("\r\n--" + boundary.group(1)).getBytes(StandardCharsets.US_ASCII);
        if (!line(in).equals("--" + boundary.group(1))) {
            return Optional.empty();
        }
        MessageDigest sha256 = Dossier.digest("SHA-256");
        MessageDigest md5 = Dossier.digest("MD5");
        ByteArrayOutputStream id = new ByteArrayOutputStream();
        boolean hasFile = false;
        long bytes = 0;
        do {
            String name = name(in);
            if (name.equals("file")) {
                hasFile = true;
                bytes = part(in, end, (data, length) -> {
                    sha256.update(data, 0, length);
                    md5.update(data, 0, length);
                });
            } else {
                long unused = part(in, end, (data, length) -> {
                    if (name.equals("id") && id.size() + length <= LONGEST_LINE) {
                        id.write(data, 0, length);
                    }
                });
            }
        } while (line(in).isEmpty());
        return Optional.of(new LocalUpload(
                id.toString(StandardCharsets.US_ASCII),
                hasFile,
                HexFormat.of().formatHex(sha256.digest()),
                HexFormat.of().formatHex(md5.digest()),
                bytes));
    }

    private static String name(InputStream in) throws IOException {
        String name = "";
        for (int lines = 0; lines < MOST_LINES; lines++) {
            String line = line(in);
            if (line.isEmpty()) {
                return name;
            }
            Matcher matcher = NAME.matcher(line);
            name = matcher.matches() ? matcher.group(1) : name;
        }
        throw new IOException("a part of a form with too many headers");
    }

    /** Up to the next line's end, or the end. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == LONGEST_LINE) {
                throw new IOException("a header of a form that is too long");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Takes some of a part's bytes. */
    private interface Taker {
        void take(byte[] data, int length);
    }

    /** Takes what comes before the boundary. Its first byte comes nowhere else in it, so what matched so far begins anew with a mismatch. */
    private static long part(InputStream in, byte[] end, Taker taker) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        int filled = 0;
        long bytes = 0;
        int matched = 0;
        while (matched < end.length) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("a form without an end");
            }
            if (next == end[matched]) {
                matched++;
                continue;
            }
            if (filled + matched + 1 > buffer.length) {
                taker.take(buffer, filled);
                filled = 0;
            }
            System.arraycopy(end, 0, buffer, filled, matched);
            filled += matched;
            bytes += matched;
            matched = next == end[0] ? 1 : 0;
            if (matched == 0) {
                buffer[filled++] = (byte) next;
                bytes++;
            }
        }
        taker.take(buffer, filled);
        return bytes;
    }
}
