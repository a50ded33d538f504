// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.samples;

import static io.wardline.cli.samples.Story.guilty;

import java.time.Duration;
import java.util.List;

/** At least one story for each of the contract's severities, with the gaps that are on record. */
final class GuiltyStories {
    private static final Duration HOURS = Duration.ofHours(16);
    private static final Duration DAYS = Duration.ofDays(5);

    private GuiltyStories() {}

    static List<Story> all() {
        return List.of(
                guilty("full-sequence-27-minutes", 5, HOURS, GuiltyStories::within27Minutes),
                guilty("full-sequence-5-minutes-to-threat", 3, HOURS, GuiltyStories::fiveMinutesToThreat),
                guilty("full-sequence-6-hours", 6, HOURS, GuiltyStories::within6Hours),
                guilty("full-sequence-over-days", 5, DAYS, GuiltyStories::overDays),
                guilty("full-sequence-victim-opens-contact", 2, HOURS, GuiltyStories::victimOpensContact),
                guilty("full-sequence-two-victims", 2, HOURS, GuiltyStories::twoVictims),
                guilty("threat-after-image", 6, HOURS, GuiltyStories::threatAfterImage),
                guilty("demand-after-image", 5, HOURS, GuiltyStories::demandAfterImage),
                guilty("threat-then-demand", 4, HOURS, GuiltyStories::threatThenDemand),
                guilty("demand-then-threat", 4, HOURS, GuiltyStories::demandThenThreat),
                guilty("threat-and-demand-in-one-message", 4, HOURS, GuiltyStories::threatAndDemandAtOnce),
                guilty("images-demanded-under-threat", 5, HOURS, GuiltyStories::imagesUnderThreat),
                guilty("repeat-demand-after-payment", 4, DAYS, GuiltyStories::repeatDemand),
                guilty("report-after-threat", 3, HOURS, GuiltyStories::reportAfterThreat),
                guilty("self-harm-after-threat", 3, HOURS, GuiltyStories::selfHarmAfterThreat),
                guilty("platform-move-after-image-request", 3, HOURS, GuiltyStories::platformMove));
    }

    private static void within27Minutes(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        s.afterMinutes(3, 5).image(offender, victim).signal("image_offer", 55, 90);
        s.afterMinutes(1, 3).message(offender, victim).signal("image_request", 70, 95);
        s.afterMinutes(2, 4).image(victim, offender).signal("self_generated_content", 70, 95);
        s.afterSeconds(20, 50).looksAtFollowers(offender, victim);
        s.afterSeconds(20, 50).threat(offender, victim);
        s.afterMinutes(1, 3).demand(offender, victim);
        s.chat(victim, offender, 2, 4);
        s.afterSeconds(20, 60).threat(offender, victim);
    }

    private static void fiveMinutesToThreat(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        s.contact(offender, victim).signal("catfish_profile", 50, 90);
        s.afterSeconds(20, 40).message(offender, victim).signal("scripted_message", 60, 95);
        s.afterSeconds(20, 40).image(offender, victim);
        s.afterSeconds(20, 40).message(offender, victim).signal("image_request", 60, 95);
        s.afterSeconds(40, 70).image(victim, offender);
        s.afterSeconds(20, 60).threat(offender, victim).signal("secrecy_request", 20, 70);
        s.afterSeconds(20, 60).demand(offender, victim);
    }

    private static void within6Hours(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        s.afterHours(1, 2);
        s.chat(victim, offender, 3, 6);
        s.afterMinutes(5, 30).message(offender, victim).signal("image_request", 60, 95);
        s.afterMinutes(10, 40).image(victim, offender).signal("self_generated_content", 60, 95);
        s.chat(offender, victim, 2, 4);
        s.afterHours(1, 2).threat(offender, victim);
        s.chat(victim, offender, 1, 3);
        s.afterMinutes(5, 20).demand(offender, victim);
        s.afterMinutes(2, 9).message(victim, offender).signal("self_harm", 5, 30);
        s.afterMinutes(2, 9).threat(offender, victim);
    }

    private static void overDays(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        for (int day = 0; day < 2; day++) {
            s.afterHours(14, 26);
            s.chat(offender, victim, 2, 4);
        }
        s.afterMinutes(5, 30).image(victim, offender);
        s.afterHours(3, 9).message(victim, offender);
        s.afterHours(3, 9).threat(offender, victim);
        s.afterHours(1, 4).demand(offender, victim);
        s.chat(victim, offender, 1, 3);
        s.afterMinutes(10, 60).blocks(victim, offender);
    }

