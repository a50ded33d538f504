// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static io.wardline.cli.replay.Talk.d;
import static io.wardline.cli.replay.Talk.h;
import static io.wardline.cli.replay.Talk.m;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is told of which conversation. All claims share one replay, so they also show that conversations leave each other alone. */
class ReplayDetectionTest {
    private static final Duration TICK = Duration.ofMillis(1);
    private static final String[] FULL_SEQUENCE_ADULT = {
        "full-sequence/threat HIGH off>vic [c, i, t]",
        "full-sequence/payment CRITICAL off>vic [c, i, t, d]",
        "threat-after-image/threat HIGH off>vic [i, t]",
        "threat-and-demand/threat-and-demand HIGH off>vic [t, d]",
        "demand-after-image/demand MEDIUM off>vic [i, d]"
    };
    private static final String[] FULL_SEQUENCE_MINOR = {
        "full-sequence/threat CRITICAL off>vic [c, i, t]",
        "full-sequence/payment CRITICAL off>vic [c, i, t, d]",
        "threat-after-image/threat CRITICAL off>vic [i, t]",
        "threat-and-demand/threat-and-demand CRITICAL off>vic [t, d]",
        "demand-after-image/demand HIGH off>vic [i, d]"
    };

    private final List<Claim> claims = new ArrayList<>();

    /** A conversation and exactly what has to be told of it. */
    private record Claim(String name, Talk talk, List<String> told) {}

    @TestFactory
    Stream<DynamicTest> tells(@TempDir Path folder) {
        severities();
        minors();
        roles();
        groups();
        demands();
        windows();
        innocents();
        admission();
        names();
        ReplayRun run = ReplayRun.ofEvents(
                folder, ReplayRun.linesOf(claims.stream().map(Claim::talk).toList()));
        Stream<DynamicTest> perClaim = claims.stream()
                .map(claim -> DynamicTest.dynamicTest(claim.name(), () -> {
                    List<JsonNode> alerts = run.alertsOf(claim.talk().id());
                    assertThat(alerts.stream().map(ReplayRun::told)).containsExactlyInAnyOrderElementsOf(claim.told());
                    for (JsonNode alert : alerts) {
                        assertThat(alert.path("minor_involved").asBoolean())
                                .isEqualTo(ReplayRun.texts(alert.path("victims"), "age_band").stream()
                                        .anyMatch(band -> !band.equals("ADULT") && !band.equals("UNKNOWN")));
                        List<String> evidence = ReplayRun.texts(alert.path("evidence"), "event_id");
                        assertThat(alert.path("occurred_at").asText())
                                .isEqualTo(alert.path("evidence")
                                        .get(evidence.size() - 1)
                                        .path("occurred_at")
                                        .asText());
                    }
                }));
        return Stream.concat(
                perClaim, Stream.of(DynamicTest.dynamicTest("no line was refused", () -> assertThat(run.deadLetters())
                        .isEmpty())));
    }

