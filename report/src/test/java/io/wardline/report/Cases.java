// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import io.wardline.v1.AgeBand;
import io.wardline.v1.AgeSource;
import io.wardline.v1.Case;
import io.wardline.v1.CaseAlert;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.CaseNetwork;
import io.wardline.v1.CaseProfile;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.EventKind;
import io.wardline.v1.IdentifierType;
import io.wardline.v1.LinkedAccount;
import io.wardline.v1.Media;
import io.wardline.v1.Network;
import io.wardline.v1.Party;
import io.wardline.v1.Payment;
import io.wardline.v1.PaymentDirection;
import io.wardline.v1.PaymentMethod;
import io.wardline.v1.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Invented cases, from the poorest to the richest. */
final class Cases {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    static final String OFFENDER = "acc-offender";
    static final String VICTIM = "acc-victim";

    private static final String HOSTILE = "a<b>&\"'\u0000\u0008\uFFFE\uD800 ]]> \uD83D\uDE00\r\n";

    private Cases() {}

    static Party party(String id, AgeBand band) {
        return Party.newBuilder()
                .setAccountId(id)
                .setAgeBand(band)
                .setAgeSource(null)
                .setCountry(null)
                .build();
    }

    /** With what a case can't be without. */
    static Case.Builder poorest() {
        return Case.newBuilder()
                .setCaseId("case-1")
                .setStatus(CaseStatus.OPEN)
                .setSeverity(Severity.HIGH)
                .setCrisis(false)
                .setOffender(party(OFFENDER, AgeBand.UNKNOWN))
                .setVictims(List.of())
                .setConversationId("conv-1")
                .setOpenedAt(START)
                .setKnownAt(START)
                .setBreached(false)
                .setEvidenceThinned(false);
    }

    static CaseEvidence.Builder evidence(String id, int minute, EventKind kind, String sender) {
        return CaseEvidence.newBuilder()
                .setEventId(id)
                .setOccurredAt(START.plusSeconds(60L * minute))
                .setKnownAt(START.plusSeconds(60L * minute + 1))
                .setKind(kind)
                .setSender(party(sender, AgeBand.UNKNOWN))
                .setRecipients(List.of());
    }

    static CaseAlert.Builder alert(String id, String pattern) {
        return CaseAlert.newBuilder()
                .setAlertId(id)
                .setPatternId(pattern)
                .setPatternRevision(1)
                .setStep("demand")
                .setSeverity(Severity.CRITICAL)
                .setCrisis(false)
                .setReportable(true)
                .setOccurredAt(START.plusSeconds(1200))
                .setKnownAt(START.plusSeconds(1201))
                .setWithdrawn(false);
    }

    static Payment payment(PaymentDirection direction, @Nullable String handle) {
        return Payment.newBuilder()
                .setDirection(direction)
                .setMethod(PaymentMethod.CASH_APP)
                .setHandle(handle)
                .setAmount(50.0)
                .setCurrency("USD")
                .build();
    }

