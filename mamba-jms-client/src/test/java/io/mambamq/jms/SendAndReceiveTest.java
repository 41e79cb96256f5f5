// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SendAndReceiveTest {
    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();

    @Test
    void aMessageGoesThroughTheClassicApi() throws Exception {
        try (Connection connection = BROKER.connections().createConnection()) {
            connection.start();
            Session session = connection.createSession();
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);

            producer.send(session.createTextMessage("hello"));

            TextMessage received = (TextMessage) consumer.receive(5_000);
            assertEquals("hello", received.getText());
            assertEquals(queue, received.getJMSDestination());
            assertTrue(received.getJMSMessageID().startsWith("ID:"));
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    void aMessageGoesThroughTheSimplifiedApi() {
        try (JMSContext context = BROKER.connections().createContext()) {
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setProperty("colour", "green")
                    .send(queue, "hello");

            assertEquals("hello", context.createConsumer(queue).receiveBody(String.class, 5_000));
        }
    }

    @Test
    void aMessageGoesWithinTheJvm() {
        MambaConnectionFactory factory =
                new MambaConnectionFactory(timeoutMs -> BROKER.server().connectInVm());
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(queue, "hello");

            assertEquals("hello", context.createConsumer(queue).receiveBody(String.class, 5_000));
        }
    }

    @Test
    void manyMessagesKeepTheirOrder() throws Exception {
        int count = 2_000;
        try (Connection connection = BROKER.factory("prefetch=10").createConnection()) {
            connection.start();
            Session session = connection.createSession(true, 0);
            MessageProducer producer = session.createProducer(queue);
            for (int i = 0; i < count; i++) {
                producer.send(session.createTextMessage("message " + i));
            }
            session.commit();
            MessageConsumer consumer = session.createConsumer(queue);

            for (int i = 0; i < count; i++) {
                assertEquals("message " + i, ((TextMessage) consumer.receive(5_000)).getText());
            }
            assertNull(consumer.receiveNoWait());
            session.commit();
        }
    }
}
