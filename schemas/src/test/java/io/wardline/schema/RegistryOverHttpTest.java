// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wardline.v1.ConversationEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.formats.avro.RegistryAvroDeserializationSchema;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The client over HTTP, against a server that gives the answers a registry gives: which of them are a record's fault, and which must
 * fail the task and be tried again.
 */
final class RegistryOverHttpTest {
    private static final String SUBJECT = Topics.CONVERSATION_EVENTS.subject();
    private static final int KNOWN = 7;
    private static final int NOT_AVRO = 8;
    private static final int NOT_THERE = 9;

    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final HttpServer server = start();

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void looksUpTheWritersSchemaAndReadsWithIt() throws Exception {
        RegistryCoderProvider provider = provider(Map.of());
        byte[] bytes = RegistryAvroSerializationSchema.forSpecific(ConversationEvent.class, provider)
                .serialize(Samples.threat());

        assertThat(bytes).startsWith(0, 0, 0, 0, KNOWN);
        assertThat(reader(provider).deserialize(bytes)).isEqualTo(Samples.threat());
    }

    @Test
    void signsInWithTheConfiguredName() throws Exception {
        RegistryCoderProvider provider =
                provider(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "user:password"));

        RegistryAvroSerializationSchema.forSpecific(ConversationEvent.class, provider)
                .serialize(Samples.threat());

        assertThat(authorizations).containsExactly("Basic dXNlcjpwYXNzd29yZA==");
    }

    @Test
    void aSchemaThatIsNotThereIsTheRecordsFault() {
        assertThatExceptionOfType(UnknownSchemaException.class)
                .isThrownBy(() -> reader(provider(Map.of())).deserialize(withId(NOT_THERE)))
                .withMessage("the registry has no schema with id 9");
    }

    @Test
    void aSchemaThatIsNotAvroIsTheRecordsFault() {
        assertThatExceptionOfType(UnknownSchemaException.class)
                .isThrownBy(() -> reader(provider(Map.of())).deserialize(withId(NOT_AVRO)))
                .withMessage("the registry's schema with id 8 is not Avro");
    }

    /** A proxy's 404, as of a mistaken URL; 401; 500: each would otherwise turn every record into a dead letter. */
    @ParameterizedTest
    @ValueSource(ints = {40, 41, 50})
    void aRegistryThatDoesNotAnswerIsNot(int id) {
        assertThatThrownBy(() -> reader(provider(Map.of())).deserialize(withId(id)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(UnknownSchemaException.class)
                .hasMessage("the registry did not give the schema with id " + id);
    }

    private static byte[] withId(int id) {
        return new byte[] {0, 0, 0, 0, (byte) id, 0};
    }

    private RegistryCoderProvider provider(Map<String, String> config) {
        String url = "http://%s:%d"
                .formatted(
                        server.getAddress().getHostString(), server.getAddress().getPort());
        return new RegistryCoderProvider(SUBJECT, url, config);
    }

    private static RegistryAvroDeserializationSchema<ConversationEvent> reader(RegistryCoderProvider provider) {
        return new RegistryAvroDeserializationSchema<>(ConversationEvent.class, null, provider);
    }

    private HttpServer start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/", this::answer);
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null) {
            authorizations.add(authorization);
        }
        exchange.getRequestBody().readAllBytes();
        switch (exchange.getRequestURI().getPath()) {
            case "/subjects/wardline.conversation-events-value" -> send(exchange, 200, lookedUp());
            case "/schemas/ids/7" -> send(exchange, 200, "{\"schema\": %s}".formatted(quotedSchema()));
            case "/schemas/ids/8" -> send(exchange, 200, "{\"schemaType\": \"JSON\", \"schema\": \"{}\"}");
            case "/schemas/ids/9" -> send(exchange, 404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
            case "/schemas/ids/40" -> send(exchange, 404, "<html>Not here</html>");
            case "/schemas/ids/41" -> send(exchange, 401, "{\"error_code\": 401, \"message\": \"Unauthorized\"}");
            default -> send(exchange, 500, "{\"error_code\": 50001, \"message\": \"Error in the backend\"}");
        }
    }

    private static String lookedUp() {
        return "{\"subject\": \"%s\", \"version\": 1, \"id\": %d, \"schema\": %s}"
                .formatted(SUBJECT, KNOWN, quotedSchema());
    }

    private static String quotedSchema() {
        return JsonNodeFactory.instance
                .textNode(Topics.CONVERSATION_EVENTS.schema().toString())
                .toString();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
