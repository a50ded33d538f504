// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wardline.cli.UserError;
import io.wardline.schema.Topics;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The demo's registry, for a second terminal: what is in this JVM's memory, over HTTP on loopback. Of Confluent's API it has what a
 * publisher of patterns asks: the subjects, a schema's id, and a schema by its id.
 */
final class DemoRegistry implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SUBJECT = Pattern.compile("/subjects/([^/]+)(/versions)?");
    private static final Pattern ID = Pattern.compile("/schemas/ids/(\\d{1,9})");
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    /** More than any schema of ours. */
    private static final int MAX_REQUEST = 1024 * 1024;

    private final SchemaRegistryClient registry;
    private final HttpServer server;

    private DemoRegistry(SchemaRegistryClient registry, HttpServer server) {
        this.registry = registry;
        this.server = server;
    }

    /**
     * Registers the contract's subjects and serves them.
     *
     * @param port 0 for a free one
     */
    static DemoRegistry start(SchemaRegistryClient registry, int port) throws IOException, RestClientException {
        for (Topics topic : Topics.values()) {
            registry.register(topic.subject(), new AvroSchema(topic.schema()));
        }
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            throw new UserError("port " + port + " is in use: choose another with --registry-port", e);
        }
        DemoRegistry demo = new DemoRegistry(registry, server);
        server.createContext("/", demo::answer);
        server.start();
        return demo;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, OK, result(exchange));
            } catch (RestClientException e) {
                send(exchange, e.getStatus(), error(e.getErrorCode(), String.valueOf(e.getMessage())));
            } catch (IOException | RuntimeException e) {
                // Parsers say what they did not understand; the client only shows it.
                send(exchange, UNPROCESSABLE, error(42201, String.valueOf(e.getMessage())));
            }
        }
    }

    private JsonNode result(HttpExchange exchange) throws IOException, RestClientException {
        String path = exchange.getRequestURI().getPath();
        boolean posted = exchange.getRequestMethod().equals("POST");
        Matcher subject = SUBJECT.matcher(path);
        Matcher id = ID.matcher(path);
        if (posted && subject.matches()) {
            return ofSubject(
                    URLDecoder.decode(subject.group(1), StandardCharsets.UTF_8), subject.group(2) != null, exchange);
        } else if (!posted && id.matches()) {
            AvroSchema schema = (AvroSchema) registry.getSchemaById(Integer.parseInt(id.group(1)));
            return JSON.createObjectNode().put("schema", schema.canonicalString());
        } else if (!posted && path.equals("/subjects")) {
            return JSON.valueToTree(List.copyOf(registry.getAllSubjects()));
        }
        throw new RestClientException("the demo's registry has no " + path, NOT_FOUND, NOT_FOUND);
    }

    private JsonNode ofSubject(String subject, boolean register, HttpExchange exchange)
            throws IOException, RestClientException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readNBytes(MAX_REQUEST));
        AvroSchema schema = new AvroSchema(request.path("schema").asText());
        ObjectNode answer = JSON.createObjectNode();
        if (register) {
            return answer.put("id", registry.register(subject, schema));
        }
        return answer.put("subject", subject)
                .put("id", registry.getId(subject, schema))
                .put("version", registry.getVersion(subject, schema))
                .put("schema", schema.canonicalString());
    }

    private static JsonNode error(int code, String message) {
        return JSON.createObjectNode().put("error_code", code).put("message", message);
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
