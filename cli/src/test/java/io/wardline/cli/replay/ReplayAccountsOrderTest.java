// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: when the platform learned of it changes nothing of what stands in the end. Method: invented accounts that share what people
 * share, replayed as things happened and with delays of up to two months, copies among them.
 */
class ReplayAccountsOrderTest {
    private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");
    private static final int ACCOUNTS = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void delaysChangeNoAccountsLastAction(long seed, @TempDir Path folder) throws IOException {
        List<Happened> happened = happened(new Random(seed));
        Map<String, String> atOnce = lastActions(folder.resolve("at-once"), happened, new Random(seed), 0);
        assertThat(atOnce).as("seed %d", seed).hasSize(ACCOUNTS).containsValues("BLOCK", "REVIEW", "NONE");

        for (int maxDays : new int[] {2, 60}) {
            Path late = folder.resolve("late-" + maxDays);
            assertThat(lastActions(late, happened, new Random(seed + maxDays), maxDays))
                    .as("seed %d, delays up to %d days", seed, maxDays)
                    .isEqualTo(atOnce);
        }
    }

    /** What happened, without when the platform learned of it. */
    private record Happened(Instant at, String json) {
        String knownAfter(Duration delay) {
            return json.replace("@KNOWN@", at.plus(delay).toString());
        }
    }

    private static Map<String, String> lastActions(Path folder, List<Happened> happened, Random random, int maxDays)
            throws IOException {
        List<String> lines = new ArrayList<>();
        for (Happened one : happened) {
            long minutes = maxDays == 0 ? 0 : random.nextInt(maxDays * 24 * 60);
            lines.add(one.knownAfter(Duration.ofMinutes(minutes)));
            if (maxDays > 0 && random.nextInt(5) == 0) {
                lines.add(one.knownAfter(Duration.ofMinutes(minutes + random.nextInt(10_000))));
            }
        }
        Files.createDirectories(folder);
        Path file = ReplayRun.write(folder.resolve("accounts.jsonl"), lines);
        ReplayRun run = ReplayRun.of(folder.resolve("out"), "--accounts=" + file);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.deadLetters()).isEmpty();
        Map<String, String> last = new TreeMap<>();
        run.decisions()
                .forEach(decision -> last.put(
                        decision.path("account_id").asText(),
                        decision.path("action").asText()));
        return last;
    }

    private static List<Happened> happened(Random random) {
        List<Happened> happened = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            // Twenty people, four of whom come back when they are disabled, in five homes.
            int person = random.nextInt(20);
            boolean offender = person < 4;
            String id = "account-" + account;
            Instant at = START.plus(Duration.ofMinutes(random.nextInt(40 * 24 * 60)));
            happened.add(event(id, "CREATED", at, uses(person, random)));
            Instant login = at.plus(Duration.ofMinutes(random.nextInt(10 * 24 * 60)));
            happened.add(event(id, "LOGIN", login, uses(person, random)));
            if ((offender && random.nextInt(4) > 0) || random.nextInt(12) == 0) {
                Instant disabled = at.plus(Duration.ofMinutes(random.nextInt(6 * 24 * 60)));
                happened.add(event(id, "DISABLED", disabled, ""));
                if (random.nextInt(5) == 0) {
                    happened.add(event(id, "REINSTATED", disabled.plus(Duration.ofDays(3)), ""));
                }
            }
        }
        return happened;
    }

    private static Happened event(String account, String kind, Instant at, String identifiers) {
        return new Happened(
                at,
                """
                {"event_id":"%s/%s","account_id":"%s","occurred_at":"%s","known_at":"@KNOWN@","kind":"%s","identifiers":[%s]}"""
                        .formatted(account, kind, account, at, kind, identifiers));
    }

    private static String uses(int person, Random random) {
        List<String> uses = new ArrayList<>();
        uses.add(identifier("IP", "203.0." + person % 5 + ".7"));
        if (random.nextInt(3) > 0) {
            uses.add(identifier("DEVICE", "device-" + person));
        }
        if (random.nextInt(10) == 0) {
            uses.add(identifier("DEVICE", "device-" + random.nextInt(20)));
        }
        if (random.nextInt(3) == 0) {
            uses.add(identifier("PAYMENT_HANDLE", "$handle-" + person));
        }
        if (random.nextInt(3) == 0) {
            byte[] bits = new byte[32];
            new Random(person).nextBytes(bits);
            bits[random.nextInt(32)] ^= (byte) random.nextInt(256);
            uses.add(identifier("PHOTO_PDQ", HexFormat.of().formatHex(bits)));
        }
        return String.join(",", uses);
    }

    private static String identifier(String type, String value) {
        return "{\"type\":\"%s\",\"value\":\"%s\"}".formatted(type, value);
    }
}
