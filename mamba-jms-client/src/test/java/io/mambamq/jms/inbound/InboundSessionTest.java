// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.jms.EmbeddedBroker;
import io.mambamq.jms.classic.MambaXAConnection;
import io.mambamq.jms.session.ConsumerSource;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class InboundSessionTest {
    private static final long WAIT_MS = 5_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private final Xid xid = new Branch("inbound");
    private MambaXAConnection connection;

    /** A transaction manager's branch. */
    private record Branch(String name) implements Xid {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    @BeforeEach
    void connect() throws Exception {
        connection = BROKER.factory().createXAConnection();
        connection.start();
        try (JMSContext context = BROKER.factory().createContext()) {
            context.createProducer().send(queue, "one").send(queue, "two");
        }
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    private static String labelled(Message message) throws JMSException {
        return ((TextMessage) message).getText() + message.getIntProperty("JMSXDeliveryCount");
    }

    private InboundConsumer consumer(int window) throws JMSException {
        InboundConsumer consumer = connection.createInboundConsumer(ConsumerSource.of(queue, null, false));
        consumer.resizeWindow(window);
        return consumer;
    }

    private static InboundDelivery receive(InboundConsumer consumer) throws JMSException {
        assertTrue(consumer.await(WAIT_MS), "no message");
        InboundDelivery delivery = consumer.poll();
        assertNotNull(delivery);
        return delivery;
    }

    private String next() throws JMSException {
        try (InboundConsumer other = consumer(1)) {
            if (!other.await(100)) {
                return null;
            }
            InboundDelivery delivery = receive(other);
            delivery.accept();
            return labelled(delivery.message());
        }
    }

    @Test
    @DisplayName("C-23: a message accepted in a branch of another session is consumed by its commit")
    void acceptedInBranch() throws Exception {
        InboundConsumer consumer = consumer(10);
        InboundSession session = connection.createInboundSession();
        InboundDelivery delivery = receive(consumer);
        assertEquals("one1", labelled(delivery.message()));

        session.xaResource().start(xid, XAResource.TMNOFLAGS);
        session.accept(delivery);
        session.xaResource().end(xid, XAResource.TMSUCCESS);
        session.xaResource().commit(xid, true);
        session.close();
        consumer.close();

        assertEquals("two1", next());
        assertNull(next());
    }

    @Test
    @DisplayName("C-23: a message whose branch rolls back is delivered again, though its consumer goes on")
    void rolledBack() throws Exception {
        InboundConsumer consumer = consumer(1);
        InboundSession session = connection.createInboundSession();
        InboundDelivery delivery = receive(consumer);
        session.xaResource().start(xid, XAResource.TMNOFLAGS);
        session.accept(delivery);
        session.xaResource().end(xid, XAResource.TMFAIL);
        session.xaResource().rollback(xid);

        consumer.giveUnseenBack();
        consumer.resizeWindow(1);

        assertEquals("one2", labelled(receive(consumer).message()));
    }

    @Test
    @DisplayName("C-23: two sessions accept what one consumer has received, each in its own branch")
    void twoBranches() throws Exception {
        InboundConsumer consumer = consumer(2);
        InboundSession commits = connection.createInboundSession();
        InboundSession rollsBack = connection.createInboundSession();
        InboundDelivery one = receive(consumer);
        InboundDelivery two = receive(consumer);
        Xid other = new Branch("other");

        commits.xaResource().start(xid, XAResource.TMNOFLAGS);
        rollsBack.xaResource().start(other, XAResource.TMNOFLAGS);
        commits.accept(one);
        rollsBack.accept(two);
        commits.xaResource().end(xid, XAResource.TMSUCCESS);
        rollsBack.xaResource().end(other, XAResource.TMSUCCESS);
        commits.xaResource().commit(xid, true);
        rollsBack.xaResource().rollback(other);
        consumer.close();

        assertEquals("two2", next());
        assertNull(next());
    }

    @Test
    void acceptingNeedsABranch() throws Exception {
        InboundDelivery delivery = receive(consumer(1));
        InboundSession session = connection.createInboundSession();

        assertThrows(IllegalStateException.class, () -> session.accept(delivery));
    }

    @Test
    @DisplayName("C-23: without a branch a message is consumed when it is accepted")
    void acceptedAlone() throws Exception {
        InboundConsumer consumer = consumer(10);
        receive(consumer).accept();
        consumer.close();

        assertEquals("two1", next());
    }

    @Test
    @DisplayName("C-23: what is accepted lazily is consumed with whatever is told next")
    void acceptedLazily() throws Exception {
        InboundConsumer consumer = consumer(10);
        receive(consumer).acceptLazily();
        consumer.close();

        assertEquals("two1", next());
    }

    @Test
    @DisplayName("C-21: a message that is given back counts as redelivered only if it was seen")
    void givenBack() throws Exception {
        try (InboundConsumer consumer = consumer(1)) {
            receive(consumer).giveBack(false);
        }
        try (InboundConsumer consumer = consumer(1)) {
            InboundDelivery delivery = receive(consumer);
            assertEquals("one1", labelled(delivery.message()));
            delivery.giveBack(true);
        }

        assertEquals("one2", next());
        assertEquals("two1", next());
    }

    @Test
    @DisplayName("C-21: a consumer whose window is closed keeps nothing from others")
    void closedWindow() throws Exception {
        InboundConsumer closed = consumer(0);
        InboundConsumer given = consumer(2);
        receive(given);
        given.giveUnseenBack();

        assertFalse(closed.await(1));
        assertNull(closed.poll());
        assertEquals("two1", next());
    }

    @Test
    void whatWasNotSettledIsForOthers() throws Exception {
        InboundConsumer consumer = consumer(10);
        receive(consumer);
        consumer.close();
        consumer.close();

        assertThrows(IllegalStateException.class, () -> consumer.await(1));
        assertEquals("one1", next());
    }

    @Test
    void closingOrWakingEndsAWait() throws Exception {
        next();
        next();
        InboundConsumer consumer = consumer(10);
        CompletableFuture<Boolean> woken = Async.call(() -> consumer.await(20_000));
        Async.awaitWaiting(woken);
        consumer.wake();
        assertFalse(woken.get(10, TimeUnit.SECONDS));

        CompletableFuture<Boolean> closed = Async.call(() -> consumer.await(20_000));
        Async.awaitWaiting(closed);
        consumer.close();
        assertFalse(closed.get(10, TimeUnit.SECONDS));
    }

    @Test
    void whatCannotBeConsumedIsRefused() {
        assertThrows(InvalidSelectorException.class, () -> ConsumerSource.of(queue, "a = = 1", false));
    }
}