    /** All that the contract lets a case know. */
    static Case richest() {
        return poorest()
                .setCrisis(true)
                .setOffender(Party.newBuilder(party(OFFENDER, AgeBand.ADULT))
                        .setAgeSource(AgeSource.ESTIMATED)
                        .setCountry("ng")
                        .build())
                .setVictims(List.of(Party.newBuilder(party(VICTIM, AgeBand.AGE_13_15))
                        .setAgeSource(AgeSource.DECLARED)
                        .setCountry("US")
                        .build()))
                .setDeadline(START.plusSeconds(72 * 3600))
                .setAlerts(List.of(
                        alert("first", "image-threat-payment").build(),
                        alert("second", "image-threat-payment")
                                .setSupersedes("first")
                                .build()))
                .setEvidence(List.of(
                        evidence("e1", 0, EventKind.CONTACT, OFFENDER).build(),
                        evidence("e2", 5, EventKind.MESSAGE, OFFENDER)
                                .setSignals(Map.of("image_request", 0.9))
                                .build(),
                        evidence("e3", 10, EventKind.MEDIA, VICTIM)
                                .setSignals(Map.of("nudity", 0.93))
                                .setMedia(List.of(Media.newBuilder()
                                        .setMediaId("m1")
                                        .setMediaType("image/jpeg")
                                        .setSha256("ab".repeat(32))
                                        .setMd5("cd".repeat(16))
                                        .setPdq("ef".repeat(32))
                                        .setViewOnce(true)
                                        .setHashMatch("a-list")
                                        .setViewedByPerson(false)
                                        .build()))
                                .setNetwork(Network.newBuilder()
                                        .setIp("198.51.100.7")
                                        .setPort(50_001)
                                        .setDeviceId("device-v")
                                        .setProxy(false)
                                        .build())
                                .build(),
                        evidence("e4", 15, EventKind.MESSAGE, OFFENDER)
                                .setSignals(Map.of("threat_exposure", 0.8, "countdown", 0.7))
                                .setText("words of a threat")
                                .build(),
                        evidence("e5", 20, EventKind.MESSAGE, OFFENDER)
                                .setPayment(payment(PaymentDirection.REQUESTED, "$handle"))
                                .setNetwork(Network.newBuilder()
                                        .setIp("203.0.113.9")
                                        .setPort(40_000)
                                        .setDeviceId("device-o")
                                        .setProxy(true)
                                        .build())
                                .build(),
                        evidence("e6", 30, EventKind.MESSAGE, VICTIM)
                                .setPayment(payment(PaymentDirection.SENT, "$handle"))
                                .build()))
                .setProfiles(List.of(
                        CaseProfile.newBuilder(profile(OFFENDER, "1999-02-28"))
                                .setDisabledAt(START.plusSeconds(3600))
                                .build(),
                        profile(VICTIM, "2011-03-02"),
                        CaseProfile.newBuilder(profile("acc-before", "1999-02-28"))
                                .setDisabledAt(START.minusSeconds(3600))
                                .setCompromised(true)
                                .build()))
                .setNetworks(List.of(CaseNetwork.newBuilder()
                        .setAccountId(OFFENDER)
                        .setEventId("login-1")
                        .setEventKind("LOGIN")
                        .setOccurredAt(START.minusSeconds(3600))
                        .setIp("203.0.113.8")
                        .setPort(40_001)
                        .setDeviceId("device-o")
                        .setProxy(false)
                        .build()))
                .setLinkedAccounts(List.of(
                        linked("acc-before", IdentifierType.IP, 0.25),
                        linked("acc-before", IdentifierType.DEVICE, 0.9),
                        linked("acc-other", IdentifierType.PHONE, 0.5)))
                .setGroupId("acc-before")
                .build();
    }

    static CaseProfile profile(String account, String dateOfBirth) {
        return CaseProfile.newBuilder()
                .setAccountId(account)
                .setOccurredAt(START.minusSeconds(86_400))
                .setScreenName("name-of-" + account)
                .setDisplayName("Name of " + account)
                .setProfileUrl("https://example.org/" + account)
                .setBio("bio")
                .setEmails(List.of(account + "@example.org"))
                .setPhones(List.of("+15555550100"))
                .setDateOfBirth(dateOfBirth)
                .setAgeBand(AgeBand.UNKNOWN)
                .setCountry("US")
                .build();
    }

    private static LinkedAccount linked(String account, IdentifierType type, double weight) {
        return LinkedAccount.newBuilder()
                .setAccountId(account)
                .setIdentifierType(type)
                .setWeight(weight)
                .setCaseIds(List.of("case-of-" + account))
                .build();
    }

    /**
     * A case of which each thing is known with a chance.
     *
     * @param richness from 0, of which nothing is known that need not be, to 1
     */
    static Case random(Random random, int number, double richness) {
        return new Drawing(random, richness).of(number);
    }

    private record Drawing(Random random, double richness) {
        Case of(int number) {
            List<String> accounts = List.of("o" + number, number % 7 == 0 ? "o" + number : "v" + number, "w" + number);
            return poorest()
                    .setCaseId("case-" + number)
                    .setCrisis(happens())
                    .setOffender(party(accounts.get(0)))
                    .setVictims(some(2, i -> party(accounts.get(1 + i))))
                    .setConversationId(text())
                    .setDeadline(maybe(this::time))
                    .setFiledAt(maybe(this::time))
                    .setReportId(maybe(this::text))
                    .setAlerts(some(3, i -> alert("alert-" + i, text())
                            .setWithdrawn(happens())
                            .setReportable(happens())
                            .setSupersedes(maybe(() -> "alert-" + (i + 1)))
                            .build()))
                    .setEvidence(some(40, i -> evidence(i, accounts)))
                    .setEvidenceThinned(happens())
                    .setProfiles(some(3, i -> profile(accounts.get(i))))
                    .setNetworks(some(12, i -> network(i, accounts.get(i % 3))))
                    .setLinkedAccounts(some(
                            4,
                            i -> linked(
                                    one(accounts.get(2), text()), one(IdentifierType.values()), random.nextDouble())))
                    .setGroupId(maybe(this::text))
                    .build();
        }

