// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wardline.schema.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry on loopback that can't answer the first few requests, and knows one schema under every id. */
final class RegistryStub implements AutoCloseable {
    private final AtomicInteger failuresLeft;
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    RegistryStub(int failures) {
        failuresLeft = new AtomicInteger(failures);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    /** The status codes, in order. */
    List<Integer> answers() {
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        boolean fails = failuresLeft.getAndDecrement() > 0;
        String body = fails ? "{\"error_code\": 50301, \"message\": \"starting\"}" : schema();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        int status = fails ? 503 : 200;
        answers.add(status);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String schema() {
        String schema = Topics.CONVERSATION_EVENTS.schema().toString();
        return "{\"schema\": \"" + schema.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }
}
