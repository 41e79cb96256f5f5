// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty.demo;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Sends all orders from a thread of its own, in transactions of a few. When the server dies in the middle of one, it asks
 * the server's successor which orders were sent, and goes on with the next.
 */
final class OrderFeed {

    private static final int ORDERS_PER_TRANSACTION = 10;
    private static final long RETRY_AFTER_MS = 200;

    private final OrderClient client;
    private final int total;

    OrderFeed(OrderClient client, int total) {
        this.client = client;
        this.total = total;
    }

    void start() {
        var thread = new Thread(this::run, "order-feed");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            int sent = 0;
            while (sent < total) {
                sent = sendNext(sent);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int sendNext(int sent) throws InterruptedException {
        try {
            int last = Math.min(sent + ORDERS_PER_TRANSACTION, total);
            client.send(sent + 1, last);
            return last;
        } catch (IOException e) {
            return askForSent(sent);
        }
    }

    private int askForSent(int sent) throws InterruptedException {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_AFTER_MS);
            return client.count().sent();
        } catch (IOException e) {
            return sent;
        }
    }
}
