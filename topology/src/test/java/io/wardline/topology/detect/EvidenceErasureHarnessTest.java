// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.topology.event.Erasure;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.SampleEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Goal: what is known of an account goes from a log when its holder asks for it, unless something reportable stands there, and nothing
 * that came after the wish goes. Method: Flink's operator harness, on RocksDB.
 */
class EvidenceErasureHarnessTest {
    private static final String CONVERSATION = "conversation-1";
    private static final Event CONTACT =
            SampleEvent.contact("stranger", "child").at(Duration.ofMinutes(0)).build();
    private static final Event IMAGE =
            SampleEvent.image("child", "stranger").at(Duration.ofMinutes(20)).build();
    private static final Event THREAT =
            SampleEvent.threat("stranger", "child").at(Duration.ofMinutes(40)).build();

    private static DetectHarness bundled() {
        return DetectHarness.of(PatternCatalog.bundled().automata());
    }

    private static long at(int minutes) {
        return SampleEvent.START + Duration.ofMinutes(minutes).toMillis();
    }

    private static Erasure wish(String accountId, int minutes) {
        return new Erasure("wish-" + minutes, accountId, at(minutes));
    }

    private static List<String> left(DetectHarness detect) {
        return detect.evidence(CONVERSATION).stream().map(Event::eventId).toList();
    }

    @Test
    void allThatIsKnownOfTheAccountGoes() {
        try (DetectHarness detect = bundled()) {
            detect.arrive(CONVERSATION, List.of(CONTACT, IMAGE));
            detect.asksToBeErased(CONVERSATION, wish("child", 30));
            detect.watermark(at(30));

            assertThat(left(detect)).isEmpty();
            assertThat(detect.conversationsOnDisk())
                    .as("keys that rest, the wish's own included")
                    .isZero();
        }
    }

    @Test
    void whatRestsAfterItIsWhatIsMatchedWith() {
        Event demand = SampleEvent.demand("stranger", "child")
                .at(Duration.ofMinutes(50))
                .build();
        try (DetectHarness erased = bundled();
                DetectHarness kept = bundled()) {
            erased.arrive(CONVERSATION, List.of(CONTACT, IMAGE));
            erased.asksToBeErased(CONVERSATION, wish("child", 30));
            erased.watermark(at(30));
            kept.arrive(CONVERSATION, List.of(CONTACT, IMAGE));

            // By paper: a threat needs an image or a demand beside it.
            assertThat(kept.arrives(CONVERSATION, THREAT)).isNotEmpty();
            assertThat(erased.arrives(CONVERSATION, THREAT)).isEmpty();
            assertThat(erased.arrives(CONVERSATION, demand))
                    .as("a threat and a demand are enough, whatever was erased before")
                    .isNotEmpty()
                    .allSatisfy(tell -> assertThat(tell.evidence())
                            .extracting(item -> item.event().eventId())
                            .containsExactly("threat", "demand"));
        }
    }

    @Test
    void nothingGoesBeforeTheClockHasComeToTheWish() {
        try (DetectHarness detect = bundled()) {
            detect.asksToBeErased(CONVERSATION, wish("child", 30));
            // Known before the wish, and behind it: an outage, after which accounts are read sooner than events.
            detect.arrive(CONVERSATION, List.of(CONTACT, IMAGE));
            detect.watermark(at(30) - 1);
            assertThat(left(detect)).containsExactly("contact", "image");

            detect.watermark(at(30));
            assertThat(left(detect)).isEmpty();
        }
    }

    @Test
    void whatBecameKnownAfterTheWishStays() {
        try (DetectHarness detect = bundled()) {
            detect.arrive(CONVERSATION, List.of(CONTACT, IMAGE));
            detect.asksToBeErased(CONVERSATION, wish("child", 10));
            detect.watermark(at(30));

            assertThat(left(detect)).containsExactly("image");
        }
    }

    @Test
    void aLogInWhichSomethingReportableStandsIsHeld() {
        try (DetectHarness detect = bundled()) {
            assertThat(detect.arrive(CONVERSATION, List.of(CONTACT, IMAGE, THREAT)))
                    .anyMatch(Tell::reportable);
            detect.asksToBeErased(CONVERSATION, wish("stranger", 50));
            detect.watermark(at(50));

            assertThat(left(detect)).containsExactly("contact", "image", "threat");
        }
    }

    /** A platform move after an image request is told, and need not be reported. */
    @Test
    void whatNeedNotBeReportedHoldsNothing() {
        Event request = SampleEvent.message("stranger", "child")
                .id("request")
                .signal("image_request", 0.9)
                .at(Duration.ofMinutes(5))
                .build();
        Event move = SampleEvent.message("stranger", "child")
                .id("move")
                .signal("platform_migration", 0.9)
                .at(Duration.ofMinutes(10))
                .build();
        try (DetectHarness detect = bundled()) {
            assertThat(detect.arrive(CONVERSATION, List.of(CONTACT, request, move)))
                    .isNotEmpty()
                    .noneMatch(Tell::reportable);
            detect.asksToBeErased(CONVERSATION, wish("child", 30));
            detect.watermark(at(30));

            assertThat(left(detect)).isEmpty();
        }
    }

    @Test
    void inAGroupOthersKeepWhatIsTheirs() {
        Event toBoth = SampleEvent.message("stranger", "child", "friend")
                .id("to-both")
                .signal("image_request", 0.9)
                .at(Duration.ofMinutes(1))
                .build();
        Event toFriend = SampleEvent.message("stranger", "friend")
                .id("to-friend")
                .signal("image_request", 0.9)
                .at(Duration.ofMinutes(2))
                .build();
        try (DetectHarness detect = bundled()) {
            detect.arrive(CONVERSATION, List.of(CONTACT, toBoth, toFriend));
            detect.asksToBeErased(CONVERSATION, wish("child", 30));
            detect.watermark(at(30));

            assertThat(left(detect)).containsExactly("to-both", "to-friend");
            assertThat(detect.evidence(CONVERSATION))
                    .flatExtracting(Event::recipients)
                    .extracting(Party::accountId)
                    .containsExactly("friend", "friend");
        }
    }

    /** What a subtask remembers of a log outlives it, and does no harm. */
    @Test
    void theNextEventIsTakenAsTheFirst() {
        try (DetectHarness detect = bundled()) {
            detect.arrive(CONVERSATION, List.of(CONTACT, IMAGE));
            detect.asksToBeErased(CONVERSATION, wish("child", 30));
            detect.watermark(at(30));

            detect.arrives(
                    CONVERSATION,
                    SampleEvent.image("child", "stranger")
                            .id("image-2")
                            .at(Duration.ofMinutes(35))
                            .build());
            assertThat(left(detect)).containsExactly("image-2");
            assertThat(detect.arrives(CONVERSATION, THREAT)).isNotEmpty();
        }
    }

    @Test
    void aWishThatWaitsIsInTheSavepoint() {
        try (DetectHarness before = bundled()) {
            before.arrive(CONVERSATION, List.of(CONTACT, IMAGE));
            before.asksToBeErased(CONVERSATION, wish("child", 30));
            try (DetectHarness after = DetectHarness.restored(
                    DetectHarness.starting(PatternCatalog.bundled().automata()), before.snapshot())) {
                after.watermark(at(30));

                assertThat(left(after)).isEmpty();
            }
        }
    }
}
