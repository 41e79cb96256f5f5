// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.jms.xa.TestXid;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XASession;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JMS 3.1 §8.3.6. */
class UnsubscribeTest extends TopicStory {
    private MessageConsumer consumer(Session session) throws JMSException {
        return session.createDurableConsumer(topic(session), "d");
    }

    @Test
    @DisplayName("M-85: a durable subscription ends, and what it held with it")
    void ends() throws Exception {
        Session session = session("client");
        consumer(session).close();
        publish("held");

        session.unsubscribe("d");

        publish("missed");
        MessageConsumer afresh = consumer(session);
        assertNothing(afresh);
        publish("new");
        assertReceivesOnly(afresh, "new");
    }

    @Test
    @DisplayName("M-85: a shared durable subscription ends as well, with a client id and without")
    void endsShared() throws Exception {
        for (Session session : new Session[] {session(), session("client")}) {
            session.createSharedDurableConsumer(topic(session), own("s")).close();
            session.unsubscribe(own("s"));
            assertThrows(InvalidDestinationException.class, () -> session.unsubscribe(own("s")));
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nobody's"})
    @DisplayName("M-85, M-91: what is not there is an InvalidDestinationException")
    void unknown(@Nullable String name) throws Exception {
        Session session = session("client");

        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe(name));
    }

    @Test
    @DisplayName("M-85: one of another client id, one that is not durable, and one that ended are not there")
    void notThere() throws Exception {
        Session session = session("client");
        Session other = session("other");
        consumer(session).close();
        MessageConsumer passing = session.createSharedConsumer(topic(session), own("s"));

        assertThrows(InvalidDestinationException.class, () -> other.unsubscribe("d"));
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe(own("s")));
        session.unsubscribe("d");
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe("d"));
        publish("one");
        assertReceivesOnly(passing, "one");
    }

    @Test
    @DisplayName("M-85: while it has a consumer it is a JMSException, and nothing happens to it")
    void activeConsumer() throws Exception {
        Session session = session("client");
        MessageConsumer consumer = consumer(session);
        publish("one");

        JMSException refusal = assertThrows(JMSException.class, () -> session.unsubscribe("d"));
        assertEquals("SUBSCRIPTION_CONFLICT", refusal.getErrorCode());

        assertReceivesOnly(consumer, "one");
        consumer.close();
        session.unsubscribe("d");
    }

    @Test
    @DisplayName("M-85: while a message is not acknowledged it is a JMSException")
    void unacknowledged() throws Exception {
        Session session = connect("client").createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = consumer(session);
        publish("one");
        var one = assertReceives("one", consumer);
        consumer.close();

        assertThrows(JMSException.class, () -> session.unsubscribe("d"));

        one.acknowledge();
        session.unsubscribe("d");
    }

    @Test
    @DisplayName("M-85: while a message is part of an open transaction it is a JMSException")
    void openTransaction() throws Exception {
        Session session = connect("client").createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = consumer(session);
        publish("one", "two");
        assertReceives("one", consumer);
        consumer.close();

        assertThrows(JMSException.class, () -> session.unsubscribe("d"));

        session.commit();
        session.unsubscribe("d");
    }

    @Test
    @DisplayName("M-85: automatically acknowledged messages are no obstacle, the last one included")
    void acknowledged() throws Exception {
        for (int mode : new int[] {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE}) {
            Session session = connect("client" + mode).createSession(mode);
            MessageConsumer consumer = consumer(session);
            publish("one", "two", "three");
            assertReceives("one", consumer);
            assertReceives("two", consumer);
            consumer.close();

            session.unsubscribe("d");
        }
    }

    @Test
    @DisplayName("M-85, M-92: while a message is part of a prepared transaction it is a JMSException, whoever asks")
    void preparedTransaction() throws Exception {
        XAConnection connection = ((XAConnectionFactory) factory()).createXAConnection();
        connection.setClientID(own("client"));
        connection.start();
        XASession session = connection.createXASession();
        XAResource resource = session.getXAResource();
        Xid xid = TestXid.next();
        MessageConsumer consumer = consumer(session);
        publish("one");
        resource.start(xid, XAResource.TMNOFLAGS);
        assertReceives("one", consumer);
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);
        connection.close();
        Session later = session("client");

        assertThrows(JMSException.class, () -> later.unsubscribe("d"));

        try (XAConnection manager = ((XAConnectionFactory) factory()).createXAConnection()) {
            manager.createXASession().getXAResource().commit(xid, false);
        }
        later.unsubscribe("d");
    }
}
