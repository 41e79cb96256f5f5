// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions of one consumer that end with it (JMS 3.1 §8.3.1). */
class UnsharedSubscriptionTest extends TopicStory {
    @Test
    @DisplayName("M-80: every subscription gets each message that is published while it is there")
    void everySubscription() throws Exception {
        Session one = session();
        Session two = session();
        publish("before");
        List<MessageConsumer> consumers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            consumers.add(one.createConsumer(topic(one)));
            consumers.add(two.createConsumer(topic(two)));
        }

        publish("first", "second");

        for (MessageConsumer consumer : consumers) {
            assertReceivesOnly(consumer, "first", "second");
        }
    }

    @Test
    @DisplayName("M-80: it ends with its consumer, and what it held with it")
    void endsWithItsConsumer() throws Exception {
        Session session = session();
        MessageConsumer consumer = session.createConsumer(topic(session));
        publish("held");

        consumer.close();
        publish("missed");

        assertNothing(session.createConsumer(topic(session)));
    }

    @Test
    @DisplayName("M-52, M-80: it is there from the creation of its consumer, before the connection is started")
    void stopped() throws Exception {
        Connection connection = connect();
        connection.stop();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(topic(session));
        publish("while stopped");
        assertNothing(consumer);

        connection.start();

        assertReceivesOnly(consumer, "while stopped");
    }

    @Test
    @DisplayName("M-80: noLocal leaves out what any session of the own connection publishes")
    void noLocal() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        MessageConsumer foreign = session.createConsumer(topic(session), null, true);
        MessageConsumer all = session.createConsumer(topic(session), null, false);

        publish(session, topic(session), "mine");
        publish(connection, "mine too");
        publish("theirs");

        assertReceivesOnly(foreign, "theirs");
        assertReceivesOnly(all, "mine", "mine too", "theirs");
    }

    @Test
    @DisplayName("M-80: noLocal and a selector choose together")
    void noLocalWithSelector() throws Exception {
        Session session = session();
        MessageConsumer consumer = session.createConsumer(topic(session), "colour = 'green'", true);

        publishColoured(session, "green", "red");
        publishColoured(session(), "green", "red");

        assertReceivesOnly(consumer, "green");
    }

    @Test
    @DisplayName("M-38: what a selector does not match never gets into its subscription, and into others it does")
    void selectors() throws Exception {
        Session session = session();
        MessageConsumer green = session.createConsumer(topic(session), "colour = 'green'");
        MessageConsumer bright = session.createConsumer(topic(session), "colour IN ('green', 'yellow')");
        MessageConsumer all = session.createConsumer(topic(session));

        publishColoured(session, "red", "green", "yellow");

        assertEquals("colour = 'green'", green.getMessageSelector());
        assertReceivesOnly(green, "green");
        assertReceivesOnly(bright, "green", "yellow");
        assertReceivesOnly(all, "red", "green", "yellow");
    }

    private void publishColoured(Session session, String... colours) throws JMSException {
        Topic topic = topic(session);
        try (MessageProducer producer = session.createProducer(topic)) {
            for (String colour : colours) {
                TextMessage message = session.createTextMessage(colour);
                message.setStringProperty("colour", colour);
                producer.send(message);
            }
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    @DisplayName("M-31: null and empty are no selector, also on topics")
    void noSelector(@Nullable String selector) throws Exception {
        Session session = session();
        MessageConsumer consumer = session.createConsumer(topic(session), selector);

        publish("all");

        assertNull(consumer.getMessageSelector());
        assertReceivesOnly(consumer, "all");
    }

    @Test
    @DisplayName("M-31, M-91: a malformed selector is refused when it is presented, and leaves no subscription behind")
    void malformedSelector() throws Exception {
        Session session = session("client");
        Topic topic = topic(session);
        String malformed = "colour = = 1";

        assertThrows(InvalidSelectorException.class, () -> session.createConsumer(topic, malformed));
        assertThrows(InvalidSelectorException.class, () -> session.createSharedConsumer(topic, "s", malformed));
        assertThrows(InvalidSelectorException.class, () -> session.createDurableConsumer(topic, "d", malformed, false));
        assertThrows(
                InvalidSelectorException.class, () -> session.createDurableSubscriber(topic, "d", malformed, false));
        assertThrows(InvalidSelectorException.class, () -> session.createSharedDurableConsumer(topic, "s", malformed));

        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe("d"));
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe("s"));
    }

    @Test
    @DisplayName("M-91: no topic is an InvalidDestinationException")
    void nullTopic() throws Exception {
        Session session = session("client");

        assertThrows(InvalidDestinationException.class, () -> session.createConsumer(null));
        assertThrows(InvalidDestinationException.class, () -> session.createSharedConsumer(null, "s"));
        assertThrows(InvalidDestinationException.class, () -> session.createDurableConsumer(null, "d"));
        assertThrows(InvalidDestinationException.class, () -> session.createDurableSubscriber(null, "d"));
        assertThrows(InvalidDestinationException.class, () -> session.createSharedDurableConsumer(null, "s"));
    }
}
