// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.wardline.filing.Answer.Meaning;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: each answer of the API, and each that is none, means what its documentation says. Method: a server that answers as told. */
class CyberTiplineTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    /** Answers each request with one status and body. */
    private static HttpServer answering(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                if (status / 100 == 3) {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                }
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        return server;
    }

    private static CyberTipline client(int port, Duration timeout) {
        return CyberTipline.at("http://127.0.0.1:" + port + "/ispws/", "user", "password", timeout);
    }

    private static Answer answer(int status, String body) throws IOException {
        HttpServer server = answering(status, body);
        try {
            return client(server.getAddress().getPort(), LONG).finish(1);
        } finally {
            server.stop(0);
        }
    }

    private static String response(int code) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><reportResponse><responseCode>" + code
                + "</responseCode><responseDescription>canary</responseDescription><reportId>4711</reportId>"
                + "<fileId>f1</fileId><hash>abc</hash></reportResponse>";
    }

    @ParameterizedTest
    @CsvSource({
        "200, 0, DONE",
        "200, 1000, AGAIN",
        "503, 1999, AGAIN",
        "200, 2000, CREDENTIALS",
        "200, 3000, CREDENTIALS",
        "200, 3999, CREDENTIALS",
        "401, 0, CREDENTIALS",
        "403, 4100, CREDENTIALS",
        "200, 4100, REFUSED",
        "400, 4110, REFUSED",
        "200, 4999, REFUSED",
        "200, 2001, REFUSED",
        "200, 9000, REFUSED",
        "200, -5, REFUSED",
        "200, 5001, UNKNOWN_REPORT",
        "404, 5001, UNKNOWN_REPORT",
        "200, 5002, UNKNOWN_FILE",
        "200, 5101, RETRACTED",
        "200, 5102, FINISHED",
        "500, 0, UNCLEAR",
    })
    void aCodeMeans(int status, int code, Meaning meaning) throws IOException {
        Answer answer = answer(status, response(code));

        assertThat(answer.means()).isEqualTo(meaning);
        assertThat(answer.reportId()).isEqualTo(4711);
        assertThat(answer.fileId()).isEqualTo("f1");
        assertThat(answer.md5()).isEqualTo("abc");
        assertThat(answer.told()).contains("code " + code).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "401, '', CREDENTIALS",
        "403, nothing for you, CREDENTIALS",
        "429, '', AGAIN",
        "408, '', UNCLEAR",
        "500, <html>, UNCLEAR",
        "502, '', UNCLEAR",
        "200, '', UNCLEAR",
        "200, <html><body>Sign in</body></html>, UNCLEAR",
        "200, <reportResponse><responseCode>zero</responseCode></reportResponse>, UNCLEAR",
        "200, <reportResponse><responseCode>0</responseCode>, UNCLEAR",
        "302, '', REFUSED",
        "404, no, REFUSED",
    })
    void aStatusMeansWhereThereIsNoDocument(int status, String body, Meaning meaning) throws IOException {
        assertThat(answer(status, body).means()).isEqualTo(meaning);
    }

    @Test
    void whatFinishAnswersIsUnderstood() throws IOException {
        Answer answer = answer(
                200,
                "<reportDoneResponse><responseCode>0</responseCode><reportId>4711</reportId><files><fileId>a</fileId>"
                        + "<fileId>b</fileId></files></reportDoneResponse>");

        assertThat(answer.means()).isEqualTo(Meaning.DONE);
        assertThat(answer.reportId()).isEqualTo(4711);
    }

    @Test
    void noAnswerMakesThisMachineReadAFile(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "4711");

        Answer answer = answer(
                200,
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + secret.toUri()
                        + "\">]><reportResponse><responseCode>0</responseCode><reportId>&x;</reportId></reportResponse>");

        assertThat(answer.means()).isEqualTo(Meaning.UNCLEAR);
        assertThat(answer.reportId()).isZero();
    }

    @Test
    void anAnswerWithoutAnEndIsCutOff() throws IOException {
        assertThat(answer(200, " ".repeat(5 * 1024 * 1024) + response(0)).means())
                .isEqualTo(Meaning.UNCLEAR);
    }

    @Test
    void redirectionsAreNotFollowed() throws IOException {
        AtomicInteger elsewhere = new AtomicInteger();
        HttpServer server = answering(307, "");
        try {
            server.createContext("/elsewhere", exchange -> {
                elsewhere.incrementAndGet();
                exchange.close();
            });
            assertThat(client(server.getAddress().getPort(), LONG).finish(1).told())
                    .contains("redirection");
        } finally {
            server.stop(0);
        }
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void aServerThatHangsIsNotWaitedForForever() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                // With the head of the answer sent, the body may never come.
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().flush();
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        try {
            assertThat(client(server.getAddress().getPort(), SHORT).finish(1).means())
                    .isEqualTo(Meaning.UNCLEAR);
        } finally {
            release.countDown();
            server.stop(0);
        }
    }

    @Test
    void aServerThatIsNotThereHasTakenNothing() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(client(port, LONG).finish(1).means()).isEqualTo(Meaning.AGAIN);
        assertThat(client(port, LONG).finish(1).told()).isEqualTo("no answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/ispws",
                "ftp://example.org",
                "https://user:secret@example.org/ispws",
                "https://example.org/ispws?x=1",
                "https:///ispws",
                "example.org",
                "http://10.0.0.1/",
                "http://127.0.0.1.example.org/",
                "no address",
                ""
            })
    void reportsGoNowhereElse(String base) {
        assertThatThrownBy(() -> CyberTipline.at(base, "u", "p", LONG))
                .isInstanceOf(FilingException.class)
                .hasMessageContaining("'base'")
                .hasMessageNotContaining("secret");
    }

    @Test
    void addressesToFileAt() {
        for (String base :
                List.of("https://example.org/ispws", "http://127.0.0.1:1/x", "http://[::1]/", "http://localhost")) {
            assertThat(CyberTipline.at(base + "/", "u", "p", LONG).base()).isEqualTo(base.replaceAll("/$", ""));
        }
    }
}
