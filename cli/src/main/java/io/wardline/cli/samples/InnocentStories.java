// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.samples;

import static io.wardline.cli.samples.Story.innocent;

import java.time.Duration;
import java.util.List;

/** What looks alike and is none: each has one or two of the signs, never those that together make an alert. */
final class InnocentStories {
    private static final Duration HOURS = Duration.ofHours(20);

    private InnocentStories() {}

    static List<Story> all() {
        return List.of(
                innocent("plain-chat", 22, HOURS, InnocentStories::plainChat),
                innocent("lunch-money", 20, HOURS, InnocentStories::lunchMoney),
                innocent("consenting-exchange", 18, HOURS, InnocentStories::consentingExchange),
                innocent("lunch-money-after-photo", 12, HOURS, InnocentStories::lunchMoneyAfterPhoto),
                innocent("homework-threat", 12, HOURS, InnocentStories::homeworkThreat),
                innocent("exchange-then-block", 10, HOURS, InnocentStories::exchangeThenBlock),
                innocent("marketing-spam", 10, HOURS, InnocentStories::marketingSpam),
                innocent("money-request-without-images", 10, HOURS, InnocentStories::moneyRequest),
                innocent("school-group", 10, HOURS, InnocentStories::schoolGroup),
                innocent("homework-threat-scored-high", 8, HOURS, InnocentStories::homeworkThreatScoredHigh),
                innocent("consenting-exchange-lunch-hours-later", 4, HOURS, InnocentStories::exchangeAndLaterLunch));
    }

    private static void plainChat(Scene s) {
        Party one = s.anyone();
        Party other = s.anyone();
        if (s.chance(50)) {
            s.contact(one, other);
        }
        s.chat(one, other, 6, 14);
        if (s.chance(40)) {
            s.afterMinutes(1, 20).photo(other, one);
        }
        if (s.chance(30)) {
            s.afterMinutes(5, 60).call(one, other);
        }
        s.chat(other, one, 2, 6);
    }

    private static void lunchMoney(Scene s) {
        Party one = s.anyone();
        Party other = s.anyone();
        s.chat(one, other, 3, 7);
        s.afterMinutes(1, 30).asksForMoney(one, other, 5, 20);
        s.chat(other, one, 1, 3);
        if (s.chance(70)) {
            s.afterMinutes(1, 90).pays(other, one, 5, 20);
        }
        s.chat(one, other, 1, 4);
    }

    private static void lunchMoneyAfterPhoto(Scene s) {
        Party one = s.anyone();
        Party other = s.anyone();
        s.chat(one, other, 2, 5);
        s.afterMinutes(1, 5).photo(other, one).signal("nudity", 3, 3);
        s.afterMinutes(2, 30).asksForMoney(one, other, 5, 20);
        s.chat(other, one, 1, 3);
        s.afterMinutes(1, 40).pays(other, one, 5, 20);
    }

    private static void consentingExchange(Scene s) {
        String band = s.copy() % 3 == 0 ? "ADULT" : s.copy() % 3 == 1 ? "AGE_16_17" : "AGE_13_15";
        Party one = s.person(band);
        Party other = s.person(band);
        s.chat(one, other, 4, 8);
        exchange(s, one, other);
        s.chat(other, one, 3, 7);
        if (s.chance(40)) {
            s.afterHours(1, 8);
            exchange(s, other, one);
        }
        s.chat(one, other, 1, 4);
    }

    private static void exchangeAndLaterLunch(Scene s) {
        Party one = s.person("AGE_16_17");
        Party other = s.person("AGE_16_17");
        exchange(s, one, other);
        s.chat(other, one, 3, 7);
        // Far beyond the hour within which a demand after an image is told.
        s.afterHours(5, 12).asksForMoney(other, one, 5, 20);
        s.afterMinutes(1, 40).pays(one, other, 5, 20);
        s.chat(one, other, 1, 4);
    }

