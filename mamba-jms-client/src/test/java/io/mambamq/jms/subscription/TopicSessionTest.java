// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The topic domain (JMS 3.1 §4.2): sessions, publishers and subscribers. */
class TopicSessionTest extends TopicStory {
    private TopicConnection connection;
    private TopicSession session;
    private Topic topic;

    @BeforeEach
    void connectTopics() throws JMSException {
        connection = ((TopicConnectionFactory) factory()).createTopicConnection();
        connection.setClientID(own("topics"));
        connection.start();
        session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        topic = topic(session);
    }

    @AfterEach
    void disconnectTopics() throws JMSException {
        connection.close();
    }

    @Test
    @DisplayName("M-90: publishers publish and subscribers subscribe, in every form there is")
    void publishers() throws Exception {
        TopicSubscriber subscriber = session.createSubscriber(topic);
        TopicPublisher publisher = session.createPublisher(topic);
        TopicPublisher anonymous = session.createPublisher(null);

        publisher.publish(session.createTextMessage("one"));
        publisher.publish(session.createTextMessage("two"), DeliveryMode.NON_PERSISTENT, 4, 600_000);
        anonymous.publish(topic, session.createTextMessage("three"));
        anonymous.publish(topic, session.createTextMessage("four"), DeliveryMode.NON_PERSISTENT, 4, 0);
        publisher.send(session.createTextMessage("five"));

        assertReceives("one", subscriber);
        Message two = assertReceives("two", subscriber);
        assertEquals(DeliveryMode.NON_PERSISTENT, two.getJMSDeliveryMode());
        assertTrue(two.getJMSExpiration() > 0);
        assertReceives("three", subscriber);
        assertEquals(
                DeliveryMode.NON_PERSISTENT, assertReceives("four", subscriber).getJMSDeliveryMode());
        assertReceivesOnly(subscriber, "five");
        assertEquals(own("news"), publisher.getTopic().getTopicName());
        assertNull(anonymous.getTopic());
    }

    @Test
    @DisplayName("M-70: a publisher with a topic takes no other, one without needs one with each message")
    void publisherDestinations() throws Exception {
        TopicPublisher publisher = session.createPublisher(topic);
        TopicPublisher anonymous = session.createPublisher(null);
        Message message = session.createTextMessage("one");

        assertThrows(UnsupportedOperationException.class, () -> publisher.publish(topic, message));
        assertThrows(UnsupportedOperationException.class, () -> anonymous.publish(message));
        assertThrows(InvalidDestinationException.class, () -> anonymous.publish((Topic) null, message));
        publisher.close();
        assertThrows(IllegalStateException.class, () -> publisher.publish(message));
        assertThrows(IllegalStateException.class, publisher::getTopic);
    }

    @Test
    @DisplayName("M-80, M-82: subscribers tell their topic, selector and noLocal")
    void subscribers() throws Exception {
        TopicSubscriber plain = session.createSubscriber(topic);
        TopicSubscriber selective = session.createSubscriber(topic, "JMSPriority > 4", true);
        TopicSubscriber durable = session.createDurableSubscriber(topic, "d", "JMSPriority > 4", true);

        assertFalse(plain.getNoLocal());
        assertNull(plain.getMessageSelector());
        for (TopicSubscriber subscriber : new TopicSubscriber[] {selective, durable}) {
            assertEquals(own("news"), subscriber.getTopic().getTopicName());
            assertEquals("JMSPriority > 4", subscriber.getMessageSelector());
            assertTrue(subscriber.getNoLocal());
        }
        durable.close();
        assertThrows(IllegalStateException.class, durable::getTopic);
        assertThrows(IllegalStateException.class, durable::getNoLocal);
        session.unsubscribe("d");
    }

    @Test
    @DisplayName("M-80: a subscriber with noLocal gets what others publish")
    void noLocal() throws Exception {
        TopicSubscriber subscriber = session.createSubscriber(topic, null, true);
        session.createPublisher(topic).publish(session.createTextMessage("mine"));

        publish("theirs");

        assertReceivesOnly(subscriber, "theirs");
    }

    @Test
    @DisplayName("M-55: a closed session creates nothing any more")
    void closed() throws Exception {
        session.close();

        assertThrows(IllegalStateException.class, () -> session.createTopic("news"));
        assertThrows(IllegalStateException.class, () -> session.createSubscriber(topic));
        assertThrows(IllegalStateException.class, () -> session.createPublisher(topic));
        assertThrows(IllegalStateException.class, () -> session.createConsumer(topic));
        assertThrows(IllegalStateException.class, () -> session.createDurableSubscriber(topic, "d"));
        assertThrows(IllegalStateException.class, () -> session.createDurableConsumer(topic, "d"));
        assertThrows(IllegalStateException.class, () -> session.createSharedConsumer(topic, "s"));
        assertThrows(IllegalStateException.class, () -> session.createSharedDurableConsumer(topic, "s"));
        assertThrows(IllegalStateException.class, () -> session.unsubscribe("d"));
    }
}
