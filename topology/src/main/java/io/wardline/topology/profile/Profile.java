// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.profile;

import io.wardline.topology.event.AgeBand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account showed and declared after an event.
 *
 * @param eventId the event that told it
 * @param occurredAtMillis that event's
 * @param dateOfBirth as declared, which may be no date
 * @param country as told, which may be no code
 */
public record Profile(
        String eventId,
        long occurredAtMillis,
        @Nullable String screenName,
        @Nullable String displayName,
        @Nullable String profileUrl,
        @Nullable String bio,
        List<String> emails,
        List<String> phones,
        @Nullable String dateOfBirth,
        AgeBand ageBand,
        @Nullable String country) {}
