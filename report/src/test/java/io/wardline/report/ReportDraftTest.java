// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import static io.wardline.report.Cases.OFFENDER;
import static io.wardline.report.Cases.VICTIM;
import static io.wardline.report.Cases.alert;
import static io.wardline.report.Cases.evidence;
import static io.wardline.report.Cases.party;
import static io.wardline.report.Cases.poorest;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.v1.AgeBand;
import io.wardline.v1.Case;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.EventKind;
import io.wardline.v1.PaymentDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a draft says, by the published schema's elements and the facts of the case. */
class ReportDraftTest {
    private static final String SUMMARY = "/report/incidentSummary";
    private static final String REPORTED = "/report/personOrUserReported";
    private static final String CAPTURE = "/ipCaptureEvent";

    @Test
    void thePoorestCaseHasWhatTheSchemaRequiresAndNothingEmpty() {
        Draft draft = Draft.of(poorest().build());

        assertThat(draft.names("/report/*"))
                .containsExactly(
                        "incidentSummary", "internetDetails", "reporter", "personOrUserReported", "additionalInfo");
        assertThat(draft.all(SUMMARY + "/incidentDateTime")).containsExactly("2026-03-01T10:00:00Z");
        assertThat(draft.names(REPORTED + "/*")).containsExactly("espIdentifier", "espService");
        assertThat(draft.names("//*[not(node())]")).as("only marks are empty").containsExactly("sextortion");
    }

    @Test
    void partsComeInTheOrderOfTheSchema() {
        assertThat(Draft.of(Cases.richest(), 7L).names(REPORTED + "/*"))
                .containsExactly(
                        "personOrUserReportedPerson",
                        "espIdentifier",
                        "espService",
                        "screenName",
                        "displayName",
                        "profileUrl",
                        "profileBio",
                        "ipCaptureEvent",
                        "ipCaptureEvent",
                        "deviceId",
                        "deviceId",
                        "priorCTReports",
                        "groupIdentifier",
                        "estimatedLocation",
                        "associatedAccount",
                        "associatedAccount",
                        "associatedAccount",
                        "additionalInfo");
    }

    @Test
    void theIncidentIsTheFirstThreatElseTheFirstDemandElseTheFirstEvidence() {
        CaseEvidence contact = evidence("c", 1, EventKind.CONTACT, OFFENDER).build();
        CaseEvidence demand = evidence("d", 2, EventKind.MESSAGE, OFFENDER)
                .setSignals(Map.of("payment_request", 0.5))
                .build();
        CaseEvidence late = evidence("t", 9, EventKind.MESSAGE, OFFENDER)
                .setSignals(Map.of("threat_exposure", 0.5))
                .build();
        CaseEvidence first = evidence("s", 3, EventKind.MESSAGE, OFFENDER)
                .setSignals(Map.of("threat_exposure", 0.9))
                .build();
        CaseEvidence weak = evidence("w", 0, EventKind.MESSAGE, OFFENDER)
                .setSignals(Map.of("threat_exposure", 0.49))
                .build();
        CaseEvidence victims = evidence("v", 0, EventKind.MESSAGE, VICTIM)
                .setSignals(Map.of("threat_exposure", 0.9, "payment_request", 0.9))
                .build();

        assertThat(incident(late, demand, first, contact, weak, victims)).isEqualTo("2026-03-01T10:03:00Z");
        assertThat(incident(demand, contact, weak, victims)).isEqualTo("2026-03-01T10:02:00Z");
        assertThat(incident(contact, victims)).isEqualTo("2026-03-01T10:00:00Z");
    }

    private static String incident(CaseEvidence... evidence) {
        return Draft.of(poorest().setEvidence(List.of(evidence)).build())
                .all(SUMMARY + "/incidentDateTime")
                .get(0);
    }

    @Test
    void moneyThatTheVictimSentIsNoDemand() {
        CaseEvidence sent = evidence("s", 1, EventKind.MESSAGE, OFFENDER)
                .setSignals(Map.of("payment_request", 0.9))
                .setPayment(Cases.payment(PaymentDirection.SENT, null))
                .build();
        CaseEvidence before = evidence("b", 0, EventKind.CONTACT, OFFENDER).build();

        assertThat(incident(sent, before)).isEqualTo("2026-03-01T10:00:00Z");
    }

