// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.profile;

import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Network;
import java.time.Duration;
import java.util.List;

/** Facts of an account for tests, each of one event. Times are days since the epoch. */
public final class SampleFacts {
    private SampleFacts() {}

    public static long day(double days) {
        return Math.round(days * Duration.ofDays(1).toMillis());
    }

    /** A profile with this name, told by the event of the name. */
    public static AccountFacts profile(double day, String name) {
        return new AccountFacts(
                Long.MIN_VALUE,
                day(day),
                new Profile(
                        "profile-" + name,
                        day(day),
                        name,
                        "Name " + name,
                        "https://example.org/" + name,
                        "bio of " + name,
                        List.of(name + "@example.org"),
                        List.of("+15555550100"),
                        "2011-03-02",
                        AgeBand.AGE_13_15,
                        "US"),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public static AccountFacts login(double day, String eventId, String ip) {
        return new AccountFacts(
                Long.MIN_VALUE,
                day(day),
                null,
                List.of(new Capture(eventId, "LOGIN", day(day), new Network(ip, 4711, "device", false))),
                List.of(),
                List.of(),
                List.of());
    }

    public static AccountFacts disabled(double day, String eventId, boolean disabled) {
        return new AccountFacts(
                Long.MIN_VALUE,
                day(day),
                null,
                List.of(),
                List.of(new Disabling(eventId, day(day), disabled, false, "sextortion")),
                List.of(),
                List.of());
    }

    public static AccountFacts contact(double day, String email) {
        return new AccountFacts(Long.MIN_VALUE, day(day), null, List.of(), List.of(), List.of(email), List.of());
    }
}