    private void severities() {
        adult(
                "the whole sequence",
                t -> t.contact("c", m(0)).image("i", m(10)).threat("t", m(15)).demand("d", m(17)),
                FULL_SEQUENCE_ADULT);
        adult(
                "a threat that is a demand completes the sequence",
                t -> t.contact("c", m(0)).image("i", m(10)).threatAndDemand("td", m(90)),
                "full-sequence/threat HIGH off>vic [c, i, td]",
                "full-sequence/payment CRITICAL off>vic [c, i, td]",
                "threat-after-image/threat HIGH off>vic [i, td]",
                "threat-and-demand/threat-and-demand HIGH off>vic [td]");
        adult(
                "of two ways to one step, the smallest evidence",
                t -> t.contact("c", m(0)).image("i", m(10)).threat("t", m(80)).threatAndDemand("td", m(90)),
                "full-sequence/threat HIGH off>vic [c, i, t]",
                "full-sequence/payment CRITICAL off>vic [c, i, t, td]",
                "threat-after-image/threat HIGH off>vic [i, t]",
                "threat-and-demand/threat-and-demand HIGH off>vic [t, td]");
        adult(
                "threat and demand without an image",
                t -> t.threat("t", m(0)).demand("d", m(5)),
                "threat-and-demand/threat-and-demand HIGH off>vic [t, d]");
        adult(
                "demand and threat without an image",
                t -> t.demand("d", m(0)).threat("t", m(5)),
                "threat-and-demand/threat-and-demand HIGH off>vic [d, t]");
        adult(
                "threat and demand in one message",
                t -> t.threatAndDemand("td", m(0)),
                "threat-and-demand/threat-and-demand HIGH off>vic [td]");
        adult(
                "images demanded after a threat",
                t -> t.threat("t", m(0)).imageRequest("r", m(5)),
                "images-under-threat/image-request HIGH off>vic [t, r]");
        adult(
                "images demanded with a threat",
                t -> t.says("r", m(0)).signal("threat_exposure", 0.7).signal("image_request", 0.7),
                "images-under-threat/image-request HIGH off>vic [r]");
        adult(
                "another demand after a payment",
                t -> t.pays("p", m(0)).demand("d", h(70)),
                "repeat-demand/demand HIGH off>vic [p, d]");
        adult(
                "a victim's report after a threat",
                t -> t.threat("t", m(0)).reports("r", d(10)),
                "victim-report/report HIGH off>vic [t, r]");
        adult(
                "a demand within the hour after an image",
                t -> t.image("i", m(0)).demand("d", m(30)),
                "demand-after-image/demand MEDIUM off>vic [i, d]");
        adult(
                "self-harm after a threat",
                t -> t.threat("t", m(0)).selfHarm("s", h(30)),
                "self-harm-after-threat/self-harm CRITICAL off>vic [t, s] crisis");
        adult(
                "a move elsewhere after an image request",
                t -> t.imageRequest("r", m(0)).move("v", m(5)),
                "platform-move/platform-move LOW off>vic [r, v] not reportable");
    }

    private void minors() {
        child(
                "the whole sequence against a minor",
                t -> t.contact("c", m(0)).image("i", m(10)).threat("t", m(15)).demand("d", m(17)),
                FULL_SEQUENCE_MINOR);
        child(
                "minor adds one to LOW",
                t -> t.imageRequest("r", m(0)).move("v", m(5)),
                "platform-move/platform-move MEDIUM off>vic [r, v] not reportable");
        child(
                "minor adds one to HIGH, and CRITICAL stays",
                t -> t.threat("t", m(0)).selfHarm("s", h(30)).reports("u", h(31)),
                "self-harm-after-threat/self-harm CRITICAL off>vic [t, s] crisis",
                "victim-report/report CRITICAL off>vic [t, u]");
        for (String band : List.of("UNDER_13", "AGE_16_17")) {
            claim(
                    "minor is " + band,
                    Talk.with("minor-" + band, band),
                    t -> t.image("i", m(0)).demand("d", m(30)),
                    "demand-after-image/demand HIGH off>vic [i, d]");
        }
        claim(
                "an unknown age adds nothing",
                Talk.with("unknown-age", "UNKNOWN"),
                t -> t.image("i", m(0)).demand("d", m(30)),
                "demand-after-image/demand MEDIUM off>vic [i, d]");
        adult(
                "a minor offender adds nothing",
                t -> {
                    Person minor = t.offender().aged("AGE_13_15");
                    t.add("i", m(0), "MEDIA", t.victim(), minor).signal("nudity", 0.9);
                    t.add("d", m(30), "MESSAGE", minor, t.victim()).pays("REQUESTED");
                },
                "demand-after-image/demand MEDIUM off>vic [i, d]");
        child(
                "the youngest known band wins over a later older one",
                t -> {
                    t.image("i", m(0));
                    t.add("d", m(30), "MESSAGE", t.offender(), t.victim().aged("ADULT"))
                            .pays("REQUESTED");
                },
                "demand-after-image/demand HIGH off>vic [i, d]");
        adult(
                "the youngest known band wins over an earlier older one",
                t -> {
                    t.image("i", m(0));
                    t.add("d", m(30), "MESSAGE", t.offender(), t.victim().aged("AGE_16_17"))
                            .pays("REQUESTED");
                },
                "demand-after-image/demand HIGH off>vic [i, d]");
        claim(
                "a known band wins over an unknown one",
                Talk.with("known-band", "UNKNOWN"),
                t -> {
                    t.add("i", m(0), "MEDIA", t.victim().aged("AGE_16_17"), t.offender())
                            .signal("nudity", 0.9);
                    t.demand("d", m(30));
                },
                "demand-after-image/demand HIGH off>vic [i, d]");
    }