    @Test
    void annotationsSayWhatTheEvidenceSupports() {
        Case.Builder minors = poorest()
                .setOffender(party(OFFENDER, AgeBand.AGE_16_17))
                .setVictims(List.of(party(VICTIM, AgeBand.AGE_13_15)));
        CaseEvidence asks = evidence("i", 1, EventKind.MESSAGE, OFFENDER)
                .setSignals(Map.of("image_request", 0.5, "spam", 0.6, "sadistic_exploitation", 0.7))
                .build();

        assertThat(annotations(minors.setEvidence(List.of(asks)).build()))
                .containsExactly(
                        "sextortion",
                        "csamSolicitation",
                        "minorToMinorInteraction",
                        "spam",
                        "sadisticOnlineExploitation");
        assertThat(annotations(
                        minors.setVictims(List.of(party(VICTIM, AgeBand.ADULT))).build()))
                .as("an adult's image is none of a child")
                .containsExactly("sextortion", "spam", "sadisticOnlineExploitation");
        CaseEvidence byVictim = CaseEvidence.newBuilder(asks)
                .setSender(party(VICTIM, AgeBand.UNKNOWN))
                .build();
        assertThat(annotations(poorest()
                        .setVictims(List.of(party(VICTIM, AgeBand.UNKNOWN)))
                        .setEvidence(List.of(byVictim))
                        .build()))
                .containsExactly("sextortion");
    }

    private static List<String> annotations(Case what) {
        return Draft.of(what).names(SUMMARY + "/reportAnnotations/*");
    }

    @Test
    void sextortionIsWhatAReportableAlertSaysThatStands() {
        Case.Builder withdrawn = poorest()
                .setAlerts(List.of(
                        alert("a", "p").build(),
                        alert("b", "p").setWithdrawn(true).setSupersedes("a").build()));
        Case.Builder unreportable =
                poorest().setAlerts(List.of(alert("a", "p").setReportable(false).build()));

        assertThat(annotations(withdrawn.build())).isEmpty();
        assertThat(annotations(unreportable.build())).isEmpty();
        assertThat(annotations(
                        poorest().setAlerts(List.of(alert("a", "p").build())).build()))
                .containsExactly("sextortion");
    }

    @Test
    void escalationIsAReasonAndOnlyThereForOne() {
        String path = SUMMARY + "/escalateToHighPriority";

        assertThat(Draft.of(poorest().build()).all(path)).isEmpty();
        assertThat(Draft.of(poorest().setCrisis(true).build()).all(path))
                .singleElement()
                .asString()
                .contains("A life may be at risk")
                .doesNotContain("time after which");
        assertThat(Draft.of(Cases.richest()).all(path))
                .singleElement()
                .asString()
                .contains("time after which");
    }

    @Test
    void theChatHasEachEventWithItsTimeItsSenderAndWhatTheCaseKeepsOfIt() {
        List<String> lines = List.of(Draft.of(Cases.richest())
                .all("/report/internetDetails/chatImIncident/content")
                .get(0)
                .split("\n"));

        assertThat(lines).hasSize(6);
        assertThat(lines.get(2))
                .startsWith("2026-03-01T10:10:00Z acc-victim (victim) MEDIA: [image/jpeg m1, SHA-256 abab")
                .endsWith("known from the list a-list, sent to be viewed once, not viewed by a person at the platform]"
                        + " [classified by the platform: nudity 0.93]");
        assertThat(lines.get(3))
                .isEqualTo("2026-03-01T10:15:00Z acc-offender (reported user) MESSAGE: words of a threat"
                        + " [classified by the platform: countdown 0.7, threat_exposure 0.8]");
        assertThat(lines.get(4))
                .isEqualTo("2026-03-01T10:20:00Z acc-offender (reported user) MESSAGE:"
                        + " [payment requested 50.0 USD by cash app to $handle]");
    }

    @Test
    void theStagesAreToldInTheOrderInWhichTheyBegan() {
        Case.Builder twoThreats = poorest()
                .setEvidence(List.of(
                        evidence("b", 4, EventKind.BLOCK, VICTIM).build(),
                        evidence("t", 1, EventKind.MESSAGE, OFFENDER)
                                .setSignals(Map.of("threat_exposure", 0.9))
                                .build(),
                        evidence("u", 3, EventKind.MESSAGE, OFFENDER)
                                .setSignals(Map.of("threat_exposure", 0.9))
                                .build()));

        assertThat(Draft.of(twoThreats.build()).all("/report/internetDetails/chatImIncident/additionalInfo"))
                .containsExactly("2026-03-01T10:01:00Z the reported user threatens to expose the victim, 2 times until"
                        + " 2026-03-01T10:03:00Z\n2026-03-01T10:04:00Z the victim blocks the reported user");
    }

