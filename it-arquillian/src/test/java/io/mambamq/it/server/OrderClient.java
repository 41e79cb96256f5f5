// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.server;

import io.mambamq.it.app.OrderBean.Failure;
import io.mambamq.it.app.StoredOrder;
import java.io.IOException;
import java.net.HttpURLConnection;
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

    public OrderClient(ApplicationServer server) {
        url = "http://localhost:" + server.httpPort() + "/orders/";
    }

    /** Whether the application answers: some servers say that they are ready before. */
    public boolean isDeployed() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "letters")).timeout(ANSWER_TIME_MAX);
        return http.send(request.build(), BodyHandlers.discarding()).statusCode() == HttpURLConnection.HTTP_BAD_METHOD;
    }

    /** Sends all in one request: a bean that stops for ever holds one of the few threads of the server. */
    public void send(List<String> orders) throws IOException, InterruptedException {
        post("orders", orders.stream().map(order -> "order=" + encoded(order)).collect(Collectors.joining("&")));
    }

    /** Sends an order of which the first attempt fails. */
    public void send(String order, Failure failure) throws IOException, InterruptedException {
        post("orders", "order=" + encoded(order) + "&failure=" + failure);
    }

    /** The committed rows. Waits for those that are being written. */
    public List<StoredOrder> stored() throws IOException, InterruptedException {
        return call(HttpRequest.newBuilder(URI.create(url + "orders")))
                .lines()
                .map(StoredOrder::parse)
                .toList();
    }

    /** Takes the next reply; empty if none comes within the time. */
    public String nextReply(Duration wait) throws IOException, InterruptedException {
        return post("replies", "waitMs=" + wait.toMillis());
    }

    /** Sends a letter with an injected context and takes it. */
    public String letter(String letter) throws IOException, InterruptedException {
        return post("letters", "letter=" + encoded(letter));
    }

    /** Publishes an item, which a bean with a durable subscription reads, and takes what the bean says of it; empty if nothing. */
    public String news(String item) throws IOException, InterruptedException {
        return post("news", "item=" + encoded(item));
    }

    /** Sends a parcel and takes what then comes to the dead-letter queue, with the number of attempts; empty if nothing. */
    public String parcel(String parcel) throws IOException, InterruptedException {
        return post("parcels", "parcel=" + encoded(parcel));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String post(String path, String query) throws IOException, InterruptedException {
        return call(
                HttpRequest.newBuilder(URI.create(url + path + "?" + query)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private String call(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.timeout(ANSWER_TIME_MAX).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("HTTP status " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
