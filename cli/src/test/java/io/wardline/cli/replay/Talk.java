// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A conversation, mostly between an offender and a victim. Times count from {@link Line#START}. */
final class Talk {
    private final String id;
    private final List<Line> lines = new ArrayList<>();
    private final Person offender;
    private final Person victim;

    private Talk(String id, String victimBand) {
        this.id = id;
        this.offender = person("off", "ADULT");
        this.victim = person("vic", victimBand);
    }

    static Talk withAdult(String id) {
        return new Talk(id, "ADULT");
    }

    static Talk withChild(String id) {
        return new Talk(id, "AGE_13_15");
    }

    static Talk with(String id, String victimBand) {
        return new Talk(id, victimBand);
    }

    static Duration m(double minutes) {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }

    static Duration h(double hours) {
        return m(hours * 60);
    }

    static Duration d(double days) {
        return h(days * 24);
    }

    String id() {
        return id;
    }

    List<Line> lines() {
        return lines;
    }

    Person offender() {
        return offender;
    }

    Person victim() {
        return victim;
    }

    /** A further member. */
    Person person(String name, String band) {
        return new Person(id + "." + name, band);
    }

    /** Any event; the line that comes back can still be told more of. */
    Line add(String eventId, Duration at, String kind, Person from, Person... to) {
        Line line = Line.event(id, eventId, at, kind, from, to);
        lines.add(line);
        return line;
    }

    Line says(String eventId, Duration at) {
        return add(eventId, at, "MESSAGE", offender, victim);
    }

    Line answers(String eventId, Duration at) {
        return add(eventId, at, "MESSAGE", victim, offender);
    }

    Talk contact(String eventId, Duration at) {
        add(eventId, at, "CONTACT", offender, victim);
        return this;
    }

    Talk bait(String eventId, Duration at) {
        add(eventId, at, "MEDIA", offender, victim).signal("nudity", 0.9);
        return this;
    }

    Talk image(String eventId, Duration at) {
        add(eventId, at, "MEDIA", victim, offender).signal("nudity", 0.9);
        return this;
    }

    Talk threat(String eventId, Duration at) {
        says(eventId, at).signal("threat_exposure", 0.9);
        return this;
    }

    Talk demand(String eventId, Duration at) {
        says(eventId, at).pays("REQUESTED");
        return this;
    }

    Talk threatAndDemand(String eventId, Duration at) {
        says(eventId, at).signal("threat_exposure", 0.9).pays("REQUESTED");
        return this;
    }

    Talk imageRequest(String eventId, Duration at) {
        says(eventId, at).signal("image_request", 0.9);
        return this;
    }

    Talk move(String eventId, Duration at) {
        says(eventId, at).signal("platform_migration", 0.9);
        return this;
    }

    Talk pays(String eventId, Duration at) {
        answers(eventId, at).pays("SENT");
        return this;
    }

    Talk selfHarm(String eventId, Duration at) {
        answers(eventId, at).signal("self_harm", 0.9);
        return this;
    }

    /** Without recipients, as it goes to the platform. */
    Talk reports(String eventId, Duration at) {
        add(eventId, at, "USER_REPORT", victim);
        return this;
    }
}