    @Test
    void eachAddressIsToldOnceWithItsTimeAndItsPort() {
        Draft draft = Draft.of(Cases.richest());

        assertThat(draft.all(REPORTED + CAPTURE + "/ipAddress")).containsExactly("203.0.113.8", "203.0.113.9");
        assertThat(draft.all(REPORTED + CAPTURE + "/eventName")).containsExactly("Login", "Other");
        assertThat(draft.all(REPORTED + CAPTURE + "/dateTime"))
                .containsExactly("2026-03-01T09:00:00Z", "2026-03-01T10:20:00Z");
        assertThat(draft.all(REPORTED + CAPTURE + "/possibleProxy")).containsExactly("false", "true");
        assertThat(draft.all(REPORTED + CAPTURE + "/port")).containsExactly("40001", "40000");
        assertThat(draft.all("/report/victim" + CAPTURE + "/eventName")).containsExactly("Upload");
        assertThat(draft.all(REPORTED + "/deviceId/idValue")).containsExactly("device-o", "device-o");
    }

    @Test
    void ageIsOfTheIncidentAndComesFromADateOfBirthOnly() {
        Draft draft = Draft.of(Cases.richest());

        assertThat(draft.all("/report/victim/victimPerson/age"))
                .as("the day before its birthday")
                .containsExactly("14");
        assertThat(draft.all("/report/victim/victimPerson/dateOfBirth")).containsExactly("2011-03-02");
        assertThat(draft.all("/report/victim/additionalInfo"))
                .containsExactly("Age band known to the platform: AGE_13_15, declared.");
        for (String none : List.of("2999-01-01", "1880-01-01", "2011-02-30", "yesterday")) {
            Case other = Case.newBuilder(Cases.richest())
                    .setProfiles(List.of(Cases.profile(VICTIM, none)))
                    .build();
            assertThat(Draft.of(other).names("/report/victim/victimPerson/*"))
                    .as(none)
                    .containsExactly("phone", "email");
        }
    }

    @Test
    void aCountryIsOneThatTheSchemaKnows() {
        assertThat(Draft.of(Cases.richest()).all(REPORTED + "/estimatedLocation/countryCode"))
                .as("the profile's before the party's")
                .containsExactly("US");
        Case elsewhere = Case.newBuilder(Cases.richest()).setProfiles(List.of()).build();
        assertThat(Draft.of(elsewhere).all(REPORTED + "/estimatedLocation/countryCode"))
                .containsExactly("NG");
    }

    @Test
    void linkedAccountsAreToldOnceEachTheHeaviestFirstAndPaymentsByWhereTheyGo() {
        Draft draft = Draft.of(Cases.richest());

        assertThat(draft.all(REPORTED + "/associatedAccount/@type")).containsExactly("Linked", "Linked", "Billing");
        assertThat(draft.all(REPORTED + "/associatedAccount/espIdentifier")).containsExactly("acc-before", "acc-other");
        assertThat(draft.all(REPORTED + "/associatedAccount[1]/additionalInfo"))
                .containsExactly("Shares with the reported user: DEVICE (weight 0.9), IP (weight 0.25)."
                        + " Cases of the platform: case-of-acc-before.");
        assertThat(draft.all(REPORTED + "/associatedAccount[3]/screenName")).containsExactly("$handle");
        assertThat(draft.all(REPORTED + "/associatedAccount[3]/platform/@thirdPartyUser"))
                .containsExactly("true");
        assertThat(draft.all(REPORTED + "/associatedAccount[3]/additionalInfo")
                        .get(0)
                        .split("\n"))
                .hasSize(2);
    }

    @Test
    void earlierReportsAndTheRingAreTold() {
        Draft draft = Draft.of(Cases.richest(), 4L, 5L);

        assertThat(draft.all(REPORTED + "/priorCTReports")).containsExactly("4", "5");
        assertThat(draft.all(REPORTED + "/groupIdentifier")).containsExactly("acc-before");
    }

    @Test
    void whatXmlHasNoPlaceForIsReplacedAndAllElseIsKept() {
        Case.Builder hostile = poorest()
                .setEvidence(List.of(evidence("e", 0, EventKind.MESSAGE, OFFENDER)
                        .setText("\u0000\u0008<b>&amp; ]]> \uD83D\uDE00 \uD800 \uFFFE\u007F")
                        .build()));

        assertThat(Draft.of(hostile.build()).all("//content").get(0))
                .endsWith(": \uFFFD\uFFFD<b>&amp; ]]> \uD83D\uDE00 \uFFFD \uFFFD\u007F");
    }

    @Test
    void aLongConversationIsToldInFull() {
        String words = "w".repeat(4 * 1024);
        List<CaseEvidence> evidence = new ArrayList<>();
        IntStream.range(0, 2_600)
                .forEach(i -> evidence.add(evidence("e" + i, i, EventKind.MESSAGE, OFFENDER)
                        .setText(words)
                        .build()));

        assertThat(Draft.of(poorest().setEvidence(evidence).build())
                        .all("//content")
                        .get(0))
                .as("ten megabytes")
                .hasSizeGreaterThan(10 * 1024 * 1024);
    }
}