        private CaseEvidence evidence(int i, List<String> accounts) {
            return Cases.evidence("e" + i, random.nextInt(10_000), one(EventKind.values()), accounts.get(i % 3))
                    .setOccurredAt(random.nextInt(20) == 0 ? time() : START.plusSeconds(random.nextInt(600_000)))
                    .setSignals(
                            happens()
                                    ? Map.of(one(SIGNALS), random.nextDouble(), text(), random.nextDouble())
                                    : Map.of())
                    .setMedia(some(3, m -> Media.newBuilder()
                            .setMediaId(text())
                            .setMediaType(text())
                            .setSha256(maybe(this::text))
                            .setMd5(maybe(this::text))
                            .setPdq(maybe(this::text))
                            .setHashMatch(maybe(this::text))
                            .setViewOnce(happens())
                            .setViewedByPerson(happens())
                            .build()))
                    .setPayment(maybe(() -> Payment.newBuilder()
                            .setDirection(one(PaymentDirection.values()))
                            .setMethod(one(PaymentMethod.values()))
                            .setHandle(maybe(this::text))
                            .setAmount(maybe(random::nextDouble))
                            .setCurrency(maybe(this::text))
                            .build()))
                    .setNetwork(maybe(() -> Network.newBuilder()
                            .setIp(maybe(this::text))
                            .setPort(maybe(() -> random.nextInt(140_000) - 35_000))
                            .setDeviceId(maybe(this::text))
                            .setProxy(maybe(this::happens))
                            .build()))
                    .setText(maybe(this::text))
                    .build();
        }

        private CaseProfile profile(String account) {
            return CaseProfile.newBuilder()
                    .setAccountId(account)
                    .setOccurredAt(time())
                    .setScreenName(maybe(this::text))
                    .setDisplayName(maybe(this::text))
                    .setProfileUrl(maybe(this::text))
                    .setBio(maybe(this::text))
                    .setEmails(some(3, i -> text()))
                    .setPhones(some(3, i -> text()))
                    .setDateOfBirth(
                            maybe(() -> one("2011-02-30", "2011-02-28", "1880-01-01", "2999-01-01", "", "yesterday")))
                    .setAgeBand(one(AgeBand.values()))
                    .setCountry(maybe(this::country))
                    .setDisabledAt(maybe(this::time))
                    .setCompromised(happens())
                    .build();
        }

        private CaseNetwork network(int i, String account) {
            return CaseNetwork.newBuilder()
                    .setAccountId(account)
                    .setEventId("n" + i)
                    .setEventKind(one("LOGIN", "CREATED", "UPDATED", "MEDIA", "UNKNOWN", "", text()))
                    .setOccurredAt(time())
                    .setIp(maybe(this::text))
                    .setPort(maybe(() -> random.nextInt(140_000) - 35_000))
                    .setDeviceId(maybe(this::text))
                    .setProxy(maybe(this::happens))
                    .build();
        }

        private Party party(String id) {
            return Party.newBuilder()
                    .setAccountId(id)
                    .setAgeBand(one(AgeBand.values()))
                    .setAgeSource(maybe(() -> one(AgeSource.values())))
                    .setCountry(maybe(this::country))
                    .build();
        }

        private String country() {
            return one("US", "ng", " de ", "XX", "EU", "", "Freedonia", HOSTILE);
        }

        private String text() {
            return one("plain", "", "  ", HOSTILE, "x".repeat(5_000), "Ünïcode \uD83D\uDE00", "1", "-0", "true");
        }

        private Instant time() {
            return random.nextInt(8) == 0
                    ? one(
                            Instant.parse("-0001-01-01T00:00:00Z"),
                            Instant.parse("0000-05-01T00:00:00Z"),
                            Instant.parse("+12345-01-01T00:00:00Z"))
                    : START.plusMillis(random.nextInt());
        }

        private boolean happens() {
            return random.nextDouble() < richness;
        }

        private <T> @Nullable T maybe(Supplier<? extends @Nullable T> value) {
            return happens() ? value.get() : null;
        }

        private <T> List<T> some(int most, java.util.function.IntFunction<T> item) {
            List<T> items = new ArrayList<>();
            IntStream.range(0, most).filter(i -> happens()).forEach(i -> items.add(item.apply(i)));
            return items;
        }

        @SafeVarargs
        private <T> T one(T... of) {
            return of[random.nextInt(of.length)];
        }
    }

    private static final String[] SIGNALS = {
        "threat_exposure",
        "payment_request",
        "image_request",
        "nudity",
        "self_harm",
        "spam",
        "sadistic_exploitation",
        "countdown"
    };
}