    private void roles() {
        adult(
                "either side opens the contact",
                t -> {
                    t.add("c", m(0), "CONTACT", t.victim(), t.offender());
                    t.image("i", m(10)).threat("t", m(15)).demand("d", m(17));
                },
                FULL_SEQUENCE_ADULT);
        child(
                "a bait image is not the victim's",
                t -> t.contact("c", m(0)).bait("b", m(1)).threat("t", m(15)).demand("d", m(17)),
                "threat-and-demand/threat-and-demand CRITICAL off>vic [t, d]");
        child(
                "a bait image before the victim's is no evidence",
                t -> t.contact("c", m(0))
                        .bait("b", m(1))
                        .image("i", m(10))
                        .threat("t", m(15))
                        .demand("d", m(17)),
                FULL_SEQUENCE_MINOR);
        adult(
                "the side that threatens is the offender, whoever sent an image first",
                t -> {
                    t.bait("b", m(0)).image("i", m(1));
                    t.answers("t", m(5)).signal("threat_exposure", 0.9);
                },
                "threat-after-image/threat HIGH vic>off [b, t]");
        adult(
                "both sides can be offenders",
                t -> {
                    t.threat("t", m(0));
                    t.answers("u", m(1)).signal("threat_exposure", 0.9);
                    t.demand("d", m(2));
                    t.answers("e", m(3)).pays("REQUESTED");
                },
                "threat-and-demand/threat-and-demand HIGH off>vic [t, d]",
                "threat-and-demand/threat-and-demand HIGH vic>off [u, e]");
        adult("threat of one and demand of another are no sequence", t -> {
            t.threat("t", m(0));
            t.answers("d", m(5)).pays("REQUESTED");
        });
        adult("who threatens does not report himself", t -> {
            t.threat("t", m(0));
            t.add("u", m(5), "USER_REPORT", t.offender());
        });
        adult("self-harm of the side that threatens is no crisis of a victim", t -> {
            t.threat("t", m(0));
            t.says("s", m(5)).signal("self_harm", 0.9);
        });
        adult("self-harm before the threat is none after it", t -> t.selfHarm("s", m(0))
                .threat("t", m(1)));
        adult("a payment by the side that demands is none of a victim", t -> {
            t.says("p", m(0)).pays("SENT");
            t.demand("d", m(5));
        });
    }

    private void groups() {
        adult(
                "a group with two victims, one a minor",
                t -> {
                    Person second = t.person("two", "AGE_16_17");
                    t.add("c", m(0), "CONTACT", t.offender(), t.victim(), second);
                    t.add("i", m(1), "MEDIA", t.victim(), t.offender(), second).signal("csam", 0.6);
                    t.add("t", m(2), "MESSAGE", t.offender(), t.victim(), second)
                            .signal("threat_exposure", 0.6);
                },
                "full-sequence/threat CRITICAL off>two,vic [c, i, t]",
                "threat-after-image/threat CRITICAL off>two,vic [i, t]");
        adult(
                "in a group, images of two victims are told with the smallest evidence",
                t -> {
                    Person second = t.person("two", "ADULT");
                    t.add("i", m(1), "MEDIA", t.victim(), t.offender(), second).signal("nudity", 0.6);
                    t.add("j", m(2), "MEDIA", second, t.offender(), t.victim()).signal("nudity", 0.6);
                    t.add("t", m(3), "MESSAGE", t.offender(), second).signal("threat_exposure", 0.6);
                },
                "threat-after-image/threat HIGH off>two,vic [i, t]");
        child(
                "a victim who reports names each who threatened",
                t -> {
                    Person second = t.person("two", "ADULT");
                    t.threat("t", m(0));
                    t.add("u", m(1), "MESSAGE", second, t.victim()).signal("threat_exposure", 0.9);
                    t.reports("r", m(2));
                },
                "victim-report/report CRITICAL off>vic [t, r]",
                "victim-report/report CRITICAL two>vic [u, r]");
        adult(
                "one who threatens twice is one candidate",
                t -> t.threat("t", m(0)).threat("u", m(1)).selfHarm("s", m(2)),
                "self-harm-after-threat/self-harm CRITICAL off>vic [t, s] crisis");
        adult(
                "one who threatens after the report is no candidate",
                t -> {
                    t.threat("t", m(0)).reports("r", m(2));
                    t.add("u", m(3), "MESSAGE", t.person("two", "ADULT"), t.victim())
                            .signal("threat_exposure", 0.9);
                },
                "victim-report/report HIGH off>vic [t, r]");
        adult(
                "fifteen who threatened are each told",
                t -> {
                    threateners(t, 15);
                    t.reports("r", m(60));
                },
                IntStream.range(0, 15)
                        .mapToObj(ReplayDetectionTest::reportedThreat)
                        .toArray(String[]::new));
    }

