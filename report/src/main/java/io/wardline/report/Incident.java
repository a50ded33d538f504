// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import io.wardline.v1.Case;
import io.wardline.v1.CaseAlert;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.EventKind;
import io.wardline.v1.Payment;
import io.wardline.v1.PaymentDirection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a case amounts to, in the terms of a report. Pure.
 *
 * @param victims each once, and never the offender
 * @param evidence in the order of time
 * @param stages what the crime came to, with the evidence of each in the order of time
 * @param alerts those that stand
 */
record Incident(
        Case what,
        Account offender,
        List<Account> victims,
        List<CaseEvidence> evidence,
        Map<Stage, List<CaseEvidence>> stages,
        List<CaseAlert> alerts) {
    /** From here on a classifier's score counts, as for the patterns (contract: admission). */
    private static final double FLOOR = 0.5;

    private static final Set<String> IMAGE_SIGNALS =
            Set.of("nudity", "self_generated_content", "csam", "csam_hash_match");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    /** What happens in the course of the crime, in its usual order. */
    enum Stage {
        CONTACT("contact is made"),
        IMAGE_REQUEST("the reported user, classified as: asks for an image"),
        IMAGE("the victim sends media, classified as an intimate image or not classified"),
        THREAT("the reported user, classified as: threatens to expose somebody"),
        DEMAND("the reported user demands money, by the payment or as classified"),
        PAYMENT("the victim sends money"),
        SELF_HARM("words classified as of self-harm"),
        USER_REPORT("the victim reports the conversation"),
        BLOCK("the victim blocks");

        private final String phrase;

        Stage(String phrase) {
            this.phrase = phrase;
        }

        /** In words, for a person who knows nothing of the platform. */
        String phrase() {
            return phrase;
        }
    }

    static Incident of(Case what) {
        List<CaseEvidence> evidence = what.getEvidence().stream()
                .sorted(Comparator.comparing(CaseEvidence::getOccurredAt).thenComparing(CaseEvidence::getEventId))
                .toList();
        Map<String, Account> victims = new LinkedHashMap<>();
        what.getVictims().forEach(victim -> victims.putIfAbsent(victim.getAccountId(), Account.of(what, victim)));
        victims.remove(what.getOffender().getAccountId());
        Map<Stage, List<CaseEvidence>> stages = new EnumMap<>(Stage.class);
        for (CaseEvidence event : evidence) {
            boolean byOffender =
                    event.getSender().getAccountId().equals(what.getOffender().getAccountId());
            for (Stage stage : Stage.values()) {
                if (isOf(
                        stage,
                        event,
                        byOffender,
                        victims.containsKey(event.getSender().getAccountId()))) {
                    stages.computeIfAbsent(stage, s -> new ArrayList<>()).add(event);
                }
            }
        }
        return new Incident(
                what,
                Account.of(what, what.getOffender()),
                List.copyOf(victims.values()),
                evidence,
                stages,
                standing(what.getAlerts()));
    }

    private static boolean isOf(Stage stage, CaseEvidence event, boolean byOffender, boolean byVictim) {
        return switch (stage) {
            case CONTACT -> event.getKind() == EventKind.CONTACT;
            case IMAGE_REQUEST -> byOffender && has(event, "image_request");
            case IMAGE -> byVictim && isImage(event);
            case THREAT -> byOffender && has(event, "threat_exposure");
            case DEMAND -> byOffender && isDemand(event);
            case PAYMENT -> byVictim && direction(event) == PaymentDirection.SENT;
            case SELF_HARM -> has(event, "self_harm");
            case USER_REPORT -> byVictim && event.getKind() == EventKind.USER_REPORT;
            case BLOCK -> byVictim && event.getKind() == EventKind.BLOCK;
        };
    }

    /** Media that nothing scored may be one; what was scored and found harmless is none. */
    private static boolean isImage(CaseEvidence event) {
        boolean matched = event.getMedia().stream().anyMatch(media -> media.getHashMatch() != null);
        boolean scored = IMAGE_SIGNALS.stream().anyMatch(event.getSignals()::containsKey);
        return matched
                || IMAGE_SIGNALS.stream().anyMatch(signal -> has(event, signal))
                || (event.getKind() == EventKind.MEDIA && !scored);
    }

    private static boolean isDemand(CaseEvidence event) {
        PaymentDirection direction = direction(event);
        return direction == PaymentDirection.REQUESTED
                || (direction != PaymentDirection.SENT && has(event, "payment_request"));
    }

    private static PaymentDirection direction(CaseEvidence event) {
        Payment payment = event.getPayment();
        return payment == null ? PaymentDirection.UNKNOWN : payment.getDirection();
    }

    private static boolean has(CaseEvidence event, String signal) {
        return event.getSignals().getOrDefault(signal, 0.0) >= FLOOR;
    }

    /** The scores that count, by name. */
    static List<String> telling(CaseEvidence event) {
        return new TreeMap<>(event.getSignals())
                .entrySet().stream()
                        .filter(signal -> signal.getValue() >= FLOOR)
                        .map(signal -> signal.getKey() + " " + signal.getValue())
                        .toList();
    }

    /** Neither withdrawn nor replaced. */
    private static List<CaseAlert> standing(List<CaseAlert> alerts) {
        Set<String> replaced = alerts.stream()
                .flatMap(alert -> Optional.ofNullable(alert.getSupersedes()).stream())
                .collect(Collectors.toSet());
        return alerts.stream()
                .filter(alert -> !alert.getWithdrawn() && !replaced.contains(alert.getAlertId()))
                .toList();
    }

    /** The first threat, else the first demand, else the first evidence; of a case without any, when it was opened. */
    Instant time() {
        return moment(Stage.THREAT)
                .or(() -> moment(Stage.DEMAND))
                .or(() -> evidence.stream()
                        .map(CaseEvidence::getOccurredAt)
                        .filter(Incident::isTellable)
                        .findFirst())
                .or(() -> Optional.of(what.getOpenedAt()).filter(Incident::isTellable))
                .orElse(Instant.EPOCH);
    }

    /** XML Schema's dateTime has years of four digits, of which readers take those since the year 1. */
    static boolean isTellable(Instant time) {
        return !time.isBefore(FIRST) && time.isBefore(END);
    }

    /** What {@link #time} is the time of. */
    String timeOf() {
        if (moment(Stage.THREAT).isPresent()) {
            return "The first event that the platform classified as a threat to expose somebody, by the clock of the platform, in UTC.";
        }
        if (moment(Stage.DEMAND).isPresent()) {
            return "The first demand for money, by the clock of the platform, in UTC.";
        }
        return evidence.stream().noneMatch(event -> isTellable(event.getOccurredAt()))
                ? "When the case was opened, in UTC: no evidence with a time is at hand."
                : "The first event of the conversation that is evidence, by the clock of the platform, in UTC.";
    }

    private Optional<Instant> moment(Stage stage) {
        return stages.getOrDefault(stage, List.of()).stream()
                .map(CaseEvidence::getOccurredAt)
                .filter(Incident::isTellable)
                .findFirst();
    }

    /** Cases are opened for what has to be reported; one that stands on corrected alerts alone is for a person to look at. */
    boolean isSextortion() {
        return what.getAlerts().isEmpty() || alerts.stream().anyMatch(CaseAlert::getReportable);
    }

    /** The offender wants images of somebody who is known to be a child. */
    boolean isSolicitation() {
        return stages.containsKey(Stage.IMAGE_REQUEST) && hasMinor();
    }

    boolean isAmongMinors() {
        return offender.isMinor(time()) && hasMinor();
    }

    private boolean hasMinor() {
        return victims.stream().anyMatch(victim -> victim.isMinor(time()));
    }

    /** Whether each victim is known to be an adult. */
    boolean isAboutAdults() {
        return !victims.isEmpty() && !hasMinor() && victims.stream().allMatch(victim -> victim.isAgeKnown(time()));
    }

    /** Whether words of self-harm came after a threat. */
    boolean isLifeThreatened() {
        Optional<Instant> threat = moment(Stage.THREAT);
        return threat.isPresent()
                && stages.getOrDefault(Stage.SELF_HARM, List.of()).stream()
                        .anyMatch(event -> !event.getOccurredAt().isBefore(threat.get()));
    }

    /** Whether the offender said something that a classifier names so. */
    boolean offenderSaid(String signal) {
        return evidence.stream().filter(this::isByOffender).anyMatch(event -> has(event, signal));
    }

    /**
     * What the offender asked for and others sent, by where it goes: each handle with its events in the order of time. A handle that a victim
     * asks money to is not the offender's.
     */
    Map<String, List<CaseEvidence>> payments() {
        Map<String, List<CaseEvidence>> payments = new TreeMap<>();
        for (CaseEvidence event : evidence) {
            Payment payment = event.getPayment();
            if (payment != null && Account.isSaid(payment.getHandle()) && isToOffender(event)) {
                payments.computeIfAbsent(payment.getMethod() + " " + payment.getHandle(), h -> new ArrayList<>())
                        .add(event);
            }
        }
        return payments;
    }

    private boolean isToOffender(CaseEvidence event) {
        return isByOffender(event) != (direction(event) == PaymentDirection.SENT);
    }

    private boolean isByOffender(CaseEvidence event) {
        return event.getSender().getAccountId().equals(offender.id());
    }
}
