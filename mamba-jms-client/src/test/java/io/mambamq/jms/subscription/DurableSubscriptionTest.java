// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Durable subscriptions of one consumer at a time (JMS 3.1 §8.3.3). */
class DurableSubscriptionTest extends TopicStory {
    private MessageConsumer consumer(Session session) throws JMSException {
        return session.createDurableConsumer(topic(session), "d");
    }

    /** Made and left alone. */
    private void subscribe(String clientId) throws JMSException {
        Connection connection = connect(clientId);
        consumer(connection.createSession());
        connection.close();
    }

    @Test
    @DisplayName("M-45, M-82: it gathers what is published while nobody consumes, in order")
    void gathers() throws Exception {
        subscribe("client");
        publish("one", "two", "three");

        assertReceivesOnly(consumer(session("client")), "one", "two", "three");
    }

    @Test
    @DisplayName("M-45, M-82: it goes on over many visits, and what was acknowledged is gone")
    void visits() throws Exception {
        subscribe("client");
        for (int visit = 0; visit < 3; visit++) {
            publish("a" + visit, "b" + visit);
            Connection connection = connect("client");
            assertReceivesOnly(consumer(connection.createSession()), "a" + visit, "b" + visit);
            connection.close();
        }
    }

    @Test
    @DisplayName("M-82: createDurableSubscriber and createDurableConsumer lead to the same subscription")
    void subscriber() throws Exception {
        Session session = session("client");
        TopicSubscriber subscriber = session.createDurableSubscriber(topic(session), "d");
        assertEquals(own("news"), subscriber.getTopic().getTopicName());
        assertFalse(subscriber.getNoLocal());
        subscriber.close();
        publish("one");

        assertReceivesOnly(consumer(session), "one");
    }

    @Test
    @DisplayName("M-82: without a client id it is an IllegalStateException")
    void needsClientId() throws Exception {
        Session session = session();

        assertThrows(IllegalStateException.class, () -> consumer(session));
        assertThrows(
                IllegalStateException.class, () -> session.createDurableConsumer(topic(session), "d", "a = 1", true));
        assertThrows(IllegalStateException.class, () -> session.createDurableSubscriber(topic(session), "d"));
        assertThrows(
                IllegalStateException.class, () -> session.createDurableSubscriber(topic(session), "d", null, false));
    }

    @Test
    @DisplayName("M-82: a second consumer at a time is a JMSException; the first one goes on")
    void oneAtATime() throws Exception {
        Connection connection = connect("client");
        Session session = connection.createSession();
        MessageConsumer first = consumer(session);

        assertThrows(JMSException.class, () -> consumer(session));
        assertThrows(JMSException.class, () -> consumer(connection.createSession()));
        assertThrows(
                JMSException.class,
                () -> session.createDurableConsumer(otherTopic(session), "d"),
                "another topic does not make it another subscription");

        publish("one");
        assertReceivesOnly(first, "one");
        first.close();
        consumer(connection.createSession()).close();
    }

    @Test
    @DisplayName("M-82: client ids have names of their own")
    void clientIds() throws Exception {
        subscribe("a");
        subscribe("b");
        publish("one");

        assertReceivesOnly(consumer(session("a")), "one");
        assertReceivesOnly(consumer(session("b")), "one");
    }

    @Test
    @DisplayName("M-82: several names of a client id are several subscriptions")
    void names() throws Exception {
        Session session = session("client");
        MessageConsumer first = session.createDurableConsumer(topic(session), "first");
        MessageConsumer second = session.createDurableConsumer(topic(session), "second");

        publish("one");

        assertReceivesOnly(first, "one");
        assertReceivesOnly(second, "one");
    }

    // ---- changes

    @Test
    @DisplayName("M-82: with another selector an idle one starts afresh, with the same one it does not")
    void otherSelector() throws Exception {
        Session session = session("client");
        session.createDurableConsumer(topic(session), "d", "JMSPriority = 4", false)
                .close();
        publish("kept");
        session.createDurableConsumer(topic(session), "d", "JMSPriority = 4", false)
                .close();
        publish("kept too");
        MessageConsumer same = session.createDurableConsumer(topic(session), "d", "JMSPriority = 4", false);
        assertReceives("kept", same);
        same.close();

        MessageConsumer other = session.createDurableConsumer(topic(session), "d", "JMSPriority < 9", false);

        assertNothing(other);
        publish("new");
        assertReceivesOnly(other, "new");
    }

