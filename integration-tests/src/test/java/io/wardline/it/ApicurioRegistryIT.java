// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ApicurioRegistryIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void givesBackTheSchemaThatWasRegisteredAndIsGoneWhenStopped() throws Exception {
        ApicurioRegistry registry = ApicurioRegistry.start();
        try (registry) {
            HttpResponse<String> registered = send(HttpRequest.newBuilder(
                            URI.create(registry.url() + "/subjects/smoke-value/versions"))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"schema\": \"{\\\"type\\\": \\\"string\\\"}\"}")));
            assertThat(registered.statusCode()).as(registered.body()).isEqualTo(200);
            String id = registered.body().replaceAll("\\D", "");

            HttpResponse<String> read = send(HttpRequest.newBuilder(URI.create(registry.url() + "/schemas/ids/" + id)));

            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.body()).contains("string");
        }
        HttpRequest.Builder afterwards = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects"));
        assertThatThrownBy(() -> send(afterwards)).isInstanceOf(ConnectException.class);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
