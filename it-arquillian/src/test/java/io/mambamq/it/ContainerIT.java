// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mambamq.it.app.OrderBean.Failure;
import io.mambamq.it.app.StoredOrder;
import io.mambamq.it.server.ApplicationServer;
import io.mambamq.it.server.BrokerState;
import io.mambamq.it.server.Container;
import io.mambamq.it.server.OrderClient;
import io.mambamq.it.xa.HaltPoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same application on each application server, with the embedded broker and a database beside it: what a user of any of them may
 * expect. Which server it is, the profile of the build says.
 */
@DisplayName("An application on this application server")
class ContainerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration START_TIME_MAX = Duration.ofMinutes(3);

    private static ApplicationServer server;
    private static OrderClient client;

    @BeforeAll
    static void start() throws Exception {
        server = Container.chosen().create("container", OrderArchive.create());
        client = new OrderClient(server);
        startServer();
    }

    private static void startServer() throws Exception {
        server.start();
        await().atMost(START_TIME_MAX).ignoreExceptions().until(client::isDeployed);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    @DisplayName("C-22, C-23: an order is consumed, stored and replied to in one XA transaction")
    void storesAndReplies() throws Exception {
        client.send(List.of("three chairs"));

        assertEquals("stored three chairs", client.nextReply(PATIENCE));
        assertEquals(new StoredOrder("three chairs", 1, false), onlyRowOf("three chairs"));
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    @DisplayName("C-22: a failure undoes row and reply, and the order comes again, marked as redelivered")
    void comesAgain(Failure failure) throws Exception {
        String order = "lamps with " + failure;
        client.send(order, failure);

        assertEquals("stored " + order, client.nextReply(PATIENCE));
        StoredOrder row = onlyRowOf(order);
        assertTrue(row.redelivered(), "JMSRedelivered");
        assertTrue(row.deliveryCount() >= 2, "JMSXDeliveryCount is " + row.deliveryCount());
        // A second reply would now be ahead of the next order's.
        client.send(List.of("one more after " + order));
        assertEquals("stored one more after " + order, client.nextReply(PATIENCE));
    }

    @Test
    @DisplayName("M-99: an injected JMSContext sends in the transaction that the container begins")
    void sendsWithAnInjectedContext() throws Exception {
        assumeTrue(Container.chosen().injectsByEnvironmentName(), "this server wants the name of the resource itself");

        assertEquals("by injection", client.letter("by injection"));
    }

    @Test
    @DisplayName(
            "M-100, C-22: a bean with a durable subscription without a name reads a topic, also what failed at first")
    void readsATopic() throws Exception {
        // The endpoint subscribes a moment after its activation.
        await().atMost(PATIENCE).until(() -> client.news("hello").equals("read hello"));

        assertEquals("read X-ray", client.news("X-ray"));
    }

    @Test
    @DisplayName(
            "A poisoned message goes to the dead-letter queue after as many attempts as the bean's annotation wants")
    void givesUp() throws Exception {
        assertEquals("poison after 4", client.parcel("poison"));
    }

    @ParameterizedTest
    @EnumSource(HaltPoint.class)
    @DisplayName("C-13, C-24: kill -9 between XA prepare and commit leaves message, row and reply exactly once")
    void recovers(HaltPoint point) throws Exception {
        assumeTrue(Container.chosen().recovers(), "this server does not look for branches in doubt");
        OrderAccount account = new OrderAccount(List.of(point + " one", point + " two", point + " three"));

        account.killAt(point, server);
        int inDoubt = BrokerState.in(server.brokerData(), BrokerState::inDoubt);
        startServer();

        // The broker is asked before the database: where that stands before its commit, the broker's branch has
        // committed.
        if (point == HaltPoint.AFTER_PREPARE) {
            assertTrue(inDoubt > 0, "the broker holds no prepared branch");
        }
        account.assertStoredOnce(point, server);
        server.stop();
        account.assertNothingLeft(BrokerState.in(server.brokerData(), OrderAccount.Leftovers::of));
        startServer();
    }

    /** The branches commit one after the other: the row may be a moment behind the reply. */
    private static StoredOrder onlyRowOf(String order) {
        List<StoredOrder> rows =
                await().atMost(PATIENCE).ignoreExceptions().until(() -> rowsOf(order), found -> !found.isEmpty());
        assertEquals(1, rows.size(), () -> "rows of one order: " + rows);
        return rows.get(0);
    }

    private static List<StoredOrder> rowsOf(String order) throws Exception {
        return client.stored().stream().filter(row -> row.order().equals(order)).toList();
    }
}
