// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import org.jspecify.annotations.Nullable;

/**
 * Who reports: what every report of a platform says alike.
 *
 * @param platform the service's name, as the public knows it
 * @param person who is responsible for the report
 * @param contact whom police may ask, if somebody else
 * @param template what the platform says in each report of how it works
 * @param termsOfService what its users agreed to
 * @param legalUrl where police find how to serve process
 */
public record Reporter(
        String platform,
        Person person,
        @Nullable Person contact,
        @Nullable String template,
        @Nullable String termsOfService,
        @Nullable String legalUrl) {
    /** In the place of what a platform has not told: it must not be filed. */
    public static final Reporter PLACEHOLDER = new Reporter(
            "PLACEHOLDER PLATFORM",
            new Person("PLACEHOLDER", "REPORTER", null, "placeholder@example.invalid"),
            null,
            null,
            null,
            null);

    /**
     * Somebody at the platform.
     *
     * @param email required of who reports
     */
    public record Person(
            @Nullable String firstName, @Nullable String lastName, @Nullable String phone, @Nullable String email) {}

    public boolean isPlaceholder() {
        return equals(PLACEHOLDER);
    }
}
