// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.samples;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One conversation being told: its cast, its clock, and verbs for what people do in it. All chance comes from its own seed. */
final class Scene {
    private static final List<String> METHODS =
            List.of("CASH_APP", "GIFT_CARD", "PAYPAL", "VENMO", "ZELLE", "APPLE_CASH", "CRYPTO");
    private static final List<String> COUNTRIES = List.of("US", "US", "US", "GB", "CA", "AU");
    private static final List<String> AGE_SOURCES = List.of("DECLARED", "DECLARED", "ESTIMATED", "VERIFIED");
    private static final List<String> YOUNG =
            List.of("AGE_16_17", "AGE_13_15", "AGE_16_17", "AGE_13_15", "UNKNOWN", "UNDER_13");
    private static final List<String> ANY_AGE =
            List.of("AGE_13_15", "AGE_16_17", "ADULT", "ADULT", "UNKNOWN", "UNDER_13");

    /** How many people stand behind the guilty accounts: they share devices and addresses, as in the removals on record. */
    private static final int OPERATORS = 20;

    private static final int OFFENDER_ACCOUNTS = 45;

    private final int number;
    private final int copy;
    private final Random random;
    private final String name;
    private final List<Line> lines = new ArrayList<>();
    private Instant now;
    private int told;

    /**
     * @param number of this conversation among all
     * @param copy of this conversation among those of its story
     */
    Scene(int number, int copy, long seed, Instant earliest, Duration slack) {
        this.number = number;
        this.copy = copy;
        this.random = new Random(seed);
        this.name = hex(random);
        this.now = earliest.plusMillis(random.nextInt(Math.toIntExact(slack.toMillis())));
    }

    String conversationId() {
        return "conv-" + name;
    }

    List<Line> lines() {
        return lines;
    }

    /** Which copy of its story this is, so that copies can differ on purpose and not by chance. */
    int copy() {
        return copy;
    }

    /** Whether, with this probability in percent. */
    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    // ---- cast

    /** One of a pool of accounts, so that some approach several people. */
    Party offender() {
        int account = number % OFFENDER_ACCOUNTS;
        Random its = new Random(7_000_003L + account);
        int operator = account % OPERATORS;
        String band = account % 5 == 0 ? "AGE_16_17" : account % 3 == 0 ? "UNKNOWN" : "ADULT";
        return new Party(
                "acc-" + hex(its),
                band,
                "DECLARED",
                account % 4 == 0 ? "US" : "NG",
                "dev-op%02d".formatted(operator),
                "203.0.113." + (operator + 10));
    }

    /** Mostly 13 to 17; every band comes up. */
    Party victim() {
        return number % 7 == 3 ? person("ADULT") : person(YOUNG.get(number % YOUNG.size()));
    }

    Party anyone() {
        return person(ANY_AGE.get(random.nextInt(ANY_AGE.size())));
    }

    Party person(String ageBand) {
        return new Party(
                "acc-" + hex(random),
                ageBand,
                pick(AGE_SOURCES),
                pick(COUNTRIES),
                "dev-" + hex(random),
                "198.51.100." + (1 + random.nextInt(250)));
    }

