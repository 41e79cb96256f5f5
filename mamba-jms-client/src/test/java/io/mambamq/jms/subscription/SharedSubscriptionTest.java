// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Subscriptions that have a name and end with their last consumer (JMS 3.1 §8.3.2). */
class SharedSubscriptionTest extends TopicStory {
    private MessageConsumer consumer(Session session, String name) throws JMSException {
        return session.createSharedConsumer(topic(session), own(name));
    }

    @Test
    @DisplayName("M-81: consumers on several connections and sessions share the messages, each goes to one of them")
    void shared() throws Exception {
        Connection connection = connect();
        List<MessageConsumer> consumers = List.of(
                consumer(connection.createSession(), "s"),
                consumer(connection.createSession(), "s"),
                consumer(session(), "s"),
                consumer(session(), "s"));
        String[] texts = IntStream.range(100, 200).mapToObj(Integer::toString).toArray(String[]::new);

        publish(texts);

        assertEquals(List.of(texts), takeAll(consumers).stream().sorted().toList());
    }

    private static List<String> takeAll(List<MessageConsumer> consumers) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (MessageConsumer consumer : consumers) {
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                texts.add(((TextMessage) next).getText());
            }
        }
        return texts;
    }

    @Test
    @DisplayName("M-81: it goes on with the consumers that are left, and ends with the last one")
    void endsWithTheLast() throws Exception {
        Session session = session();
        MessageConsumer first = consumer(session, "s");
        MessageConsumer second = consumer(session(), "s");
        first.close();
        publish("for the second");
        assertReceivesOnly(second, "for the second");

        publish("held");
        second.close();
        publish("missed");

        assertNothing(consumer(session, "s"));
    }

    @Test
    @DisplayName("M-81: while it has a consumer, another topic or selector is a JMSException")
    void fixedWhileActive() throws Exception {
        Session session = session();
        Session other = session();
        MessageConsumer active = session.createSharedConsumer(topic(session), own("s"), "colour = 'green'");

        assertThrows(
                JMSException.class, () -> other.createSharedConsumer(otherTopic(other), own("s"), "colour = 'green'"));
        assertThrows(JMSException.class, () -> other.createSharedConsumer(topic(other), own("s"), "colour = 'red'"));
        assertThrows(JMSException.class, () -> other.createSharedConsumer(topic(other), own("s")));

        active.close();
        MessageConsumer next = other.createSharedConsumer(otherTopic(other), own("s"));
        publish(other, otherTopic(other), "sport");
        assertReceivesOnly(next, "sport");
    }

    @Test
    @DisplayName("M-81: its name belongs to the client id, or to no client id")
    void clientIds() throws Exception {
        List<MessageConsumer> consumers =
                List.of(consumer(session(), "s"), consumer(session("a"), "s"), consumer(session("b"), "s"));

        publish("one");

        for (MessageConsumer consumer : consumers) {
            assertReceivesOnly(consumer, "one");
        }
    }

    @Test
    @DisplayName("M-81: a durable subscription of the same name is another one")
    void apartFromDurables() throws Exception {
        Session session = session();
        MessageConsumer passing = consumer(session, "s");
        MessageConsumer durable = session.createSharedDurableConsumer(otherTopic(session), own("s"));

        publish("news");
        publish(session, otherTopic(session), "sport");

        assertReceivesOnly(passing, "news");
        assertReceivesOnly(durable, "sport");
        durable.close();
        session.unsubscribe(own("s"));
    }

    @Test
    @DisplayName("M-06, M-66, M-81: what one consumer does not acknowledge another gets, marked as redelivered")
    void unacknowledged() throws Exception {
        Session leaving = connect().createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer first = consumer(leaving, "s");
        publish("one");
        assertReceives("one", first);
        MessageConsumer second = consumer(session(), "s");
        assertNothing(second);

        leaving.close();

        Message again = assertReceives("one", second);
        assertTrue(again.getJMSRedelivered());
        assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
    }
}
