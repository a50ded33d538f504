// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.pattern.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the three reports (terminal, JSON, page) say, in numbers.
 *
 * @param bySeverity alerts
 * @param byPattern alerts, by {@code pattern/step}
 * @param byDay alerts by the UTC day of their deciding event and severity; days without alerts between others are there with none
 * @param leadMillis from the first evidence of an alert to the moment at which it could be told, sorted
 * @param score when there were labels
 */
record Summary(
        Findings findings,
        Map<Severity, Long> bySeverity,
        Map<String, Long> byPattern,
        Map<LocalDate, Map<Severity, Long>> byDay,
        List<Long> leadMillis,
        Optional<Labels.Score> score) {

    static Summary of(Findings findings, Optional<Labels> labels) {
        List<Told> told = findings.told();
        return new Summary(
                findings,
                Findings.count(told, Told::severity),
                Findings.count(
                        told,
                        alert -> alert.key().patternId() + "/" + alert.key().step()),
                byDay(told),
                told.stream().map(Told::leadMillis).sorted().toList(),
                labels.map(known -> known.score(told)));
    }

    private static Map<LocalDate, Map<Severity, Long>> byDay(List<Told> told) {
        TreeMap<LocalDate, Map<Severity, Long>> days = new TreeMap<>();
        for (Told alert : told) {
            LocalDate day = Instant.ofEpochMilli(alert.occurredAtMillis())
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate();
            days.computeIfAbsent(day, d -> new TreeMap<>()).merge(alert.severity(), 1L, Long::sum);
        }
        if (!days.isEmpty()) {
            for (LocalDate day = days.firstKey(); day.isBefore(days.lastKey()); day = day.plusDays(1)) {
                days.putIfAbsent(day, Map.of());
            }
        }
        return days;
    }

    /** The lead time that so many of a hundred alerts don't exceed; 0 without alerts. */
    long leadMillis(int percent) {
        return leadMillis.isEmpty()
                ? 0
                : leadMillis.get(Math.min(leadMillis.size() - 1, leadMillis.size() * percent / 100));
    }

    /** Alerts by how long they took: below 10 minutes, an hour, six hours, a day, a week, and longer. */
    Map<String, Long> leadTimes() {
        long minute = 60_000;
        long hour = 60 * minute;
        Map<String, Long> buckets = new LinkedHashMap<>();
        List<Map.Entry<String, Long>> limits = List.of(
                Map.entry("< 10 min", 10 * minute),
                Map.entry("< 1 h", hour),
                Map.entry("< 6 h", 6 * hour),
                Map.entry("< 24 h", 24 * hour),
                Map.entry("< 7 d", 168 * hour),
                Map.entry("longer", Long.MAX_VALUE));
        long below = 0;
        for (Map.Entry<String, Long> limit : limits) {
            long upTo =
                    leadMillis.stream().filter(lead -> lead < limit.getValue()).count();
            buckets.put(limit.getKey(), upTo - below);
            below = upTo;
        }
        return buckets;
    }

    /** Records read in a second of the wall clock by one thread. */
    double recordsPerSecondAndThread() {
        double seconds = findings.readSeconds() + findings.detectSeconds();
        return seconds == 0 ? 0 : findings.reading().records() / seconds / findings.threads();
    }

    /** A duration in the two units that matter. */
    static String span(long millis) {
        long minutes = millis / 60_000;
        if (minutes < 1) {
            return millis / 1000 + " s";
        }
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        return hours < 48 ? hours + " h " + minutes % 60 + " min" : hours / 24 + " d " + hours % 24 + " h";
    }
}
