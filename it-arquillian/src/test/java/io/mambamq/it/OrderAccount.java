// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.it.app.StoredOrder;
import io.mambamq.it.server.ApplicationServer;
import io.mambamq.it.server.BrokerState;
import io.mambamq.it.server.OrderClient;
import io.mambamq.it.xa.HaltPoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Orders that a server is killed over, and what has to be left of them. */
record OrderAccount(List<String> orders) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What the broker holds at the end. */
    record Leftovers(int inDoubt, List<String> orders, List<String> replies) {
        static Leftovers of(BrokerState broker) throws Exception {
            return new Leftovers(broker.inDoubt(), broker.takeAll("orders"), broker.takeAll("replies"));
        }
    }

    /** Sends the orders to a server that runs, and kills it when one of them stands at the point. */
    void killAt(HaltPoint point, ApplicationServer server) throws Exception {
        Path halt = server.directory().resolve("halt");
        point.arm(halt);
        new OrderClient(server).send(orders);
        await("a branch at " + point).atMost(PATIENCE).until(() -> HaltPoint.halted(halt));
        server.kill();
        point.disarm(halt);
    }

    /** After the restart. */
    void assertStoredOnce(HaltPoint point, ApplicationServer server) {
        var client = new OrderClient(server);
        List<StoredOrder> rows = await("all orders stored")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> ours(client.stored()), stored -> stored.size() >= orders.size());

        assertEquals(
                sorted(orders), sorted(rows.stream().map(StoredOrder::order).toList()));
        boolean someCameAgain = rows.stream().anyMatch(StoredOrder::redelivered);
        if (point == HaltPoint.AFTER_PREPARE) {
            assertTrue(someCameAgain, () -> "nothing was rolled back and delivered again: " + rows);
        }
    }

    private List<StoredOrder> ours(List<StoredOrder> rows) {
        return rows.stream().filter(row -> orders.contains(row.order())).toList();
    }

    /** After the server stopped. */
    void assertNothingLeft(Leftovers leftovers) {
        assertEquals(0, leftovers.inDoubt(), "branches in doubt");
        assertEquals(List.of(), leftovers.orders(), "orders still in the queue");
        assertEquals(sorted(orders.stream().map("stored "::concat).toList()), sorted(leftovers.replies()));
    }

    private static List<String> sorted(List<String> list) {
        return list.stream().sorted().toList();
    }
}