    private static void exchangeThenBlock(Scene s) {
        Party one = s.anyone();
        Party other = s.anyone();
        if (s.chance(50)) {
            s.contact(one, other);
        }
        s.chat(one, other, 3, 6);
        exchange(s, one, other);
        s.chat(other, one, 1, 4);
        s.afterMinutes(5, 300).blocks(other, one);
    }

    private static void homeworkThreat(Scene s) {
        Party one = s.anyone();
        Party other = s.anyone();
        s.chat(one, other, 3, 7);
        s.afterMinutes(1, 10).message(one, other).signal("threat_exposure", 20, 45);
        s.chat(other, one, 2, 5);
        if (s.chance(50)) {
            s.afterMinutes(1, 30).message(other, one).signal("threat_exposure", 20, 45);
        }
        if (s.chance(30)) {
            s.afterMinutes(1, 30).asksForMoney(one, other, 5, 15);
        }
        s.chat(one, other, 1, 4);
    }

    private static void homeworkThreatScoredHigh(Scene s) {
        Party one = s.anyone();
        Party other = s.anyone();
        s.chat(one, other, 3, 7);
        // The classifier is wrong. One sign alone must not become an alert: nothing else follows or goes before.
        s.afterMinutes(1, 10).message(one, other).signal("threat_exposure", 50, 88);
        s.chat(other, one, 3, 8);
        if (s.chance(40)) {
            s.afterMinutes(1, 30).photo(other, one);
        }
    }

    private static void moneyRequest(Scene s) {
        Party one = s.anyone();
        Party other = s.anyone();
        s.chat(one, other, 2, 5);
        if (s.copy() % 2 == 0) {
            s.afterMinutes(1, 40).asksForMoney(one, other, 50, 900);
        } else {
            s.afterMinutes(1, 40)
                    .message(one, other)
                    .signal("payment_request", 20, 40)
                    .payment("UNKNOWN", "WIRE", "iban-on-file", 300);
        }
        s.chat(other, one, 2, 5);
        if (s.chance(50)) {
            s.afterMinutes(5, 200).asksForMoney(one, other, 50, 900);
        }
        s.chat(one, other, 1, 3);
    }

    private static void marketingSpam(Scene s) {
        Party shop = s.person("ADULT");
        Party other = s.anyone();
        s.contact(shop, other).signal("spam", 40, 90);
        s.afterSeconds(2, 9).link(shop, other).signal("spam", 80, 99).signal("scripted_message", 80, 99);
        s.afterMinutes(1, 5).photo(shop, List.of(other)).signal("gift_offer", 30, 80);
        s.afterMinutes(30, 300).message(shop, other).signal("spam", 80, 99).signal("platform_migration", 30, 85);
        if (s.chance(50)) {
            s.afterMinutes(1, 60).reports(other, shop);
        }
        s.afterMinutes(1, 5).blocks(other, shop);
    }

    private static void schoolGroup(Scene s) {
        List<Party> group = s.persons(5 + s.copy() % 4, s.copy() % 2 == 0 ? "AGE_13_15" : "AGE_16_17");
        int turns = 14 + s.copy();
        for (int i = 0; i < turns; i++) {
            Party speaker = group.get((i * 3 + s.copy()) % group.size());
            List<Party> rest = group.stream().filter(p -> !p.equals(speaker)).toList();
            s.afterSeconds(10, 400);
            if (i % 6 == 4) {
                s.photo(speaker, rest);
            } else if (i % 7 == 5) {
                s.message(speaker, rest).signal("threat_exposure", 5, 35);
            } else {
                s.message(speaker, rest);
            }
        }
    }

    /** Both ask, both send, nobody threatens. */
    private static void exchange(Scene s, Party one, Party other) {
        s.afterMinutes(1, 20).message(one, other).signal("image_request", 40, 85);
        s.afterMinutes(1, 10).image(other, one).signal("self_generated_content", 60, 95);
        s.afterMinutes(1, 10).image(one, other).signal("self_generated_content", 60, 95);
    }
}
