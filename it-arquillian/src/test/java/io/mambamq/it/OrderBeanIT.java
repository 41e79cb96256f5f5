// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.it.app.OrderBean.Failure;
import io.mambamq.it.app.OrderTable;
import io.mambamq.it.app.StoredOrder;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A message-driven bean on the embedded broker, started without any configuration: message, row and reply are one XA
 * transaction. Runs inside the server.
 */
@ExtendWith(ArquillianExtension.class)
class OrderBeanIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Resource(lookup = "jms/connectionFactory")
    private ConnectionFactory connectionFactory;

    @Resource(lookup = "jms/orders")
    private Queue orders;

    @Resource(lookup = "jms/replies")
    private Queue replies;

    @EJB
    private OrderTable table;

    @Deployment
    static WebArchive application() {
        return OrderArchive.createForTestsInside();
    }

    @Test
    @DisplayName("C-22, C-23: an order is consumed, stored and replied to in one XA transaction")
    void storesAndReplies() {
        send("three chairs", null);

        assertEquals("stored three chairs", nextReply());
        assertEquals(new StoredOrder("three chairs", 1, false), onlyRowOf("three chairs"));
    }

    @Test
    @DisplayName("setRollbackOnly: row and reply are undone, the order comes again, marked as redelivered")
    void redeliversAfterSetRollbackOnly() {
        send("four tables", Failure.SET_ROLLBACK_ONLY);

        assertStoredOnceAtTheSecondAttempt("four tables");
    }

    @Test
    @DisplayName("RuntimeException: row and reply are undone, the order comes again, marked as redelivered")
    void redeliversAfterARuntimeException() {
        send("five lamps", Failure.RUNTIME_EXCEPTION);

        assertStoredOnceAtTheSecondAttempt("five lamps");
    }

    private void assertStoredOnceAtTheSecondAttempt(String order) {
        assertEquals("stored " + order, nextReply());
        StoredOrder row = onlyRowOf(order);
        assertTrue(row.redelivered(), "JMSRedelivered");
        assertTrue(row.deliveryCount() >= 2, "JMSXDeliveryCount is " + row.deliveryCount());
        // A second reply would now be ahead of the next order's.
        send("one more after " + order, null);
        assertEquals("stored one more after " + order, nextReply());
    }

    private void send(String order, Failure failure) {
        try (JMSContext jms = connectionFactory.createContext()) {
            var producer = jms.createProducer();
            if (failure != null) {
                producer.setProperty("failure", failure.name());
            }
            producer.send(orders, order);
        }
    }

    private String nextReply() {
        try (JMSContext jms = connectionFactory.createContext();
                var consumer = jms.createConsumer(replies)) {
            return consumer.receiveBody(String.class, PATIENCE.toMillis());
        }
    }

    /** The branches commit one after the other: the row may be a moment behind the reply. */
    private StoredOrder onlyRowOf(String order) {
        List<StoredOrder> rows = await().atMost(PATIENCE).until(() -> table.of(order), found -> !found.isEmpty());
        assertEquals(1, rows.size(), () -> "rows of one order: " + rows);
        return rows.get(0);
    }
}
