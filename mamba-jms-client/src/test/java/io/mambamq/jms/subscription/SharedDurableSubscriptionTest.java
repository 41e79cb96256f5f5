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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Durable subscriptions of several consumers (JMS 3.1 §8.3.4), and how they differ from those of one (§8.3.5). */
class SharedDurableSubscriptionTest extends TopicStory {
    private MessageConsumer consumer(Session session) throws JMSException {
        return session.createSharedDurableConsumer(topic(session), own("s"));
    }

    @Test
    @DisplayName("M-45, M-83: it gathers what is published while nobody consumes, without a client id")
    void gathers() throws Exception {
        Connection connection = connect();
        consumer(connection.createSession());
        connection.close();
        publish("one", "two");

        assertReceivesOnly(consumer(session()), "one", "two");
    }

    @Test
    @DisplayName("M-83: consumers on several connections share its messages, each goes to one of them")
    void shared() throws Exception {
        MessageConsumer first = consumer(session());
        MessageConsumer second = consumer(session());

        publish("one", "two", "three", "four");

        Set<String> seen = new TreeSet<>();
        int count = 0;
        for (MessageConsumer consumer : List.of(first, second)) {
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                seen.add(((TextMessage) next).getText());
                count++;
            }
        }
        assertEquals(Set.of("one", "two", "three", "four"), seen);
        assertEquals(4, count);
    }

    @Test
    @DisplayName("M-83: client ids, and no client id, have names of their own")
    void clientIds() throws Exception {
        Session[] sessions = {session(), session("a"), session("b")};
        for (Session session : sessions) {
            consumer(session).close();
        }
        publish("one");

        for (Session session : sessions) {
            assertReceivesOnly(consumer(session), "one");
        }
    }

    @Test
    @DisplayName("M-83: while it has a consumer, another topic or selector is a JMSException")
    void fixedWhileActive() throws Exception {
        Session session = session();
        Session other = session();
        MessageConsumer active = consumer(session);

        assertThrows(
                JMSException.class, () -> other.createSharedDurableConsumer(topic(other), own("s"), "colour = 'red'"));
        assertThrows(JMSException.class, () -> other.createSharedDurableConsumer(otherTopic(other), own("s")));

        publish("one");
        assertReceivesOnly(active, "one");
    }

    @Test
    @DisplayName("M-83: with another selector or topic an idle one starts afresh, with the same ones it does not")
    void changedWhileIdle() throws Exception {
        Session session = session();
        consumer(session).close();
        publish("kept");
        MessageConsumer same = consumer(session());
        assertReceives("kept", same);
        same.close();
        publish("old");

        MessageConsumer selective = session.createSharedDurableConsumer(topic(session), own("s"), "JMSPriority = 4");
        assertNothing(selective);
        publish("chosen");
        selective.close();

        MessageConsumer elsewhere =
                session.createSharedDurableConsumer(otherTopic(session), own("s"), "JMSPriority = 4");
        publish(session, otherTopic(session), "sport");
        assertReceivesOnly(elsewhere, "sport");
    }

    @Test
    @DisplayName("M-06, M-83: what one consumer does not acknowledge another gets, marked as redelivered")
    void unacknowledged() throws Exception {
        Session leaving = connect().createSession(Session.SESSION_TRANSACTED);
        MessageConsumer first = consumer(leaving);
        publish("one");
        assertReceives("one", first);
        MessageConsumer second = consumer(session());

        leaving.close();

        assertTrue(assertReceives("one", second).getJMSRedelivered());
    }

    // ---- beside those of one consumer

    @Test
    @DisplayName("M-84: a durable subscription of one consumer does not become shared, in use or idle")
    void unsharedStaysUnshared() throws Exception {
        Session session = session("client");
        MessageConsumer active = session.createDurableConsumer(topic(session), own("s"));
        assertThrows(JMSException.class, () -> consumer(session));
        active.close();
        publish("one");
        assertThrows(JMSException.class, () -> consumer(session));

        assertReceivesOnly(session.createDurableConsumer(topic(session), own("s")), "one");
    }

    @Test
    @DisplayName("M-84: a shared durable subscription does not become one consumer's, in use or idle")
    void sharedStaysShared() throws Exception {
        Session session = session("client");
        MessageConsumer active = consumer(session);
        assertThrows(JMSException.class, () -> session.createDurableConsumer(topic(session), own("s")));
        assertThrows(JMSException.class, () -> session.createDurableSubscriber(topic(session), own("s")));
        active.close();
        publish("one");
        assertThrows(JMSException.class, () -> session.createDurableConsumer(topic(session), own("s")));

        assertReceivesOnly(consumer(session), "one");
    }

    @Test
    @DisplayName("M-84, M-85: after its end the name is free for the other kind")
    void nameIsFreeAgain() throws Exception {
        Session session = session("client");
        consumer(session).close();

        session.unsubscribe(own("s"));

        MessageConsumer unshared = session.createDurableConsumer(topic(session), own("s"));
        publish("one");
        assertReceivesOnly(unshared, "one");
    }
}
