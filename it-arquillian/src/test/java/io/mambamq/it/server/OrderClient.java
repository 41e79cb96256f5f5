// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.liberty;

import io.mambamq.it.app.StoredOrder;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The application as seen over HTTP. */
public final class OrderClient {
    private static final Duration ANSWER_TIME_MAX = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    public OrderClient(LibertyServer server) {
        url = "http://localhost:" + server.httpPort() + "/orders/orders";
    }

    /** Sends all in one request: a bean that stops for ever holds one of the few threads of the server. */
    public void send(List<String> orders) throws IOException, InterruptedException {
        String query = orders.stream()
                .map(order -> "order=" + URLEncoder.encode(order, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        call(HttpRequest.newBuilder(URI.create(url + "?" + query)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** The committed rows. Waits for those that are being written. */
    public List<StoredOrder> stored() throws IOException, InterruptedException {
        return call(HttpRequest.newBuilder(URI.create(url)))
                .lines()
                .map(StoredOrder::parse)
                .toList();
    }

    private String call(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.timeout(ANSWER_TIME_MAX).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("HTTP status " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
