// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks to the application over HTTP. Any thread. */
final class OrderClient {

    private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(90);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    OrderClient(int httpPort) {
        url = "http://localhost:" + httpPort + "/orders";
    }

    /** @throws IOException if the server does not answer; the orders are then sent all or not at all */
    void send(int firstNumber, int lastNumber) throws IOException, InterruptedException {
        call(HttpRequest.newBuilder(URI.create(url + "?first=" + firstNumber + "&last=" + lastNumber))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    OrderCounts count() throws IOException, InterruptedException {
        return OrderCounts.parse(call(HttpRequest.newBuilder(URI.create(url))));
    }

    private String call(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.timeout(ANSWER_TIME_MAX).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("The application answered with HTTP status " + response.statusCode());
        }
        return response.body();
    }
}
