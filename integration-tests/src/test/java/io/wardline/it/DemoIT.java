// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.Await;
import io.wardline.cli.Wardline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: what a newcomer tries first works. Method: the command in a JVM of its own, whose temporary files are counted. */
class DemoIT {
    private static final Pattern ALERT = Pattern.compile("^ALERT .* (conv-[0-9a-f]{8}): .*");
    /** Those of the script {@code ./wardline}. */
    private static final List<String> FLAGS = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-Xmx2g");

    private static final Duration TO_THE_FIRST_ALERT = Duration.ofMinutes(1);
    private static final Duration TO_THE_END = Duration.ofMinutes(3);

    private Path temporary;
    private Path stdout;
    private Path stderr;

    @BeforeEach
    void nameFiles(@TempDir Path folder) throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        stdout = folder.resolve("stdout");
        stderr = folder.resolve("stderr");
    }

    @Test
    void tellsEveryGuiltyConversationAndNoOtherAndLeavesNothingBehind() throws Exception {
        Process demo = demo("--exit-after", "60");

        assertThat(Await.within(TO_THE_FIRST_ALERT, () -> out().anyMatch(DemoIT::isAlert)))
                .as("the first alert")
                .isTrue();
        assertThat(demo.waitFor(TO_THE_END.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(demo.exitValue()).as(err()).isZero();
        Set<String> told = new TreeSet<>();
        out().map(ALERT::matcher).filter(Matcher::matches).forEach(line -> told.add(line.group(1)));
        assertThat(told).isEqualTo(guilty());
        assertThat(out().filter(line -> line.startsWith("ESCALATION to lead: ")))
                .isNotEmpty();
        assertThat(out().filter(line -> line.startsWith("ESCALATION to breach")))
                .isNotEmpty();
        assertThat(out().filter(line -> line.startsWith("FILED case ")))
                .singleElement()
                .asString()
                .contains(" by the demo in place of a person at ", " before its deadline");
        assertThat(out().filter(line -> line.matches("ESCALATION to [a-z]+ resolved: case .*")))
                .hasSize(1);
        assertThat(out().filter(line -> line.startsWith("DEAD LETTER undecodable")))
                .hasSize(1);
        assertThat(out().filter(line -> line.startsWith("DEAD LETTER"))).hasSize(1);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void endsCleanlyOnCtrlC() throws Exception {
        Process demo = demo();
        assertThat(Await.within(TO_THE_FIRST_ALERT, () -> out().anyMatch(DemoIT::isAlert)))
                .as("the first alert")
                .isTrue();

        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(demo.pid()))
                        .start()
                        .waitFor())
                .isZero();

        assertThat(demo.waitFor(TO_THE_FIRST_ALERT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(out()).anyMatch(line -> line.startsWith("SUMMARY"));
        assertThat(err()).doesNotContain("Exception");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void saysThatAPortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process demo = demo("--port", Integer.toString(taken.getLocalPort()));

            assertThat(demo.waitFor(TO_THE_FIRST_ALERT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(demo.exitValue()).isEqualTo(1);
            assertThat(err().lines())
                    .containsExactly(
                            "wardline: port " + taken.getLocalPort() + " is in use: choose another with --port");
            assertThat(temporary).isEmptyDirectory();
        }
    }

    private Process demo(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djava.io.tmpdir=" + temporary));
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Wardline.class.getName(), "demo"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start();
    }

    private Stream<String> out() {
        return read(stdout).lines();
    }

    private String err() {
        return read(stderr);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAlert(String line) {
        return ALERT.matcher(line).matches();
    }

    private static Set<String> guilty() throws IOException {
        Set<String> guilty = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "samples", "labels.csv"))) {
            String[] cells = line.split(",", -1);
            if (cells[1].equals("guilty")) {
                guilty.add(cells[0]);
            }
        }
        return guilty;
    }
}