    List<Party> persons(int count, String ageBand) {
        List<Party> group = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            group.add(person(ageBand));
        }
        return group;
    }

    // ---- time

    Scene afterSeconds(int least, int most) {
        now = now.plusMillis(1000L * least + random.nextInt(1000 * (most - least) + 1));
        return this;
    }

    Scene afterMinutes(int least, int most) {
        return afterSeconds(60 * least, 60 * most);
    }

    Scene afterHours(int least, int most) {
        return afterMinutes(60 * least, 60 * most);
    }

    // ---- what people do

    Line contact(Party from, Party to) {
        return act("CONTACT", from, List.of(to));
    }

    Line message(Party from, Party to) {
        return message(from, List.of(to));
    }

    Line message(Party from, List<Party> to) {
        return act("MESSAGE", from, to);
    }

    /** A few messages to and fro that say nothing of note: what most of any conversation is. */
    void chat(Party one, Party other, int least, int most) {
        int count = least + random.nextInt(most - least + 1);
        for (int i = 0; i < count; i++) {
            afterSeconds(10, 90);
            Line line = i % 2 == 0 ? message(one, other) : message(other, one);
            if (chance(15)) {
                line.signal("grooming", 1, 20);
            }
        }
    }

    /** A photo of something harmless. */
    Line photo(Party from, List<Party> to) {
        return act("MEDIA", from, to).item(mediaId(), "image/jpeg", false).signal("nudity", 0, 8);
    }

    Line photo(Party from, Party to) {
        return photo(from, List.of(to));
    }

    /** An intimate image, as its classifier's score tells. */
    Line image(Party from, Party to) {
        return image(from, List.of(to));
    }

    Line image(Party from, List<Party> to) {
        return act("MEDIA", from, to)
                .item(mediaId(), chance(25) ? "video/mp4" : "image/jpeg", chance(40))
                .signal("nudity", 75, 98);
    }

    Line threat(Party from, Party to) {
        return threat(from, List.of(to));
    }

    Line threat(Party from, List<Party> to) {
        Line line = message(from, to).signal("threat_exposure", 62, 97).signal("sextortion", 40, 95);
        return chance(20) ? line.text("[threat text]") : line;
    }

    /** Demands come as a payment request, as a payment that a classifier reads as one, or as words alone. */
    Line demand(Party from, Party to) {
        return demand(from, List.of(to));
    }

    Line demand(Party from, List<Party> to) {
        return demanding(message(from, to));
    }

    Line demanding(Line line) {
        line.signal("payment_request", 66, 97);
        return switch (copy % 3) {
            case 0 -> line.payment("REQUESTED", pick(METHODS), handle(), dollars(9, 500));
            case 1 -> line.payment("UNKNOWN", pick(METHODS), handle(), dollars(9, 500));
            default -> line;
        };
    }

    Line pays(Party from, Party to, int least, int most) {
        return message(from, to).payment("SENT", pick(METHODS), handle(), dollars(least, most));
    }

    /** Asks as friends do. It is a demand to the letter; what makes it innocent is all that is missing around it. */
    Line asksForMoney(Party from, Party to, int least, int most) {
        return message(from, to)
                .signal("payment_request", 55, 90)
                .payment("REQUESTED", pick(METHODS), handle(), dollars(least, most));
    }

    Line looksAtFollowers(Party from, Party of) {
        return act("FOLLOWERS_VIEW", from, List.of(of));
    }

    Line call(Party from, Party to) {
        return act("CALL", from, List.of(to));
    }

    Line link(Party from, Party to) {
        return act("LINK", from, List.of(to));
    }

    Line blocks(Party from, Party whom) {
        return act("BLOCK", from, List.of(whom));
    }

    Line reports(Party from, Party whom) {
        return act("USER_REPORT", from, List.of(whom));
    }

    private Line act(String kind, Party from, List<Party> to) {
        told++;
        String eventId = "evt-%s-%03d".formatted(name, told);
        Line line = new Line(eventId, conversationId(), now, now.plus(delay()), random).between(kind, from, to);
        lines.add(line);
        return line;
    }

    /** Most are known within a second; one in 15 is minutes late, and so comes after what happened later. */
    private Duration delay() {
        return chance(7) ? Duration.ofSeconds(45 + random.nextInt(400)) : Duration.ofMillis(200 + random.nextInt(700));
    }

    /** Delivers some events once more, as at-least-once does. Told last, when the events are whole. */
    void redeliver() {
        for (Line line : List.copyOf(lines)) {
            if (chance(2)) {
                lines.add(line.again(line.knownAt().plusSeconds(5 + random.nextInt(600))));
            }
        }
    }

    private String mediaId() {
        return "media-" + name + "-" + told;
    }

    private String handle() {
        return "$pay-" + hex(random).substring(0, 6);
    }

    private int dollars(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String hex(Random random) {
        return "%08x".formatted(random.nextInt());
    }
}
