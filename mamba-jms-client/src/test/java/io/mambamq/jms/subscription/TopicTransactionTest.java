// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.xa.TestXid;
import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XASession;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Topics in local and XA transactions. */
class TopicTransactionTest extends TopicStory {
    @Test
    @DisplayName("M-09: what a transaction sends goes to the subscriptions of the time of the send, at its commit")
    void subscriptionsOfTheSend() throws Exception {
        Session sender = connect().createSession(Session.SESSION_TRANSACTED);
        Session session = session("client");
        MessageConsumer early = session.createConsumer(topic(session));
        session.createDurableConsumer(topic(session), "d").close();
        publish(sender, topic(sender), "first");
        awaitArrivalOfSends(sender);
        MessageConsumer between = session.createConsumer(topic(session));
        publish(sender, topic(sender), "second");
        awaitArrivalOfSends(sender);
        MessageConsumer late = session.createConsumer(topic(session));
        assertNothing(early);

        sender.commit();

        assertReceivesOnly(early, "first", "second");
        assertReceivesOnly(between, "second");
        assertNothing(late);
        assertReceivesOnly(session.createDurableConsumer(topic(session), "d"), "first", "second");
    }

    @Test
    @DisplayName("M-62: what is rolled back was never published")
    void sendRolledBack() throws Exception {
        Session sender = connect().createSession(Session.SESSION_TRANSACTED);
        Session session = session();
        MessageConsumer consumer = session.createConsumer(topic(session));

        publish(sender, topic(sender), "regretted");
        sender.rollback();
        publish(sender, topic(sender), "meant");
        sender.commit();

        assertReceivesOnly(consumer, "meant");
    }

    @Test
    @DisplayName(
            "M-09, M-85: a subscription that has ended before the commit gets nothing, another of its name neither")
    void endedBeforeTheCommit() throws Exception {
        Session sender = connect().createSession(Session.SESSION_TRANSACTED);
        Session session = session("client");
        session.createDurableConsumer(topic(session), "d").close();
        publish(sender, topic(sender), "one");
        awaitArrivalOfSends(sender);
        session.unsubscribe("d");
        MessageConsumer again = session.createDurableConsumer(topic(session), "d");

        sender.commit();

        assertNothing(again);
    }

    @Test
    @DisplayName("M-06, M-62: a rollback brings back what was received, to this subscription and no other")
    void receiveRolledBack() throws Exception {
        Session session = connect().createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(topic(session));
        Session other = session();
        MessageConsumer otherConsumer = other.createConsumer(topic(other));
        publish("one", "two");
        assertReceives("one", consumer);
        assertReceivesOnly(otherConsumer, "one", "two");

        session.rollback();

        assertTrue(assertReceives("one", consumer).getJMSRedelivered());
        assertReceivesOnly(consumer, "two");
        session.commit();
        session.rollback();
        assertNothing(consumer);
        assertNothing(otherConsumer);
    }

    @Test
    @DisplayName("M-62: a transaction that receives from one topic and publishes to another is one piece")
    void receiveAndPublish() throws Exception {
        Session session = connect("client").createSession(Session.SESSION_TRANSACTED);
        MessageConsumer in = session.createDurableConsumer(topic(session), "d");
        Session observer = session();
        MessageConsumer out = observer.createConsumer(otherTopic(observer));
        publish("order");

        assertReceives("order", in);
        publish(session, otherTopic(session), "answer");
        session.rollback();
        assertNothing(out);
        assertReceives("order", in);
        publish(session, otherTopic(session), "second answer");
        session.commit();

        assertReceivesOnly(out, "second answer");
        assertNothing(in);
    }

    @Test
    @DisplayName("M-09, M-92: so it is in XA transactions, prepared in one life and committed in another")
    void xa() throws Exception {
        Connection observing = connect("observer");
        Session observer = observing.createSession();
        MessageConsumer early = observer.createDurableConsumer(topic(observer), "early");
        XAConnection connection = ((XAConnectionFactory) factory()).createXAConnection();
        XASession session = connection.createXASession();
        XAResource resource = session.getXAResource();
        Xid xid = TestXid.next();
        resource.start(xid, XAResource.TMNOFLAGS);
        publish(session, topic(session), "one");
        resource.end(xid, XAResource.TMSUCCESS);
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        connection.close();
        MessageConsumer late = observer.createDurableConsumer(topic(observer), "late");
        assertNothing(early);

        try (XAConnection manager = ((XAConnectionFactory) factory()).createXAConnection()) {
            manager.createXASession().getXAResource().commit(xid, false);
        }

        assertReceivesOnly(early, "one");
        assertNothing(late);
    }

    @Test
    @DisplayName("M-62, M-92: an XA rollback brings back what was received from a durable subscription")
    void xaRollback() throws Exception {
        XAConnection connection = ((XAConnectionFactory) factory()).createXAConnection();
        connection.setClientID(own("client"));
        connection.start();
        XASession session = connection.createXASession();
        XAResource resource = session.getXAResource();
        MessageConsumer consumer = session.createDurableConsumer(topic(session), "d");
        publish("one");
        Xid xid = TestXid.next();
        resource.start(xid, XAResource.TMNOFLAGS);
        assertReceives("one", consumer);
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);
        assertNothing(consumer);

        resource.rollback(xid);

        assertTrue(assertReceives("one", consumer).getJMSRedelivered());
        connection.close();
    }
}