    @Test
    void tellsOfSixteenCandidatesAtMost(@TempDir Path folder) {
        Talk crowd = Talk.withAdult("crowd");
        threateners(crowd, 20);
        crowd.reports("r", m(60));

        List<String> told = ReplayRun.ofEvents(folder, crowd.lines()).alerts().stream()
                .map(ReplayRun::told)
                .toList();

        assertThat(IntStream.range(0, 20).mapToObj(ReplayDetectionTest::reportedThreat))
                .containsAll(told);
        assertThat(told).doesNotHaveDuplicates().hasSizeBetween(15, 16);
    }

    private static void threateners(Talk t, int count) {
        for (int i = 0; i < count; i++) {
            t.add("t" + i, m(i), "MESSAGE", t.person("off" + i, "ADULT"), t.victim())
                    .signal("threat_exposure", 0.9);
        }
    }

    private static String reportedThreat(int i) {
        return "victim-report/report HIGH off" + i + ">vic [t" + i + ", r]";
    }

    private void demands() {
        String told = "threat-and-demand/threat-and-demand HIGH off>vic [t, d]";
        adult(
                "UNKNOWN with payment_request 0.5 is a demand",
                t -> t.threat("t", m(0)).says("d", m(1)).pays("UNKNOWN").signal("payment_request", 0.5),
                told);
        adult(
                "UNKNOWN with payment_request 0.49 is none",
                t -> t.threat("t", m(0)).says("d", m(1)).pays("UNKNOWN").signal("payment_request", 0.49));
        adult(
                "UNKNOWN without payment_request is none",
                t -> t.threat("t", m(0)).says("d", m(1)).pays("UNKNOWN"));
        adult(
                "an unheard-of direction is UNKNOWN",
                t -> t.threat("t", m(0)).says("d", m(1)).pays("PLEDGED").signal("payment_request", 0.5),
                told);
        adult(
                "REQUESTED is a demand whatever its score",
                t -> t.threat("t", m(0)).says("d", m(1)).pays("REQUESTED").signal("payment_request", 0.0),
                told);
        adult("SENT is never a demand", t -> t.image("i", m(0))
                .threat("t", d(8))
                .says("d", d(8).plusMinutes(1))
                .pays("SENT")
                .signal("payment_request", 1.0));
        adult("SENT with a request does not make a victim the offender", t -> {
            t.bait("b", m(0));
            t.answers("p", m(5)).pays("SENT").signal("payment_request", 0.99);
        });
    }

    private void windows() {
        window(
                "demand-after-image",
                m(60),
                (t, at) -> t.image("i", m(0)).demand("x", at),
                "demand-after-image/demand MEDIUM off>vic [i, x]");
        window(
                "threat-after-image",
                d(7),
                (t, at) -> t.image("i", m(0)).threat("x", at),
                "threat-after-image/threat HIGH off>vic [i, x]");
        window(
                "threat-and-demand",
                d(1),
                (t, at) -> t.threat("i", m(0)).demand("x", at),
                "threat-and-demand/threat-and-demand HIGH off>vic [i, x]");
        window(
                "images-under-threat",
                d(1),
                (t, at) -> t.threat("i", m(0)).imageRequest("x", at),
                "images-under-threat/image-request HIGH off>vic [i, x]");
        window(
                "repeat-demand",
                d(7),
                (t, at) -> t.pays("i", m(0)).demand("x", at),
                "repeat-demand/demand HIGH off>vic [i, x]");
        window(
                "self-harm-after-threat",
                d(7),
                (t, at) -> t.threat("i", m(0)).selfHarm("x", at),
                "self-harm-after-threat/self-harm CRITICAL off>vic [i, x] crisis");
        window(
                "platform-move",
                d(1),
                (t, at) -> t.imageRequest("i", m(0)).move("x", at),
                "platform-move/platform-move LOW off>vic [i, x] not reportable");
        window(
                "victim-report",
                d(30),
                (t, at) -> t.threat("i", m(0)).reports("x", at),
                "victim-report/report HIGH off>vic [i, x]");
        window(
                "full-sequence",
                d(30),
                (t, at) -> t.contact("c", m(0))
                        .image("i", d(20))
                        .demand("y", d(20).plusHours(2))
                        .threat("x", at),
                "full-sequence/threat HIGH off>vic [c, i, x]");
    }

