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
import io.wardline.v1.CaseNetwork;
import io.wardline.v1.EventKind;
import io.wardline.v1.Network;
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
                        "accountPermanentlyDisabled",
                        "estimatedLocation",
                        "associatedAccount",
                        "associatedAccount",
                        "associatedAccount",
                        "additionalInfo");
    }

    @Test
    void aDisabledAccountIsToldWithItsDate() {
        Draft draft = Draft.of(Cases.richest());

        assertThat(draft.all(REPORTED + "/accountPermanentlyDisabled")).containsExactly("true");
        assertThat(draft.all(REPORTED + "/accountPermanentlyDisabled/@disabledDate"))
                .containsExactly("2026-03-01T11:00:00Z");
        assertThat(draft.all(REPORTED + "/compromisedAccount")).isEmpty();
        assertThat(draft.all("/report/victim/accountPermanentlyDisabled")).isEmpty();
    }

    @Test
    void aLinkedAccountIsToldWithItsProfile() {
        Draft draft = Draft.of(Cases.richest());
        String linked = REPORTED + "/associatedAccount[espIdentifier='acc-before']";

        assertThat(draft.names(linked + "/*"))
                .containsExactly(
                        "phone",
                        "email",
                        "espService",
                        "espIdentifier",
                        "profileUrl",
                        "screenName",
                        "displayName",
                        "profileBio",
                        "compromisedAccount",
                        "accountPermanentlyDisabled",
                        "additionalInfo");
        assertThat(draft.all(linked + "/screenName")).containsExactly("name-of-acc-before");
        assertThat(draft.names(REPORTED + "/associatedAccount[espIdentifier='acc-other']/*"))
                .containsExactly("espService", "espIdentifier", "additionalInfo");
    }

    /** A platform may tell an address and a device of one event apart. */
    @Test
    void eachPlaceOfAnEventIsToldOnce() {
        CaseNetwork address = CaseNetwork.newBuilder()
                .setAccountId(OFFENDER)
                .setEventId("e-1")
                .setEventKind("CREATED")
                .setOccurredAt(Cases.START)
                .setIp("203.0.113.9")
                .setPort(null)
                .setDeviceId(null)
                .setProxy(null)
                .build();
        CaseNetwork device = CaseNetwork.newBuilder(address)
                .setIp(null)
                .setDeviceId("device-o")
                .build();
        Draft draft = Draft.of(
                poorest().setNetworks(List.of(address, device, address, device)).build());

        assertThat(draft.all(REPORTED + CAPTURE + "/eventName")).containsExactly("Registration");
        assertThat(draft.all(REPORTED + "/deviceId/idValue")).containsExactly("device-o");
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
        for (AgeBand band : List.of(AgeBand.ADULT, AgeBand.UNKNOWN)) {
            assertThat(annotations(
                            minors.setVictims(List.of(party(VICTIM, band))).build()))
                    .as("nobody says that this is a child: %s", band)
                    .containsExactly("sextortion", "spam", "sadisticOnlineExploitation");
        }
        CaseEvidence byVictim = CaseEvidence.newBuilder(asks)
                .setSender(party(VICTIM, AgeBand.UNKNOWN))
                .build();
        assertThat(annotations(poorest()
                        .setVictims(List.of(party(VICTIM, AgeBand.UNKNOWN)))
                        .setEvidence(List.of(byVictim))
                        .build()))
                .containsExactly("sextortion");
    }

    @Test
    void theYoungestThatIsKnownOfAVictimCounts() {
        CaseEvidence asks = evidence("i", 1, EventKind.MESSAGE, OFFENDER)
                .setSignals(Map.of("image_request", 0.9))
                .build();
        Case born = poorest()
                .setVictims(List.of(party(VICTIM, AgeBand.ADULT)))
                .setProfiles(List.of(Cases.profile(VICTIM, "2011-03-02")))
                .setEvidence(List.of(asks))
                .build();

        assertThat(annotations(born)).contains("csamSolicitation");
        assertThat(ReportDraft.of(born, Draft.REPORTER, List.of()).isAboutAdults())
                .isFalse();
        assertThat(Completeness.of(born).missing()).doesNotContain("victim.age");
    }

    @Test
    void whoIsReportedIsNobodysVictimAndEachVictimIsToldOnce() {
        Case odd = poorest()
                .setOffender(party(OFFENDER, AgeBand.AGE_16_17))
                .setVictims(List.of(
                        party(OFFENDER, AgeBand.AGE_16_17), party(VICTIM, AgeBand.ADULT), party(VICTIM, AgeBand.ADULT)))
                .build();

        assertThat(Draft.of(odd).all("/report/victim/espIdentifier")).containsExactly(VICTIM);
        assertThat(annotations(odd)).containsExactly("sextortion");
    }

    /** Police take a line for the platform's own. */
    @Test
    void nobodysWordsCanBeTakenForALineOfTheDraft() {
        String forged = "2026-03-01T10:05:00Z acc-victim (victim) MESSAGE: words: I am 25";
        Case hostile = poorest()
                .setVictims(List.of(party(VICTIM, AgeBand.UNKNOWN)))
                .setEvidence(List.of(evidence("e", 0, EventKind.MESSAGE, OFFENDER)
                        .setText("hi\n" + forged + "\u2028" + forged + "\r\n[viewed by a person at the platform]")
                        .setPayment(Cases.payment(PaymentDirection.REQUESTED, "x] [y\n" + forged))
                        .build()))
                .build();
        Draft draft = Draft.of(hostile);

        assertThat(draft.all("//content").get(0).lines().filter(line -> !line.startsWith("    ")))
                .singleElement()
                .asString()
                .startsWith("2026-03-01T10:00:00Z acc-offender (reported user) MESSAGE: [payment requested")
                .endsWith("] words: hi");
        assertThat(draft.all("//associatedAccount/additionalInfo").get(0).lines())
                .hasSize(1);
    }

    @Test
    void aHandleIsTheOffendersWhenTheOffenderAsksForMoneyToItOrOthersSendSomeThere() {
        CaseEvidence asked = evidence("a", 0, EventKind.MESSAGE, OFFENDER)
                .setPayment(Cases.payment(PaymentDirection.REQUESTED, "$theirs"))
                .build();
        CaseEvidence paid = evidence("b", 1, EventKind.MESSAGE, VICTIM)
                .setPayment(Cases.payment(PaymentDirection.SENT, "$also"))
                .build();
        CaseEvidence victims = evidence("c", 2, EventKind.MESSAGE, VICTIM)
                .setPayment(Cases.payment(PaymentDirection.REQUESTED, "$kid"))
                .build();
        CaseEvidence gave = evidence("d", 3, EventKind.MESSAGE, OFFENDER)
                .setPayment(Cases.payment(PaymentDirection.SENT, "$kid"))
                .build();
        CaseEvidence nowhere = evidence("e", 4, EventKind.MESSAGE, OFFENDER)
                .setPayment(Cases.payment(PaymentDirection.REQUESTED, " "))
                .build();

        assertThat(Draft.of(poorest()
                                .setEvidence(List.of(asked, paid, victims, gave, nowhere))
                                .build())
                        .all("//associatedAccount/screenName"))
                .containsExactlyInAnyOrder("$theirs", "$also");
    }

    @Test
    void aPortIsOneThatThereIs() {
        for (int none : new int[] {0, -1, 70_000}) {
            Case what = poorest()
                    .setEvidence(List.of(evidence("e", 0, EventKind.MESSAGE, OFFENDER)
                            .setNetwork(Network.newBuilder()
                                    .setIp("203.0.113.9")
                                    .setPort(none)
                                    .setDeviceId(null)
                                    .setProxy(null)
                                    .build())
                            .build()))
                    .build();
            assertThat(Draft.of(what).names(REPORTED + CAPTURE + "/*")).doesNotContain("port");
            assertThat(Completeness.of(what).missing()).contains("offender.port");
        }
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
        Case words = poorest()
                .setCrisis(true)
                .setEvidence(List.of(
                        evidence("t", 1, EventKind.MESSAGE, OFFENDER)
                                .setSignals(Map.of("threat_exposure", 0.9))
                                .build(),
                        evidence("w", 2, EventKind.MESSAGE, VICTIM)
                                .setSignals(Map.of("self_harm", 0.9))
                                .build()))
                .build();

        assertThat(Draft.of(poorest().build()).all(path)).isEmpty();
        assertThat(Draft.of(poorest().setCrisis(true).build()).all(path))
                .as("of why it is a crisis the case says nothing")
                .containsExactly("The platform's patterns tell that a life may be at risk now.");
        assertThat(Draft.of(words).all(path))
                .containsExactly("A life may be at risk now: words classified as of self-harm came after a threat.");
        assertThat(Draft.of(Cases.richest()).all(path))
                .singleElement()
                .asString()
                .endsWith("sets a time after which the threat is to be carried out.");
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
                .endsWith(
                        "known from the list a-list, sent to be viewed once] [classified by the platform: nudity 0.93]");
        assertThat(lines.get(3))
                .isEqualTo("2026-03-01T10:15:00Z acc-offender (reported user) MESSAGE:"
                        + " [classified by the platform: countdown 0.7, threat_exposure 0.8] words: words of a threat");
        assertThat(lines.get(4))
                .isEqualTo("2026-03-01T10:20:00Z acc-offender (reported user) MESSAGE:"
                        + " [payment requested 50.0 USD by cash app to $handle]");
    }

    @Test
    void theStagesAreToldInTheOrderInWhichTheyBegan() {
        Case.Builder twoThreats = poorest()
                .setVictims(List.of(party(VICTIM, AgeBand.UNKNOWN)))
                .setEvidence(List.of(
                        evidence("b", 4, EventKind.BLOCK, VICTIM).build(),
                        evidence("t", 1, EventKind.MESSAGE, OFFENDER)
                                .setSignals(Map.of("threat_exposure", 0.9))
                                .build(),
                        evidence("u", 3, EventKind.MESSAGE, OFFENDER)
                                .setSignals(Map.of("threat_exposure", 0.9))
                                .build()));

        assertThat(Draft.of(twoThreats.build()).all("/report/internetDetails/chatImIncident/additionalInfo"))
                .containsExactly(
                        "2026-03-01T10:01:00Z the reported user, classified as: threatens to expose somebody, 2 times until"
                                + " 2026-03-01T10:03:00Z\n2026-03-01T10:04:00Z the victim blocks");
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
                .endsWith("words: \uFFFD\uFFFD<b>&amp; ]]> \uD83D\uDE00 \uFFFD \uFFFD\u007F");
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
