// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.samples;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** The contract's list of severities, in plain Java over one conversation in its order. */
final class Suspicion {
    private static final Duration HOUR = Duration.ofMinutes(60);

    private final List<SampleEvent> events;

    Suspicion(List<SampleEvent> inOrder) {
        this.events = inOrder;
    }

    /**
     * What could be held against a conversation when read as badly as possible: signs that stand together in any order, at any
     * distance, whoever gave them. An innocent one must not show even that.
     */
    List<String> worstReading() {
        List<String> found = new ArrayList<>();
        addIf(found, "threat and image", has(SampleEvent::threatens) && has(SampleEvent::isImage));
        addIf(found, "threat and demand", has(SampleEvent::threatens) && has(SampleEvent::demands));
        addIf(found, "threat and image request", has(SampleEvent::threatens) && has(e -> e.scores("image_request")));
        addIf(
                found,
                "threat and report",
                has(SampleEvent::threatens) && has(e -> e.kind().equals("USER_REPORT")));
        addIf(found, "threat and self-harm", has(SampleEvent::threatens) && has(e -> e.scores("self_harm")));
        addIf(found, "image and demand within the hour", pair((a, b) -> a.isImage() && b.demands() && near(a, b)));
        addIf(
                found,
                "payment, then demand",
                pair((a, b) -> a.pays() && b.demands() && !a.occurredAt().isAfter(b.occurredAt())));
        addIf(
                found,
                "image request and platform move",
                has(e -> e.scores("image_request")) && has(e -> e.scores("platform_migration")));
        return found;
    }

    /** Whether the conversation shows what its label claims, with one account as the offender and another as the victim. */
    boolean shows(String kind) {
        return events.stream().map(SampleEvent::sender).distinct().anyMatch(offender -> shows(kind, offender));
    }

    private boolean shows(String kind, String offender) {
        Predicate<SampleEvent> his = e -> e.sender().equals(offender);
        Predicate<SampleEvent> image = his.negate().and(SampleEvent::isImage);
        Predicate<SampleEvent> threat = his.and(SampleEvent::threatens);
        Predicate<SampleEvent> demand = his.and(SampleEvent::demands);
        Predicate<SampleEvent> asksForImage = his.and(e -> e.scores("image_request"));
        boolean imageless = !has(SampleEvent::isImage);
        return switch (kind) {
            case "full-sequence-27-minutes" ->
                inOrder(image, threat, demand) && reach(demand).compareTo(Duration.ofMinutes(27)) <= 0;
            case "full-sequence-5-minutes-to-threat" ->
                inOrder(image, threat, demand) && reach(threat).compareTo(Duration.ofMinutes(5)) <= 0;
            case "full-sequence-6-hours" ->
                inOrder(image, threat, demand)
                        && reach(demand).compareTo(Duration.ofHours(2)) > 0
                        && reach(demand).compareTo(Duration.ofHours(7)) < 0;
            case "full-sequence-over-days" ->
                inOrder(image, threat, demand) && reach(demand).compareTo(Duration.ofDays(1)) > 0;
            case "full-sequence-victim-opens-contact" ->
                inOrder(image, threat, demand)
                        && inOrder(his.negate().and(e -> e.kind().equals("CONTACT")), image);
            case "full-sequence-two-victims" ->
                inOrder(image, image, threat, demand)
                        && events.stream()
                                        .filter(image)
                                        .map(SampleEvent::sender)
                                        .distinct()
                                        .count()
                                == 2;
            case "threat-after-image" -> inOrder(image, threat) && !has(SampleEvent::demands);
            case "demand-after-image" ->
                pair((a, b) -> image.test(a) && demand.test(b) && near(a, b) && SampleEvent.ORDER.compare(a, b) < 0)
                        && !has(SampleEvent::threatens);
            case "threat-then-demand" -> imageless && inOrder(threat, demand);
            case "demand-then-threat" -> imageless && inOrder(demand, threat) && !inOrder(threat, demand);
            case "threat-and-demand-in-one-message" -> imageless && has(threat.and(demand));
            case "images-demanded-under-threat" -> inOrder(threat, asksForImage) && !has(SampleEvent::demands);
            case "repeat-demand-after-payment" -> inOrder(demand, his.negate().and(SampleEvent::pays), demand);
            case "report-after-threat" ->
                inOrder(threat, his.negate().and(e -> e.kind().equals("USER_REPORT")));
            case "self-harm-after-threat" -> inOrder(threat, his.negate().and(e -> e.scores("self_harm")));
            case "platform-move-after-image-request" ->
                inOrder(asksForImage, his.and(e -> e.scores("platform_migration")));
            default -> throw new AssertionError("no such kind of guilty conversation: " + kind);
        };
    }

    private boolean has(Predicate<SampleEvent> what) {
        return events.stream().anyMatch(what);
    }

    private boolean pair(BiPredicate<SampleEvent, SampleEvent> what) {
        return events.stream().anyMatch(a -> events.stream().anyMatch(b -> !a.equals(b) && what.test(a, b)));
    }

    @SafeVarargs
    private boolean inOrder(Predicate<SampleEvent>... steps) {
        int next = 0;
        for (SampleEvent event : events) {
            if (next < steps.length && steps[next].test(event)) {
                next++;
            }
        }
        return next == steps.length;
    }

    /** From the first event to the first such one. */
    private Duration reach(Predicate<SampleEvent> what) {
        SampleEvent first = events.stream().filter(what).findFirst().orElseThrow();
        return Duration.between(events.get(0).occurredAt(), first.occurredAt());
    }

    private static boolean near(SampleEvent a, SampleEvent b) {
        return Duration.between(a.occurredAt(), b.occurredAt()).abs().compareTo(HOUR) <= 0;
    }

    private static void addIf(List<String> found, String what, boolean condition) {
        if (condition) {
            found.add(what);
        }
    }
}