    private void innocents() {
        child("teenagers exchange images by consent", t -> {
            t.contact("c", m(0)).image("i", m(1)).bait("j", m(2)).image("k", m(3));
            t.says("l", m(4)).signal("image_request", 0.9).signal("nudity", 0.8);
        });
        child("friends ask for lunch money", t -> {
            t.contact("c", m(0)).demand("d", m(1)).demand("e", d(1));
            t.answers("f", d(2)).pays("REQUESTED");
        });
        child("lunch money right after a harmless picture", t -> {
            t.add("i", m(0), "MEDIA", t.victim(), t.offender()).signal("nudity", 0.03);
            t.demand("d", m(1));
        });
        child("threats about homework", t -> {
            t.contact("c", m(0)).threat("t", m(1)).threat("u", m(2));
            t.answers("v", m(3)).signal("threat_exposure", 0.6);
        });
        child("an image exchange, then a block", t -> {
            t.contact("c", m(0)).image("i", m(1)).bait("j", m(2));
            t.add("k", m(3), "BLOCK", t.victim(), t.offender());
        });
        child(
                "a report without a threat",
                t -> t.contact("c", m(0)).image("i", m(1)).reports("r", m(2)));
        child("an image after the threat", t -> t.threat("t", m(1)).image("i", m(2)));
    }

    private void admission() {
        adult(
                "a threat of 0.5 is one",
                t -> t.image("i", m(0)).says("t", m(1)).signal("threat_exposure", 0.5),
                "threat-after-image/threat HIGH off>vic [i, t]");
        adult(
                "a threat of 0.49 is none",
                t -> t.image("i", m(0)).says("t", m(1)).signal("threat_exposure", 0.49));
        adult("a weak threat is none on an event admitted by its kind", t -> {
            t.image("i", m(0));
            t.add("t", m(1), "CALL", t.offender(), t.victim()).signal("threat_exposure", 0.49);
        });
        adult(
                "an image of 0.5 in a message is one",
                t -> {
                    t.answers("i", m(0)).signal("self_generated_content", 0.5);
                    t.threat("t", m(1));
                },
                "threat-after-image/threat HIGH off>vic [i, t]");
    }

    private void names() {
        adult(
                "a provider's name of a move elsewhere",
                t -> {
                    t.imageRequest("r", m(0));
                    t.says("v", m(1)).signal("off_platform_migration", 0.5);
                },
                "platform-move/platform-move LOW off>vic [r, v] not reportable");
        adult(
                "a provider's name of self-harm",
                t -> {
                    t.threat("t", m(0));
                    t.answers("s", m(1)).signal("self-harm/intent", 0.5);
                },
                "self-harm-after-threat/self-harm CRITICAL off>vic [t, s] crisis");
        adult(
                "a signal nobody knows is carried",
                t -> {
                    t.image("i", m(0));
                    t.says("t", m(1)).signal("threat_exposure", 0.9).signal("acme/mood", 0.97);
                },
                "threat-after-image/threat HIGH off>vic [i, t]");
        adult(
                "a kind nobody knows is UNKNOWN",
                t -> {
                    t.image("i", m(0));
                    t.add("t", m(1), "WINK", t.offender(), t.victim()).signal("threat_exposure", 0.9);
                },
                "threat-after-image/threat HIGH off>vic [i, t]");
    }

    private interface At {
        Object tell(Talk talk, Duration at);
    }

    /** Both sides of a bound that excludes its own length. */
    private void window(String pattern, Duration bound, At story, String told) {
        adult(pattern + " within " + bound, t -> story.tell(t, bound.minus(TICK)), told);
        adult(pattern + " no more at " + bound, t -> story.tell(t, bound));
    }

    private void adult(String name, Consumer<Talk> story, String... told) {
        claim(name, Talk.withAdult("talk-" + claims.size()), story, told);
    }

    private void child(String name, Consumer<Talk> story, String... told) {
        claim(name, Talk.withChild("talk-" + claims.size()), story, told);
    }

    private void claim(String name, Talk talk, Consumer<Talk> story, String... told) {
        story.accept(talk);
        claims.add(new Claim(name, talk, List.of(told)));
    }
}
