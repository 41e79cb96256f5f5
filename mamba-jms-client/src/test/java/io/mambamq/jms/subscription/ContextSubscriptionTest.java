// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Subscriptions by the simplified API: as in the classic one, with unchecked exceptions. */
class ContextSubscriptionTest extends TopicStory {
    private JMSContext context;
    private Topic topic;

    @BeforeEach
    void open() {
        context = factory().createContext();
        context.setClientID(own("client"));
        topic = context.createTopic(own("news"));
    }

    @AfterEach
    void close() {
        context.close();
    }

    private static void assertBodies(JMSConsumer consumer, String... bodies) {
        for (String body : bodies) {
            assertEquals(body, consumer.receiveBody(String.class, WAIT_MS));
        }
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @DisplayName("M-52, M-80, M-81, M-82, M-83: every kind of consumer, started by its creation")
    void everyKind() throws Exception {
        JMSConsumer plain = context.createConsumer(topic);
        JMSConsumer selective = context.createConsumer(topic, "colour = 'green'");
        JMSConsumer foreign = context.createConsumer(topic, null, true);
        JMSConsumer durable = context.createDurableConsumer(topic, "d");
        JMSConsumer durableForeign = context.createDurableConsumer(topic, "f", "colour = 'green'", true);
        JMSConsumer shared = context.createSharedConsumer(topic, "s");
        JMSConsumer sharedSelective = context.createSharedConsumer(topic, "t", "colour = 'green'");
        JMSConsumer sharedDurable = context.createSharedDurableConsumer(topic, "s");
        JMSConsumer sharedDurableSelective = context.createSharedDurableConsumer(topic, "t", "colour = 'green'");

        context.createProducer()
                .send(topic, "plain")
                .setProperty("colour", "green")
                .send(topic, "green");
        publish("theirs");

        assertBodies(plain, "plain", "green", "theirs");
        assertBodies(selective, "green");
        assertBodies(foreign, "theirs");
        assertBodies(durable, "plain", "green", "theirs");
        assertBodies(durableForeign);
        assertBodies(shared, "plain", "green", "theirs");
        assertBodies(sharedSelective, "green");
        assertBodies(sharedDurable, "plain", "green", "theirs");
        assertBodies(sharedDurableSelective, "green");
        assertEquals("colour = 'green'", sharedDurableSelective.getMessageSelector());
    }

    @Test
    @DisplayName("M-45, M-85: a durable subscription gathers between contexts, and ends when it is told to")
    void durable() throws Exception {
        context.createDurableConsumer(topic, "d").close();
        publish("one");
        assertBodies(context.createDurableConsumer(topic, "d"), "one");
        assertThrows(JMSRuntimeException.class, () -> context.unsubscribe("d"));
        context.close();

        context = factory().createContext();
        context.setClientID(own("client"));
        publish("two");
        context.unsubscribe("d");

        assertBodies(context.createDurableConsumer(topic, "d"));
    }

    @Test
    @DisplayName("M-81, M-82, M-83, M-84, M-91: what contradicts is an unchecked exception")
    void contradictions() {
        context.createDurableConsumer(topic, "d");
        context.createSharedConsumer(topic, "s");
        context.createSharedDurableConsumer(topic, "sd");

        assertThrows(JMSRuntimeException.class, () -> context.createDurableConsumer(topic, "d"));
        assertThrows(JMSRuntimeException.class, () -> context.createSharedDurableConsumer(topic, "d"));
        assertThrows(JMSRuntimeException.class, () -> context.createDurableConsumer(topic, "sd"));
        assertThrows(JMSRuntimeException.class, () -> context.createSharedConsumer(topic, "s", "a = 1"));
        assertThrows(JMSRuntimeException.class, () -> context.createSharedDurableConsumer(topic, "sd", "a = 1"));
    }

    @Test
    @DisplayName("M-44, M-82, M-85, M-91: the unchecked twin of each exception")
    void unchecked() {
        assertThrows(InvalidDestinationRuntimeException.class, () -> context.unsubscribe("nobody's"));
        assertThrows(InvalidDestinationRuntimeException.class, () -> context.unsubscribe(null));
        assertThrows(InvalidDestinationRuntimeException.class, () -> context.createSharedConsumer(null, "s"));
        assertThrows(InvalidDestinationRuntimeException.class, () -> context.createTopic(""));
        assertThrows(InvalidSelectorRuntimeException.class, () -> context.createSharedConsumer(topic, "s", "a = = 1"));
        assertThrows(JMSRuntimeException.class, () -> context.createSharedConsumer(topic, null));
        assertThrows(JMSRuntimeException.class, () -> context.createDurableConsumer(topic, ""));
        try (JMSContext anonymous = factory().createContext()) {
            assertThrows(IllegalStateRuntimeException.class, () -> anonymous.createDurableConsumer(topic, "d"));
        }
        context.close();
        assertThrows(IllegalStateRuntimeException.class, () -> context.createDurableConsumer(topic, "d"));
        assertThrows(IllegalStateRuntimeException.class, () -> context.unsubscribe("d"));
    }

    @Test
    @DisplayName("M-09, M-62: a transacted context publishes at its commit, and gets back what it rolls back")
    void transacted() throws Exception {
        try (JMSContext transacted = factory().createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = transacted.createConsumer(topic);
            JMSConsumer observer = context.createConsumer(topic);
            transacted.createProducer().send(topic, "one");
            assertBodies(observer);
            transacted.commit();
            assertBodies(observer, "one");

            assertEquals("one", consumer.receiveBody(String.class, WAIT_MS));
            transacted.rollback();
            Message again = consumer.receive(WAIT_MS);
            assertTrue(again.getJMSRedelivered());
            transacted.commit();
            assertBodies(consumer);
        }
    }
}
