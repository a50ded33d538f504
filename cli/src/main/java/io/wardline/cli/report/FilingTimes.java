// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.v1.Case;
import io.wardline.v1.CaseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long it took from knowing of a case to filing its report, and what is not filed yet. */
final class FilingTimes {
    /** How old an open case with a deadline is; the levels of the usual ladder, and what is late by its own deadline. */
    enum Age {
        FRESH("below 24 h", 24),
        LEAD("24 h to 48 h", 48),
        MANAGER("48 h to 66 h", 66),
        LEGAL("66 h to its deadline", Integer.MAX_VALUE),
        LATE("after its deadline", Integer.MAX_VALUE);

        private final String words;
        private final int belowHours;

        Age(String words, int belowHours) {
            this.words = words;
            this.belowHours = belowHours;
        }

        String words() {
            return words;
        }
    }

    private final Instant now;
    private final List<Double> filedAfterHours = new ArrayList<>();
    private final Map<Age, Integer> open = new EnumMap<>(Age.class);
    private int inTime;
    private int late;
    private int withoutDeadline;
    private int dismissed;

    FilingTimes(Instant now) {
        this.now = now;
        for (Age age : Age.values()) {
            open.put(age, 0);
        }
    }

    void add(Case one) {
        if (one.getStatus() == CaseStatus.FILED && one.getFiledAt() != null) {
            filed(one);
        } else if (one.getStatus() == CaseStatus.DISMISSED) {
            dismissed++;
        } else if (one.getDeadline() == null) {
            withoutDeadline++;
        } else {
            open.merge(age(one.getKnownAt(), one.getDeadline()), 1, Integer::sum);
        }
    }

    private void filed(Case one) {
        Instant last = one.getFiledAt();
        // 'filed_at' is exact, and the last one's.
        Instant first = FiledHistory.of(one)
                .firstStanding()
                .filter(filed -> filed.isBefore(last))
                .orElse(last);
        Duration took = Duration.between(one.getKnownAt(), first);
        filedAfterHours.add(
                Math.max(0, took.toMillis()) / (double) Duration.ofHours(1).toMillis());
        if (one.getBreached()) {
            late++;
        } else {
            inTime++;
        }
    }

    private Age age(Instant knownAt, Instant deadline) {
        if (!now.isBefore(deadline)) {
            return Age.LATE;
        }
        long hours = Duration.between(knownAt, now).toHours();
        for (Age age : Age.values()) {
            if (hours < age.belowHours) {
                return age;
            }
        }
        return Age.LEGAL;
    }

    int inTime() {
        return inTime;
    }

    int late() {
        return late;
    }

    int withoutDeadline() {
        return withoutDeadline;
    }

    int dismissed() {
        return dismissed;
    }

    Map<Age, Integer> openByAge() {
        return open;
    }

    /** The least that a share of the filed cases took at most, by nearest rank; empty when none was filed. */
    Optional<Double> hours(double share) {
        if (filedAfterHours.isEmpty()) {
            return Optional.empty();
        }
        Collections.sort(filedAfterHours);
        int rank = (int) Math.ceil(share * filedAfterHours.size());
        return Optional.of(filedAfterHours.get(Math.max(1, rank) - 1));
    }
}
