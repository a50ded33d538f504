// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

/** What to tell a person of an answer that ends a run. */
final class Failure {
    private Failure() {}

    /** @param standing how it stands with the report now */
    static FilingException of(CyberTipline server, String request, Answer answer, String standing) {
        String what = "the CyberTipline at " + server.base() + " did not take '" + request + "' (" + answer.told()
                + "): " + standing + "; ";
        return new FilingException(what + then(answer));
    }

    private static String then(Answer answer) {
        return switch (answer.means()) {
            case CREDENTIALS -> "check 'username' and 'password_file' of the settings, and run it again";
            case AGAIN, UNCLEAR ->
                answer.status() / 100 == 2
                        ? "something else than the API answers there: check 'base' of the settings"
                        : "run it again, and it goes on where it was";
            case REFUSED ->
                answer.code().isEmpty()
                        ? "check 'base' of the settings"
                        : "fetch the newest schema (GET /xsd of the API), and look at ./wardline report draft with it";
            case DONE -> "it names no report: something else than the API answers there: check 'base' of the settings";
            case UNKNOWN_REPORT, UNKNOWN_FILE, RETRACTED, FINISHED -> "run it again";
        };
    }
}
