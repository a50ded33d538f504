// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The CyberTipline's reporting API, a request at a time. What goes wrong on the way is an answer too. Redirections are not followed, since
 * the credentials and the report are for one server; and they go over TLS, unless the server is on this machine.
 */
public final class CyberTipline {
    /** What finish answers names every file, in some 80 bytes. */
    private static final int MOST_ANSWER_BYTES = 4 * 1024 * 1024;
    /** What a slow line carries, so that a large file has the time that it needs. */
    private static final int SLOW_BYTES_PER_SECOND = 128 * 1024;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String XML = "text/xml; charset=utf-8";
    private static final String BOUNDARY = "wardline-7f9c1d3a5b2e4860";

    private final String base;
    private final String authorization;
    private final Duration timeout;
    private final HttpClient http;

    private CyberTipline(String base, String authorization, Duration timeout) {
        this.base = base;
        this.authorization = authorization;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * A client; nothing is sent yet.
     *
     * @param base the address that the API's paths follow on
     * @param timeout of each request, beside the time that a file takes
     * @throws FilingException when the base is no address to file at
     */
    public static CyberTipline at(String base, String username, String password, Duration timeout) {
        String credentials =
                Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new CyberTipline(checked(base), "Basic " + credentials, timeout);
    }

    /** The base without a slash at its end. */
    private static String checked(String base) {
        URI address;
        try {
            address = URI.create(base.strip());
        } catch (IllegalArgumentException e) {
            throw new FilingException("'base' is no address: give it as https://HOST/PATH", e);
        }
        String scheme = String.valueOf(address.getScheme());
        String host = address.getHost();
        if (host == null
                || address.getRawUserInfo() != null
                || address.getRawQuery() != null
                || address.getRawFragment() != null) {
            throw new FilingException(
                    "'base' has to be of the form https://HOST/PATH, with nothing before or after it");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && isLoopback(host))) {
            throw new FilingException(
                    "'base' has to begin with https:// (http:// is for a server on this machine only)");
        }
        return address.toString().replaceAll("/+$", "");
    }

    private static boolean isLoopback(String host) {
        // Names are not looked up: what a resolver says today may be another machine tomorrow.
        if (host.equals("localhost")) {
            return true;
        }
        boolean isAddress = host.matches("[0-9.]+") || host.startsWith("[");
        try {
            return isAddress && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Where reports go. */
    public String base() {
        return base;
    }

    /** Whether the server is there and knows who asks. */
    Answer status() {
        return send(request("/status").GET(), timeout);
    }

    /** Opens a report. */
    Answer submit(String report) {
        return send(request("/submit").header("Content-Type", XML).POST(BodyPublishers.ofString(report)), timeout);
    }

    /** Adds a file to an open report. It is read while it is sent. */
    Answer upload(long reportId, Path file, String name) throws IOException {
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n"
                        + reportId + "\r\n--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
        return send(
                request("/upload")
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(body),
                timeout.plusSeconds(Files.size(file) / SLOW_BYTES_PER_SECOND));
    }

    /** Says what a file of an open report is. */
    Answer fileInfo(String fileDetails) {
        return send(
                request("/fileinfo").header("Content-Type", XML).POST(BodyPublishers.ofString(fileDetails)), timeout);
    }

    /** Files an open report, for good. */
    Answer finish(long reportId) {
        return form("/finish", reportId);
    }

    /** Takes an open report back. */
    Answer retract(long reportId) {
        return form("/retract", reportId);
    }

    private Answer form(String path, long reportId) {
        String form = "id=" + URLEncoder.encode(Long.toString(reportId), StandardCharsets.UTF_8);
        return send(request(path).header("Content-Type", FORM).POST(BodyPublishers.ofString(form)), timeout);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", authorization);
    }

    private Answer send(HttpRequest.Builder request, Duration patience) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request.build(), response -> new BoundedBody(MOST_ANSWER_BYTES));
        try {
            // Not the request's own timeout: that ends with the head of the answer, and a body may never end.
            HttpResponse<byte[]> answer = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return AnswerReader.read(answer.statusCode(), answer.body());
        } catch (TimeoutException e) {
            boolean unused = sent.cancel(true);
            return Answer.none(true);
        } catch (ExecutionException e) {
            return Answer.none(!isBeforeSending(e.getCause()));
        } catch (InterruptedException e) {
            boolean unused = sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new FilingException("interrupted while it filed: run it again, and it goes on where it was", e);
        }
    }

    private static boolean isBeforeSending(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnresolvedAddressException;
    }
}