    @Test
    @DisplayName("M-82: with another topic an idle one starts afresh there, and gets nothing of the old one any more")
    void anotherTopic() throws Exception {
        Session session = session("client");
        consumer(session).close();
        publish("old");

        MessageConsumer other = session.createDurableConsumer(otherTopic(session), "d");
        publish("old too");
        publish(session, otherTopic(session), "new");

        assertReceivesOnly(other, "new");
    }

    @Test
    @DisplayName("M-82: with another noLocal an idle one starts afresh")
    void otherNoLocal() throws Exception {
        Session session = session("client");
        consumer(session).close();
        publish("old");

        MessageConsumer other = session.createDurableConsumer(topic(session), "d", null, true);
        publish(session, topic(session), "mine");
        publish("theirs");

        assertReceivesOnly(other, "theirs");
    }

    // ---- noLocal

    @Test
    @DisplayName("M-82: noLocal leaves out what any connection of the client id publishes, while it consumes or not")
    void noLocal() throws Exception {
        Connection first = connect("client");
        Session session = first.createSession();
        TopicSubscriber subscriber = session.createDurableSubscriber(topic(session), "d", null, true);
        assertTrue(subscriber.getNoLocal());
        publish(first, "mine");
        publish("theirs");
        assertReceivesOnly(subscriber, "theirs");
        first.close();

        Connection second = connect("client");
        publish(second, "mine of another connection");
        publish("theirs again");
        Session resumed = second.createSession();

        assertReceivesOnly(resumed.createDurableConsumer(topic(resumed), "d", null, true), "theirs again");
    }

    // ---- acknowledging

    @Test
    @DisplayName("M-06, M-67, M-82: what was not acknowledged comes again, marked and counted, before what came later")
    void unacknowledged() throws Exception {
        Connection connection = connect("client");
        Session forgetful = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = consumer(forgetful);
        publish("one", "two");
        assertReceives("one", consumer);
        forgetful.close();
        publish("three");

        MessageConsumer next = consumer(connection.createSession());

        Message again = assertReceives("one", next);
        assertTrue(again.getJMSRedelivered());
        assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
        assertFalse(assertReceives("two", next).getJMSRedelivered());
        assertReceivesOnly(next, "three");
    }

    @Test
    @DisplayName("M-65, M-82: recover brings back what was not acknowledged, of this subscription only")
    void recover() throws Exception {
        Session session = connect("client").createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer durable = consumer(session);
        MessageConsumer passing = session().createConsumer(topic(session));
        publish("one", "two");
        assertReceives("one", durable).acknowledge();
        assertReceives("two", durable);
        assertReceivesOnly(passing, "one", "two");

        session.recover();

        assertTrue(assertReceives("two", durable).getJMSRedelivered());
        assertNothing(durable);
        assertNothing(passing);
    }

    @Test
    @DisplayName("M-82, M-89: a closed consumer leaves its place to another, and its messages to be acknowledged")
    void closedBeforeAcknowledging() throws Exception {
        Session session = connect("client").createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer first = consumer(session);
        publish("one", "two");
        Message one = assertReceives("one", first);

        first.close();
        MessageConsumer second = consumer(session);
        assertReceives("two", second);
        one.acknowledge();

        session.recover();
        assertNothing(second);
    }

    @Test
    @DisplayName("M-82, M-89: what a closed consumer received in a transaction that is rolled back, the next one gets")
    void closedBeforeRollback() throws Exception {
        Session session = connect("client").createSession(Session.SESSION_TRANSACTED);
        MessageConsumer first = consumer(session);
        publish("one", "two");
        assertReceives("one", first);

        first.close();
        MessageConsumer second = consumer(session);
        assertReceives("two", second);
        session.rollback();

        assertTrue(assertReceives("one", second).getJMSRedelivered());
        assertTrue(assertReceives("two", second).getJMSRedelivered());
        second.close();
        session.commit();
        assertNothing(consumer(session));
    }

    @Test
    @DisplayName("M-82, M-89: while what it received is not acknowledged, an idle one cannot start afresh")
    void changedBeforeAcknowledging() throws Exception {
        Session session = connect("client").createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer first = consumer(session);
        publish("one");
        Message one = assertReceives("one", first);
        first.close();

        assertThrows(
                JMSException.class, () -> session.createDurableConsumer(topic(session), "d", "JMSPriority = 4", false));

        one.acknowledge();
        session.createDurableConsumer(topic(session), "d", "JMSPriority = 4", false)
                .close();
    }
}
