// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.fake.FakeBroker;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TopicSession;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NotSupportedYetTest {
    private final MambaQueue queue = new MambaQueue("orders");
    private final MambaTopic topic = new MambaTopic("news");
    private FakeBroker broker;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        broker = new FakeBroker();
        connection = broker.factory().createConnection();
    }

    @AfterEach
    void disconnect() throws IOException {
        broker.close();
    }

    private static void assertNotYet(Executable call) {
        JMSException refusal = assertThrows(JMSException.class, call);
        assertTrue(refusal.getMessage().endsWith("not supported yet by this version of Mamba"), refusal.getMessage());
        assertEquals("NOT_SUPPORTED", refusal.getErrorCode());
    }

    private static void assertNotYetUnchecked(Executable call) {
        JMSRuntimeException refusal = assertThrows(JMSRuntimeException.class, call);
        assertTrue(refusal.getMessage().endsWith("not supported yet by this version of Mamba"), refusal.getMessage());
    }

    @Test
    void theClassicApiSaysSo() throws Exception {
        Session session = connection.createSession();
        assertNotYet(() -> session.createConsumer(topic));
        assertNotYet(() -> session.createProducer(topic));
        assertNotYet(() -> session.createDurableConsumer(topic, "name"));
        assertNotYet(() -> session.createDurableSubscriber(topic, "name"));
        assertNotYet(() -> session.createSharedConsumer(topic, "name"));
        assertNotYet(() -> session.createSharedDurableConsumer(topic, "name"));
        assertNotYet(() -> session.unsubscribe("name"));
        assertNotYet(() -> session.createConsumer(queue, null, true));
        assertNotYet(() -> session.setMessageListener(null));
        assertNotYet(() -> connection.createConnectionConsumer(queue, null, null, 1));
        assertNotYetUnchecked(session::run);
    }

    @Test
    void theSimplifiedApiSaysSo() throws Exception {
        connection.close();
        try (JMSContext context = broker.factory().createContext()) {
            JMSProducer producer = context.createProducer();
            assertNotYetUnchecked(() -> context.createConsumer(topic));
            assertNotYetUnchecked(() -> context.createDurableConsumer(topic, "name"));
            assertNotYetUnchecked(() -> context.createSharedConsumer(topic, "name"));
            assertNotYetUnchecked(() -> context.createSharedDurableConsumer(topic, "name"));
            assertNotYetUnchecked(() -> context.unsubscribe("name"));
            assertNotYetUnchecked(() -> producer.send(topic, "hello"));
        }
    }

    @Test
    @DisplayName("M-90: the queue domain has no topics and the topic domain no queues")
    void domains() throws Exception {
        MambaConnectionFactory factory = broker.factory();
        connection.close();
        try (jakarta.jms.QueueConnection queues = factory.createQueueConnection()) {
            QueueSession session = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThrows(IllegalStateException.class, () -> session.createTopic("news"));
            assertThrows(IllegalStateException.class, session::createTemporaryTopic);
            assertThrows(IllegalStateException.class, () -> session.createDurableSubscriber(topic, "name"));
            assertThrows(IllegalStateException.class, () -> session.createDurableConsumer(topic, "name"));
            assertThrows(IllegalStateException.class, () -> session.createSharedConsumer(topic, "name"));
            assertThrows(IllegalStateException.class, () -> session.createSharedDurableConsumer(topic, "name"));
            assertThrows(IllegalStateException.class, () -> session.unsubscribe("name"));
            assertThrows(
                    IllegalStateException.class,
                    () -> queues.createSharedConnectionConsumer(topic, "name", null, null, 1));
            assertThrows(
                    IllegalStateException.class,
                    () -> queues.createDurableConnectionConsumer(topic, "name", null, null, 1));
            assertThrows(
                    IllegalStateException.class,
                    () -> queues.createSharedDurableConnectionConsumer(topic, "name", null, null, 1));
        }
        try (jakarta.jms.TopicConnection topics = factory.createTopicConnection()) {
            TopicSession session = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThrows(IllegalStateException.class, () -> session.createQueue("orders"));
            assertThrows(IllegalStateException.class, () -> session.createBrowser(queue));
            assertThrows(IllegalStateException.class, session::createTemporaryQueue);
            assertEquals("news", session.createTopic("news").getTopicName());
        }
    }
}
