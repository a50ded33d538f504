// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request, without the server's description: that may repeat the document, which holds people's words.
 *
 * @param means what it means for a filing
 * @param code the API's own code; none when the answer had none
 * @param status of HTTP; 0 when there was no answer
 * @param reportId the report that it is about; 0 when it names none
 * @param fileId the file that was uploaded
 * @param md5 of the file, as the server received it
 */
public record Answer(
        Meaning means, OptionalInt code, int status, long reportId, @Nullable String fileId, @Nullable String md5) {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    /** What an answer means for a filing. */
    public enum Meaning {
        /** It was done. */
        DONE,
        /** Nothing was done; the same request may be sent again. */
        AGAIN,
        /** Nobody knows whether it was done. */
        UNCLEAR,
        /** The server does not know who asks. */
        CREDENTIALS,
        /** The server will not take this, however often it is sent. */
        REFUSED,
        /** There is no such report, such as one that was left unfinished for too long. */
        UNKNOWN_REPORT,
        /** The report has no such file. */
        UNKNOWN_FILE,
        /** The report was retracted before. */
        RETRACTED,
        /** The report was finished before. */
        FINISHED
    }

    /** An answer that has the API's document. */
    static Answer of(int status, int code, long reportId, @Nullable String fileId, @Nullable String md5) {
        return new Answer(ofCode(status, code), OptionalInt.of(code), status, reportId, fileId, md5);
    }

    /** An answer that has none, such as that of a proxy on the way. */
    static Answer ofStatus(int status) {
        return new Answer(byStatus(status), OptionalInt.empty(), status, 0, null, null);
    }

    /**
     * No answer at all.
     *
     * @param sent whether the request may have reached the server
     */
    static Answer none(boolean sent) {
        return new Answer(sent ? Meaning.UNCLEAR : Meaning.AGAIN, OptionalInt.empty(), 0, 0, null, null);
    }

    private static Meaning ofCode(int status, int code) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return Meaning.CREDENTIALS;
        }
        return switch (code) {
            // Said together with a failure of HTTP, success is not to be relied on.
            case 0 -> isSuccess(status) ? Meaning.DONE : byStatus(status);
            case 2000 -> Meaning.CREDENTIALS;
            case 5001 -> Meaning.UNKNOWN_REPORT;
            case 5002 -> Meaning.UNKNOWN_FILE;
            case 5101 -> Meaning.RETRACTED;
            case 5102 -> Meaning.FINISHED;
            default -> byThousand(code);
        };
    }

    private static Meaning byThousand(int code) {
        return switch (code / 1000) {
            case 1 -> Meaning.AGAIN;
            case 3 -> Meaning.CREDENTIALS;
            default -> Meaning.REFUSED;
        };
    }

    /** Success without the API's document is none: something else answered. */
    private static Meaning byStatus(int status) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return Meaning.CREDENTIALS;
        } else if (status == TOO_MANY) {
            return Meaning.AGAIN;
        } else if (status >= 500 || status == REQUEST_TIMEOUT || isSuccess(status)) {
            return Meaning.UNCLEAR;
        }
        return Meaning.REFUSED;
    }

    private static boolean isSuccess(int status) {
        return status / 100 == 2;
    }

    /** Whether the same request may be sent again, as far as the server goes. */
    boolean isPassing() {
        return means == Meaning.AGAIN || means == Meaning.UNCLEAR;
    }

    /** In our own words, and never the server's. */
    String told() {
        if (status == 0) {
            return "no answer";
        }
        String http = "HTTP " + status;
        if (code.isEmpty()) {
            return http
                    + (status / 100 == 3 ? ", a redirection, which is not followed" : " without the API's document");
        }
        return "code " + code.getAsInt() + ", " + meaningOfCode() + ", " + http;
    }

    private String meaningOfCode() {
        return switch (means) {
            case DONE -> "success";
            case AGAIN, UNCLEAR -> "the server can't do it now";
            case CREDENTIALS -> "not who the server knows";
            case UNKNOWN_REPORT -> "no such report";
            case UNKNOWN_FILE -> "no such file";
            case RETRACTED -> "retracted already";
            case FINISHED -> "finished already";
            case REFUSED ->
                switch (code.orElse(0)) {
                    case 4100 -> "the document is not valid by the server's schema";
                    case 4110 -> "the document is not well-formed";
                    default -> "refused";
                };
        };
    }
}