    private static void victimOpensContact(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        s.contact(victim, offender);
        s.chat(victim, offender, 4, 8);
        s.afterMinutes(5, 25).image(victim, offender);
        s.afterMinutes(5, 25).threat(offender, victim);
        s.afterMinutes(1, 9).demand(offender, victim);
    }

    private static void twoVictims(Scene s) {
        Party offender = s.offender();
        List<Party> victims = s.persons(2, s.copy() == 0 ? "AGE_13_15" : "ADULT");
        s.contact(offender, victims.get(0));
        s.afterMinutes(1, 3).contact(offender, victims.get(1));
        s.chat(offender, victims.get(0), 3, 6);
        s.afterMinutes(5, 15).image(victims.get(0), offender);
        s.afterMinutes(1, 9).image(victims.get(1), offender);
        s.afterMinutes(5, 20).threat(offender, victims);
        s.afterMinutes(1, 9).demand(offender, victims);
        s.chat(victims.get(1), victims.get(0), 2, 4);
    }

    private static void threatAfterImage(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        s.afterMinutes(5, 40).image(victim, offender);
        s.afterSeconds(20, 60).looksAtFollowers(offender, victim);
        s.afterMinutes(s.copy() < 4 ? 0 : 120, s.copy() < 4 ? 25 : 600).threat(offender, victim);
        s.chat(victim, offender, 1, 3);
    }

    private static void demandAfterImage(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        s.afterMinutes(5, 40).image(victim, offender);
        s.afterMinutes(3, 45).demand(offender, victim);
        s.chat(victim, offender, 1, 4);
    }

    private static void threatThenDemand(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        s.afterMinutes(10, 60).threat(offender, victim).signal("generative_ai_image", 30, 90);
        s.afterMinutes(2, 40).demand(offender, victim);
        s.chat(victim, offender, 2, 4);
    }

    private static void demandThenThreat(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        s.afterMinutes(10, 60).demand(offender, victim);
        s.chat(victim, offender, 1, 3);
        s.afterMinutes(2, 40).threat(offender, victim);
    }

    private static void threatAndDemandAtOnce(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        s.demanding(s.afterMinutes(10, 60).threat(offender, victim)).text("[threat and demand text]");
        s.chat(victim, offender, 2, 4);
    }

    private static void imagesUnderThreat(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        s.afterMinutes(10, 60).threat(offender, victim);
        s.afterMinutes(1, 25)
                .message(offender, victim)
                .signal("image_request", 70, 97)
                .signal("secrecy_request", 40, 90);
        s.chat(victim, offender, 1, 3);
        if (s.chance(60)) {
            s.afterMinutes(5, 40).image(victim, offender).signal("self_generated_content", 70, 95);
        }
    }

    private static void repeatDemand(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        s.afterMinutes(10, 60).image(victim, offender);
        s.afterMinutes(2, 20).threat(offender, victim);
        s.afterMinutes(1, 9).demand(offender, victim);
        s.afterMinutes(15, 90).pays(victim, offender, 20, 120);
        s.afterHours(2, 20);
        s.chat(offender, victim, 1, 2);
        s.afterMinutes(1, 9).demand(offender, victim);
    }

    private static void reportAfterThreat(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        s.afterMinutes(10, 60).threat(offender, victim);
        s.afterMinutes(1, 50).reports(victim, offender);
        s.afterSeconds(10, 60).blocks(victim, offender);
    }

    private static void selfHarmAfterThreat(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        s.afterMinutes(10, 60).threat(offender, victim);
        s.chat(victim, offender, 1, 3);
        s.afterMinutes(5, 50).message(victim, offender).signal("self_harm", 70, 97);
    }

    private static void platformMove(Scene s) {
        Party offender = s.offender();
        Party victim = s.victim();
        rapport(s, offender, victim);
        s.afterMinutes(5, 30).message(offender, victim).signal("image_request", 60, 95);
        s.chat(victim, offender, 1, 3);
        s.afterMinutes(1, 40).message(offender, victim).signal("platform_migration", 65, 97);
    }

    /** How a stranger becomes familiar: five to nine minutes, scripted. */
    private static void rapport(Scene s, Party offender, Party victim) {
        s.contact(offender, victim).signal("catfish_profile", 20, 90).signal("profile_photo_reuse", 10, 95);
        s.afterSeconds(30, 90).message(offender, victim).signal("scripted_message", 40, 95);
        s.chat(victim, offender, 3, 5);
        s.afterSeconds(10, 60)
                .message(offender, victim)
                .signal("grooming", 30, 80)
                .signal("pii_request", 20, 70);
    }
}
