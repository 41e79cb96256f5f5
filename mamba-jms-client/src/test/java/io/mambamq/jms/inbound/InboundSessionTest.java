// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

    private String next() throws JMSException {
        try (InboundSession other = connection.createInboundSession(ConsumerSource.of(queue, null, false), 1)) {
            InboundDelivery delivery = other.receive(100);
            if (delivery == null) {
                return null;
            }
            delivery.accept();
            return labelled(delivery.message());
        }
    }

    @Test
    @DisplayName("C-23: a message accepted in a branch is consumed by its commit")
    void acceptedInBranch() throws Exception {
        InboundSession session = connection.createInboundSession(ConsumerSource.of(queue, "", false), 10);
        InboundDelivery delivery = session.receive(WAIT_MS);
        assertEquals("one1", labelled(delivery.message()));

        session.xaResource().start(xid, XAResource.TMNOFLAGS);
        delivery.accept();
        session.xaResource().end(xid, XAResource.TMSUCCESS);
        session.xaResource().commit(xid, true);
        session.close();

        assertEquals("two1", next());
        assertNull(next());
    }

    @Test
    @DisplayName("C-23: a message whose branch rolls back is delivered again")
    void rolledBack() throws Exception {
        InboundSession session = connection.createInboundSession(ConsumerSource.of(queue, null, false), 1);
        InboundDelivery delivery = session.receive(WAIT_MS);
        session.xaResource().start(xid, XAResource.TMNOFLAGS);
        delivery.accept();
        session.xaResource().end(xid, XAResource.TMFAIL);
        session.xaResource().rollback(xid);
        session.close();

        assertEquals("one2", next());
    }

    @Test
    @DisplayName("C-23: without a branch a message is consumed when it is accepted")
    void acceptedAlone() throws Exception {
        InboundSession session = connection.createInboundSession(ConsumerSource.of(queue, null, false), 10);
        session.receive(WAIT_MS).accept();
        session.close();

        assertEquals("two1", next());
    }

    @Test
    @DisplayName("C-21: a message that is given back counts as redelivered only if it was seen")
    void givenBack() throws Exception {
        try (InboundSession session = connection.createInboundSession(ConsumerSource.of(queue, null, false), 1)) {
            session.receive(WAIT_MS).giveBack(false);
        }
        try (InboundSession session = connection.createInboundSession(ConsumerSource.of(queue, null, false), 1)) {
            InboundDelivery delivery = session.receive(WAIT_MS);
            assertEquals("one1", labelled(delivery.message()));
            delivery.giveBack(true);
        }

        assertEquals("one2", next());
        assertEquals("two1", next());
    }

    @Test
    void whatWasNotSettledIsForOthers() throws Exception {
        InboundSession session = connection.createInboundSession(ConsumerSource.of(queue, null, false), 10);
        session.receive(WAIT_MS);
        session.close();
        session.close();

        assertThrows(IllegalStateException.class, () -> session.receive(1));
        assertEquals("one1", next());
    }

    @Test
    void closingEndsAReceive() throws Exception {
        next();
        next();
        InboundSession session = connection.createInboundSession(ConsumerSource.of(queue, null, false), 10);
        CompletableFuture<InboundDelivery> received = Async.call(() -> session.receive(20_000));
        Async.awaitWaiting(received);

        session.close();

        assertNull(received.get(10, TimeUnit.SECONDS));
    }

    @Test
    void whatCannotBeConsumedIsRefused() {
        assertThrows(InvalidSelectorException.class, () -> ConsumerSource.of(queue, "a = = 1", false));
        assertThrows(
                JMSException.class, () -> connection.createInboundSession(ConsumerSource.of(queue, null, false), 0));
    }
}
