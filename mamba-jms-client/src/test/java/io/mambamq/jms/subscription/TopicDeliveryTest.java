// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each subscription delivers as a queue does. */
class TopicDeliveryTest extends TopicStory {
    @Test
    @DisplayName("M-08: higher priorities come first in a subscription that has gathered")
    void priorities() throws Exception {
        Session session = session("client");
        session.createDurableConsumer(topic(session), "d").close();
        try (MessageProducer producer = session.createProducer(topic(session))) {
            for (int priority : new int[] {4, 9, 0, 9}) {
                producer.setPriority(priority);
                producer.send(session.createTextMessage("p" + priority));
            }
        }

        assertReceivesOnly(session.createDurableConsumer(topic(session), "d"), "p9", "p9", "p4", "p0");
    }

    @Test
    @DisplayName("M-07: what expires while nobody consumes is not delivered")
    void expiry() throws Exception {
        Session session = session("client");
        session.createDurableConsumer(topic(session), "d").close();
        TextMessage brief = session.createTextMessage("brief");
        try (MessageProducer producer = session.createProducer(topic(session))) {
            producer.send(brief, DeliveryMode.PERSISTENT, 4, 1);
            producer.send(session.createTextMessage("long"), DeliveryMode.PERSISTENT, 4, 600_000);
        }
        while (System.currentTimeMillis() <= brief.getJMSExpiration()) {
            Thread.onSpinWait();
        }

        assertReceivesOnly(session.createDurableConsumer(topic(session), "d"), "long");
    }

    @Test
    @DisplayName(
            "M-02, M-20: each subscription gets the message as it was sent, whatever another consumer did to its own")
    void copies() throws Exception {
        Session session = session();
        MessageConsumer first = session.createConsumer(topic(session));
        MessageConsumer second = session.createConsumer(topic(session));
        TextMessage sent = session.createTextMessage("original");
        sent.setStringProperty("colour", "green");
        sent.setJMSReplyTo(otherTopic(session));
        try (MessageProducer producer = session.createProducer(topic(session))) {
            producer.send(sent);
        }

        TextMessage mine = (TextMessage) assertReceives("original", first);
        mine.clearBody();
        mine.clearProperties();
        mine.setText("changed");
        mine.setJMSReplyTo(null);

        Message theirs = assertReceives("original", second);
        assertEquals("green", theirs.getStringProperty("colour"));
        assertEquals(sent.getJMSMessageID(), theirs.getJMSMessageID());
        assertEquals(own("news"), ((Topic) theirs.getJMSDestination()).getTopicName());
        assertEquals(own("sports"), ((Topic) theirs.getJMSReplyTo()).getTopicName());
    }

    @Test
    @DisplayName("M-09: a delayed message goes to the subscriptions of the time of its send, and not before its time")
    void delay() throws Exception {
        Session session = session("client");
        MessageConsumer early = session.createConsumer(topic(session));
        session.createDurableConsumer(topic(session), "d").close();
        try (MessageProducer producer = session.createProducer(topic(session))) {
            producer.setDeliveryDelay(200);
            producer.send(session.createTextMessage("later"));
        }
        MessageConsumer late = session.createConsumer(topic(session));
        publish("now");
        assertReceives("now", early);

        Message delayed = assertReceives("later", early);

        assertTrue(System.currentTimeMillis() >= delayed.getJMSDeliveryTime());
        assertReceivesOnly(late, "now");
        MessageConsumer durable = session.createDurableConsumer(topic(session), "d");
        Set<String> gathered = new TreeSet<>();
        gathered.add(textOf(durable));
        gathered.add(textOf(durable));
        assertEquals(Set.of("now", "later"), gathered);
        assertNothing(durable);
    }

    private static String textOf(MessageConsumer consumer) throws JMSException {
        return consumer.receive(WAIT_MS).getBody(String.class);
    }

    @Test
    @DisplayName("M-47: a non-persistent message reaches each subscription that is there, a durable one as well, once")
    void nonPersistent() throws Exception {
        Session session = session("client");
        session.createDurableConsumer(topic(session), "d").close();
        MessageConsumer passing = session.createConsumer(topic(session));
        try (MessageProducer producer = session.createProducer(topic(session))) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            producer.send(session.createTextMessage("one"));
        }

        assertReceivesOnly(passing, "one");
        assertReceivesOnly(session.createDurableConsumer(topic(session), "d"), "one");
    }

    @Test
    @DisplayName("M-63: messages of a session come in the order of their sends, in every subscription")
    void order() throws Exception {
        Session session = session();
        MessageConsumer first = session.createConsumer(topic(session));
        MessageConsumer second = session.createSharedConsumer(topic(session), own("s"));
        String[] texts = new String[500];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "message " + i;
        }

        publish(session, topic(session), texts);

        assertReceivesOnly(first, texts);
        assertReceivesOnly(second, texts);
    }

    @Test
    @DisplayName("M-40: a queue and a topic of the same name are two")
    void queueOfTheSameName() throws Exception {
        Session session = session();
        MessageConsumer ofTopic = session.createConsumer(topic(session));
        MessageConsumer ofQueue = session.createConsumer(session.createQueue(own("news")));

        publish("published");

        assertNothing(ofQueue);
        assertReceivesOnly(ofTopic, "published");
    }

    @Test
    @DisplayName("M-88: a listener that throws gets the message again, marked; other subscriptions do not")
    void throwingListener() throws Exception {
        BlockingQueue<Message> seen = new LinkedBlockingQueue<>();
        Session session = session();
        session.createConsumer(topic(session)).setMessageListener(message -> {
            seen.add(message);
            if (!redelivered(message)) {
                throw new IllegalArgumentException("the first time");
            }
        });
        Session other = session();
        MessageConsumer consumer = other.createConsumer(topic(other));

        publish("one");

        Message first = seen.poll(WAIT_MS, TimeUnit.MILLISECONDS);
        Message second = seen.poll(WAIT_MS, TimeUnit.MILLISECONDS);
        assertEquals(first.getJMSMessageID(), second.getJMSMessageID());
        assertTrue(second.getJMSRedelivered());
        assertEquals(2, second.getIntProperty("JMSXDeliveryCount"));
        assertReceivesOnly(consumer, "one");
    }

    private static boolean redelivered(Message message) {
        try {
            return message.getJMSRedelivered();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("M-55, M-80: closing the connection ends a receive that waits on a topic")
    void closedWhileReceiving() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(topic(session));
        var received = Async.call(() -> consumer.receive());
        Async.awaitWaiting(received);

        connection.close();

        assertNull(received.get(WAIT_MS, TimeUnit.MILLISECONDS));
    }
}
