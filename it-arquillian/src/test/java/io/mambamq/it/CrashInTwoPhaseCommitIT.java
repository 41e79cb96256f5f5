// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.it.app.StoredOrder;
import io.mambamq.it.liberty.BrokerState;
import io.mambamq.it.liberty.LibertyServer;
import io.mambamq.it.liberty.OrderClient;
import io.mambamq.it.xa.HaltPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Open Liberty is killed with {@code kill -9} while the transaction of a message-driven bean stands between prepare and
 * commit, and the embedded broker dies with it. The container recovers it at the restart: message, row and reply happen
 * exactly once. {@link io.mambamq.it.crash.CrashMatrixIT} has the cases of a broker elsewhere.
 */
@DisplayName("C-13, C-24: kill -9 between XA prepare and commit")
class CrashInTwoPhaseCommitIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> ORDERS = List.of("one", "two", "three", "four", "five");

    @ParameterizedTest(name = "{0}")
    @EnumSource(HaltPoint.class)
    @DisplayName("message, row and reply happen exactly once")
    void recovers(HaltPoint point) throws Exception {
        try (var server = server(point)) {
            Path data = server.directory().resolve("mamba-data");

            killAt(point, server);
            assertPrepared(point, BrokerState.in(data, BrokerState::inDoubt));
            server.start();

            assertStoredOnce(point, server);
            server.stop();
            assertNothingLeft(BrokerState.in(data, Leftovers::of));
        }
    }

    /** What the broker holds at the end. */
    private record Leftovers(int inDoubt, List<String> orders, List<String> replies) {
        static Leftovers of(BrokerState broker) throws Exception {
            return new Leftovers(broker.inDoubt(), broker.takeAll("orders"), broker.takeAll("replies"));
        }
    }

    private static LibertyServer server(HaltPoint point) throws IOException {
        return LibertyServer.create(
                "embedded-" + point,
                Map.of("broker", "embedded", "database", "halting"),
                OrderArchive.createWithDatabaseFirst());
    }

    private static void killAt(HaltPoint point, LibertyServer server) throws Exception {
        Path halt = server.directory().resolve("halt");
        point.arm(halt);
        server.start();
        new OrderClient(server).send(ORDERS);
        await("a branch at " + point).atMost(PATIENCE).until(() -> HaltPoint.halted(halt));
        server.kill();
        point.disarm(halt);
    }

    /** Before the decision, whether the broker has prepared depends on the order in which the container asks. */
    private static void assertPrepared(HaltPoint point, int inDoubt) {
        if (point == HaltPoint.BEFORE_COMMIT) {
            assertTrue(inDoubt > 0, "the broker holds no prepared branch: the kill came too late");
        }
    }

    private static void assertStoredOnce(HaltPoint point, LibertyServer server) {
        var client = new OrderClient(server);
        List<StoredOrder> rows = await("all orders stored")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(client::stored, stored -> stored.size() >= ORDERS.size());

        assertEquals(
                sorted(ORDERS), sorted(rows.stream().map(StoredOrder::order).toList()));
        boolean someCameAgain = rows.stream().anyMatch(StoredOrder::redelivered);
        if (point == HaltPoint.AFTER_PREPARE) {
            assertTrue(someCameAgain, () -> "nothing was rolled back and delivered again: " + rows);
        }
    }

    private static void assertNothingLeft(Leftovers leftovers) {
        assertEquals(0, leftovers.inDoubt(), "branches in doubt");
        assertEquals(List.of(), leftovers.orders(), "orders still in the queue");
        assertEquals(sorted(ORDERS.stream().map("stored "::concat).toList()), sorted(leftovers.replies()));
    }

    private static List<String> sorted(List<String> list) {
        return list.stream().sorted().toList();
    }
}
