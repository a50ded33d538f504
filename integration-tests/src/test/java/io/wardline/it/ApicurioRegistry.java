// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import io.wardline.cli.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real schema registry with Confluent's API: an Apicurio server in a process of its own, on loopback, with its schemas in a file
 * below {@code target}. {@link #close()} ends that process and no other; so does the end of this JVM.
 */
public final class ApicurioRegistry implements AutoCloseable {
    /** It takes 5 s on an idle machine of two cores; a busy build is another matter. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private static final Path UNPACKED = Path.of("target", "apicurio");
    private static final Path LOG = Path.of("target", "apicurio.log");

    private final int port;
    private final Path data;
    private final HttpClient http;
    private Process process;

    private ApicurioRegistry(int port, Path data) {
        this.port = port;
        this.data = data;
        this.http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        this.process = launch(port, data);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-apicurio"));
        awaitReady();
    }

    /** Starts a registry on a free port; it answers when this returns. */
    public static ApicurioRegistry start() {
        try {
            return new ApicurioRegistry(freePort(), Files.createTempDirectory(Path.of("target"), "apicurio-data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one for all that neither stop it nor count its subjects; it ends with this JVM. A start takes longer than a broker's. */
    public static ApicurioRegistry shared() {
        return Shared.REGISTRY;
    }

    private static final class Shared {
        private static final ApicurioRegistry REGISTRY = start();
    }

    /** Confluent's API: what the setting {@code schema.registry.url} wants. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    /** Ends the process; its schemas stay for {@link #restart()}. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again on its port and schemas: for jobs that must outlive its absence. */
    public void restart() {
        stop();
        process = launch(port, data);
        awaitReady();
    }

    @Override
    public void close() {
        stop();
    }

    private static Process launch(int port, Path data) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // Starts sooner, and lives too short to earn what the second compiler costs on two cores.
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dapicurio.datasource.url=jdbc:h2:file:"
                        + data.resolve("registry").toAbsolutePath(),
                "-jar",
                runner().toString());
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path runner() {
        try (Stream<Path> files = Files.list(UNPACKED)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no *-runner.jar in " + UNPACKED.toAbsolutePath()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "run the tests by Maven, which unpacks the registry in pre-integration-test", e);
        }
    }

    private void awaitReady() {
        if (!Await.within(READY_WITHIN, () -> !process.isAlive() || answers()) || !process.isAlive()) {
            stop();
            throw new IllegalStateException("the registry did not get ready: see " + LOG.toAbsolutePath());
        }
    }

    private boolean answers() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
