// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wardline.filing.LocalFaults.Fault;
import io.wardline.report.SchemaCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A local stand-in for the CyberTipline, on loopback, for trying out a filing: it answers as the API's documentation says. It is not NCMEC,
 * nothing that is filed with it goes anywhere, and it ends with its process.
 */
public final class LocalCyberTipline implements AutoCloseable {
    /** Below the address, as at the real one. */
    private static final String ROOT = "/ispws";
    /** A chat of 10 MB, several times over. */
    private static final int MOST_DOCUMENT_BYTES = 64 * 1024 * 1024;

    private static final int THREADS = 8;
    private static final String SCHEMA = "local.xsd";

    private final LocalReports reports;
    private final String authorization;
    private final byte[] xsd;
    private final SchemaCheck schema;
    private final LocalFaults faults;
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "local-cybertipline");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * What a server is made of.
     *
     * @param schema the one that documents are checked against, and that is served; null for a small one of this project's own
     */
    public record Options(
            int port,
            String username,
            String password,
            @Nullable Path schema,
            LocalReports reports,
            LocalFaults faults) {}

    private LocalCyberTipline(Options options, byte[] xsd, SchemaCheck schema) throws IOException {
        this.reports = options.reports();
        this.authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (options.username() + ":" + options.password()).getBytes(StandardCharsets.UTF_8));
        this.xsd = xsd;
        this.schema = schema;
        this.faults = options.faults();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Starts a server.
     *
     * @throws IOException when its port is in use, or the schema is none
     */
    public static LocalCyberTipline start(Options options) throws IOException {
        Path file = options.schema();
        byte[] xsd = file == null ? ownSchema() : Files.readAllBytes(file);
        return new LocalCyberTipline(options, xsd, SchemaCheck.of(xsd, file == null ? SCHEMA : file.toString()));
    }

    /** The small schema of this project's own, which is not NCMEC's. */
    public static byte[] ownSchema() {
        try (InputStream in = LocalCyberTipline.class.getResourceAsStream(SCHEMA)) {
            if (in == null) {
                throw new IllegalStateException("this jar lacks " + SCHEMA);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("this jar's " + SCHEMA + " can't be read", e);
        }
    }

    /** The address for {@code base} in the settings. */
    public String base() {
        return "http://127.0.0.1:" + port() + ROOT;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** How many requests came. */
    public int requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String name = path.startsWith(ROOT) ? path.substring(ROOT.length()) : "";
            int number = requests.incrementAndGet();
            if (fails(exchange, faults.before(number, name))) {
                return;
            }
            if (name.equals("/xsd") && isKnown(exchange)) {
                send(exchange, 200, xsd);
                return;
            }
            LocalAnswer answer;
            try {
                answer = answer(exchange, name);
            } catch (NumberFormatException e) {
                answer = LocalAnswer.of(5001, "no such report");
            }
            if (!fails(exchange, faults.after(number, name))) {
                send(exchange, answer.status(), answer.xml());
            }
        }
    }

    /** Whether something went wrong with it. An exchange that is closed without an answer drops its connection. */
    private static boolean fails(HttpExchange exchange, Fault fault) throws IOException {
        switch (fault) {
            case NONE -> {
                return false;
            }
            case DROP -> {}
            case BROKEN -> exchange.sendResponseHeaders(500, -1);
            case UNAUTHORIZED -> exchange.sendResponseHeaders(401, -1);
            case BUSY -> {
                LocalAnswer busy = LocalAnswer.of(1000, "try again");
                send(exchange, busy.status(), busy.xml());
            }
        }
        return true;
    }

    private boolean isKnown(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), authorization.getBytes(StandardCharsets.UTF_8));
    }

    private LocalAnswer answer(HttpExchange exchange, String path) throws IOException {
        if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
            return LocalAnswer.of(2000, "no credentials");
        } else if (!isKnown(exchange)) {
            return LocalAnswer.of(3000, "wrong credentials");
        }
        boolean isPost = exchange.getRequestMethod().equals("POST");
        if (!isPost) {
            return path.equals("/status") ? LocalAnswer.of(0, "Success") : LocalAnswer.of(4000, "no such request");
        }
        return switch (path) {
            case "/submit" -> submit(exchange.getRequestBody());
            case "/upload" -> upload(exchange);
            case "/fileinfo" -> fileInfo(exchange.getRequestBody());
            case "/finish" -> reports.finish(formId(exchange.getRequestBody()));
            case "/retract" -> reports.retract(formId(exchange.getRequestBody()));
            default -> LocalAnswer.of(4000, "no such request");
        };
    }

    private LocalAnswer submit(InputStream body) throws IOException {
        byte[] document = body.readNBytes(MOST_DOCUMENT_BYTES + 1);
        return wrong(document, "report").orElseGet(() -> reports.open(sha256(document)));
    }

    private LocalAnswer fileInfo(InputStream body) throws IOException {
        byte[] document = body.readNBytes(MOST_DOCUMENT_BYTES + 1);
        return wrong(document, "fileDetails").orElseGet(() -> {
            LocalDocument details = LocalDocument.read(document);
            return reports.tell(details.number("reportId"), details.value("fileId"), sha256(document));
        });
    }

    /** What is wrong with a document: empty for nothing. */
    private Optional<LocalAnswer> wrong(byte[] document, String root) {
        if (document.length > MOST_DOCUMENT_BYTES) {
            return Optional.of(LocalAnswer.of(4100, "too large"));
        }
        Optional<String> problem = schema.problem(new String(document, StandardCharsets.UTF_8));
        if (problem.isPresent()) {
            boolean isMalformed = problem.get().startsWith("not well-formed");
            return Optional.of(LocalAnswer.of(isMalformed ? 4110 : 4100, problem.get()));
        }
        return LocalDocument.read(document).root().equals(root)
                ? Optional.empty()
                : Optional.of(LocalAnswer.of(4100, "not a " + root));
    }

    private LocalAnswer upload(HttpExchange exchange) throws IOException {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        Optional<LocalUpload> upload = LocalUpload.read(type, exchange.getRequestBody());
        if (upload.isEmpty() || !upload.get().hasFile()) {
            return LocalAnswer.of(4000, "no file");
        }
        LocalUpload file = upload.get();
        return reports.add(Long.parseLong(file.id()), file.sha256(), file.md5(), file.bytes());
    }

    private static long formId(InputStream body) throws IOException {
        String form = new String(body.readNBytes(1_000), StandardCharsets.US_ASCII);
        return Long.parseLong(form.startsWith("id=") ? form.substring("id=".length()) : "");
    }

    private static String sha256(byte[] document) {
        return HexFormat.of().formatHex(Dossier.digest("SHA-256").digest(document));
    }

    private static void send(HttpExchange exchange, int status, byte[] xml) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
        exchange.sendResponseHeaders(status, xml.length);
        exchange.getResponseBody().write(xml);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
