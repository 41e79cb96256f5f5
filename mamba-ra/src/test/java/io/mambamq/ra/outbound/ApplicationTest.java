// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.ra.container.ContainerDouble;
import io.mambamq.ra.container.EndpointFactoryDouble;
import io.mambamq.ra.container.TransactionDouble;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicSession;
import jakarta.jms.TransactionInProgressException;
import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.naming.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Jakarta Messaging as applications in an application server use it, through a pool that enlists. */
@Timeout(60)
class ApplicationTest {
    @TempDir
    Path directory;

    private ContainerDouble container;
    private ConnectionFactory connections;

    @BeforeEach
    void start() throws ResourceException {
        container = ContainerDouble.embedded(directory);
        connections = container.connectionFactory();
    }

    @AfterEach
    void stop() {
        container.close();
    }

    @Test
    @DisplayName("M-97: what is sent in a transaction arrives with its commit and not with its rollback")
    void sendInTransaction() throws Exception {
        container.transactions.begin();
        send("rolled back");
        container.transactions.rollback();
        container.transactions.begin();
        send("committed");
        assertNull(receiveNoWait(), "not before the commit");
        container.transactions.commit();

        assertEquals("committed", receive());
        assertNull(receiveNoWait());
    }

    @Test
    @DisplayName("M-97: what is received in a transaction comes again after its rollback")
    void receiveInTransaction() throws Exception {
        send("one");

        container.transactions.begin();
        assertEquals("one", receive());
        container.transactions.rollback();

        container.transactions.begin();
        try (JMSContext context = connections.createContext()) {
            Message again =
                    context.createConsumer(context.createQueue("orders")).receive(10_000);
            assertTrue(again.getJMSRedelivered());
            assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
        }
        container.transactions.commit();
        assertNull(receiveNoWait());
    }

    @Test
    @DisplayName("M-41: a temporary queue ends with the connection of the application, which the pool keeps")
    void temporaryQueues() throws Exception {
        TemporaryQueue replies;
        TemporaryQueue deleted;
        try (JMSContext context = connections.createContext()) {
            replies = context.createTemporaryQueue();
            deleted = context.createTemporaryQueue();
            context.createTemporaryTopic();
            context.createProducer().send(replies, "reply");
            assertEquals("reply", context.createConsumer(replies).receiveBody(String.class, 10_000));
            deleted.delete();
        }

        try (JMSContext context = connections.createContext()) {
            JMSProducer producer = context.createProducer();
            assertThrows(InvalidDestinationRuntimeException.class, () -> producer.send(replies, "too late"));
            assertThrows(InvalidDestinationRuntimeException.class, () -> producer.send(deleted, "too late"));
        }
    }

    @Test
    @DisplayName("M-42: an application browses, in a transaction as well, and takes nothing")
    void browsing() throws Exception {
        send("one");

        container.transactions.begin();
        try (JMSContext context = connections.createContext()) {
            Enumeration<?> shown =
                    context.createBrowser(context.createQueue("orders")).getEnumeration();
            assertEquals("one", ((Message) shown.nextElement()).getBody(String.class));
            assertFalse(shown.hasMoreElements());
        }
        container.transactions.commit();

        assertEquals("one", receive());
    }

    @Test
    @DisplayName("M-98: a session follows the transaction of the moment, whatever it was created in")
    void followsTheTransaction() throws Exception {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = session.createProducer(session.createQueue("orders"));
            assertFalse(session.getTransacted());
            assertEquals(Session.AUTO_ACKNOWLEDGE, session.getAcknowledgeMode());
            producer.send(session.createTextMessage("at once"));

            TransactionDouble transaction = container.transactions.begin();
            transaction.enlist(container.connections.created.get(0).getXAResource());
            assertTrue(session.getTransacted());
            assertEquals(Session.SESSION_TRANSACTED, session.getAcknowledgeMode());
            producer.send(session.createTextMessage("rolled back"));
            container.transactions.rollback();

            producer.send(session.createTextMessage("again at once"));
        }

        assertEquals("at once", receive());
        assertEquals("again at once", receive());
        assertNull(receiveNoWait());
    }

    @Test
    @DisplayName("C-13, C-24: a bean's delivery and its own sending are one branch, because the broker is one")
    void oneBranch() throws Exception {
        CompletableFuture<Integer> branches = new CompletableFuture<>();
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, message -> {
            try {
                try (JMSContext context = connections.createContext()) {
                    context.createProducer()
                            .send(context.createQueue("replies"), "reply to " + message.getBody(String.class));
                }
                branches.complete(container.transactions.current().branchCount());
            } catch (JMSException | RuntimeException e) {
                branches.completeExceptionally(e);
            }
        });
        container.activate("orders", endpoints);

        send("one");

        assertEquals(1, branches.get(30, TimeUnit.SECONDS));
        try (JMSContext context = connections.createContext()) {
            assertEquals(
                    "reply to one",
                    context.createConsumer(context.createQueue("replies")).receiveBody(String.class, 10_000));
        }
    }

    @Test
    @DisplayName("C-09, C-12: the pool's connection serves one application after the other")
    void pooled() throws Exception {
        for (int i = 0; i < 10; i++) {
            send("message " + i);
        }

        assertEquals(1, container.connections.created.size());
    }

    @Test
    @DisplayName("M-95: a connection has one session at a time, a context none but its own")
    void oneSession() throws Exception {
        try (Connection connection = connections.createConnection()) {
            Session session = connection.createSession();
            assertThrows(IllegalStateException.class, connection::createSession);
            session.close();
            connection.createSession().close();
        }
        try (JMSContext context = connections.createContext()) {
            assertThrows(JMSRuntimeException.class, () -> context.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        }
    }

    @Test
    @DisplayName("M-74, M-96: what the specification keeps from applications is refused")
    void forbidden() throws Exception {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession()) {
            Queue queue = session.createQueue("orders");
            MessageConsumer consumer = session.createConsumer(queue);
            MessageProducer producer = session.createProducer(queue);
            Message message = session.createMessage();
            for (Executable call : List.<Executable>of(
                    connection::stop,
                    () -> connection.setClientID("id"),
                    () -> connection.setExceptionListener(e -> {}),
                    () -> connection.createConnectionConsumer(queue, null, null, 1),
                    () -> connection.createSharedConnectionConsumer(null, "name", null, null, 1),
                    () -> connection.createDurableConnectionConsumer(null, "name", null, null, 1),
                    () -> connection.createSharedDurableConnectionConsumer(null, "name", null, null, 1),
                    session::getMessageListener,
                    () -> session.setMessageListener(m -> {}),
                    consumer::getMessageListener,
                    () -> consumer.setMessageListener(m -> {}),
                    () -> producer.send(message, null),
                    () -> producer.send(message, DeliveryMode.PERSISTENT, 4, 0, null))) {
                assertThrows(IllegalStateException.class, call);
            }
            assertThrows(java.lang.IllegalStateException.class, session::run);
        }
        try (JMSContext context = connections.createContext()) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("orders"));
            for (Executable call : List.<Executable>of(
                    context::stop,
                    () -> context.setClientID("id"),
                    () -> context.setExceptionListener(e -> {}),
                    () -> context.createProducer().setAsync(null),
                    consumer::getMessageListener,
                    () -> consumer.setMessageListener(m -> {}))) {
                assertThrows(IllegalStateRuntimeException.class, call);
            }
        }
    }

    @Test
    @DisplayName("M-62, M-97: ending transactions is the container's, and without one there is nothing to end")
    void endingTransactions() throws Exception {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(true, 0)) {
            assertThrows(IllegalStateException.class, session::commit);
            assertThrows(IllegalStateException.class, session::rollback);
            session.recover();
        }
        container.transactions.begin();
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession()) {
            assertThrows(TransactionInProgressException.class, session::commit);
            assertThrows(TransactionInProgressException.class, session::rollback);
            assertThrows(IllegalStateException.class, session::recover);
        }
        try (JMSContext context = connections.createContext()) {
            assertTrue(context.getTransacted());
            assertThrows(IllegalStateRuntimeException.class, context::acknowledge);
        }
        container.transactions.rollback();
        try (JMSContext context = connections.createContext(JMSContext.DUPS_OK_ACKNOWLEDGE)) {
            assertEquals(JMSContext.DUPS_OK_ACKNOWLEDGE, context.getSessionMode());
            context.acknowledge();
        }
        assertThrows(JMSRuntimeException.class, () -> connections.createContext(17));
    }

    @Test
    @DisplayName("M-52: nothing arrives before the connection is started; a context starts with its first consumer")
    void startAndStop() throws Exception {
        send("one");

        try (Connection connection = connections.createConnection();
                Session session = connection.createSession()) {
            MessageConsumer consumer = session.createConsumer(session.createQueue("orders"));
            assertNull(consumer.receiveNoWait());
            assertNull(consumer.receive(1));
            connection.start();
            assertEquals("one", consumer.receive(10_000).getBody(String.class));
        }
        send("two");
        try (JMSContext context = connections.createContext()) {
            context.setAutoStart(false);
            JMSConsumer consumer = context.createConsumer(context.createQueue("orders"));
            assertNull(consumer.receiveNoWait());
            context.start();
            assertEquals("two", consumer.receiveBody(String.class));
        }
    }

    @Test
    @DisplayName("M-55: closing a connection ends a receive that waits for its start")
    void closeWhileReceiving() throws Exception {
        Connection connection = connections.createConnection();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue("orders"));
        CompletableFuture<Message> received =
                CompletableFuture.supplyAsync(() -> Unchecked.getOrNull(consumer::receive));

        connection.close();

        assertNull(received.handle((message, failure) -> message).get(30, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("M-75: what a context's producer sets goes with every message")
    void contextProducer() throws Exception {
        try (JMSContext context = connections.createContext()) {
            Queue queue = context.createQueue("orders");
            context.createProducer()
                    .setProperty("count", 7)
                    .setProperty("name", "mamba")
                    .setJMSCorrelationID("correlation")
                    .setJMSType("type")
                    .setJMSReplyTo(queue)
                    .setPriority(8)
                    .setTimeToLive(60_000)
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .send(queue, "text")
                    .send(queue, Map.of("key", "value"))
                    .send(queue, new byte[] {1, 2})
                    .send(queue, (Serializable) List.of("element"))
                    .send(queue, (String) null);

            JMSConsumer consumer = context.createConsumer(queue);
            Message text = consumer.receive(10_000);
            assertEquals("text", text.getBody(String.class));
            assertEquals(7, text.getIntProperty("count"));
            assertEquals("mamba", text.getStringProperty("name"));
            assertEquals("correlation", text.getJMSCorrelationID());
            assertEquals("type", text.getJMSType());
            assertEquals(queue, text.getJMSReplyTo());
            assertEquals(8, text.getJMSPriority());
            assertTrue(text.getJMSExpiration() > 0);
            assertEquals(DeliveryMode.NON_PERSISTENT, text.getJMSDeliveryMode());
            assertEquals(Map.of("key", "value"), consumer.receiveBody(Map.class, 10_000));
            assertEquals(2, consumer.receiveBody(byte[].class, 10_000).length);
            assertEquals(List.of("element"), consumer.receiveBody(List.class, 10_000));
            assertNull(consumer.receive(10_000).getBody(String.class));
        }
    }

    @Test
    @DisplayName("M-70: a producer knows what it may send where")
    void producers() throws Exception {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession()) {
            Queue queue = session.createQueue("orders");
            Message message = session.createMessage();
            MessageProducer fixed = session.createProducer(queue);
            MessageProducer free = session.createProducer(null);

            assertThrows(UnsupportedOperationException.class, () -> fixed.send(queue, message));
            assertThrows(UnsupportedOperationException.class, () -> free.send(message));
            assertThrows(InvalidDestinationException.class, () -> free.send((Queue) null, message));
            assertThrows(InvalidDestinationException.class, () -> session.createConsumer(null));
            assertThrows(JMSException.class, () -> fixed.setPriority(10));
            assertThrows(JMSException.class, () -> fixed.setDeliveryMode(3));
            assertThrows(JMSException.class, () -> fixed.setTimeToLive(-1));
            assertSame(queue, fixed.getDestination());
            fixed.close();
            assertThrows(IllegalStateException.class, () -> fixed.send(message));
        }
    }

    @Test
    @DisplayName("M-90: queue and topic connections keep to their domain")
    void domains() throws Exception {
        MambaManagedConnectionFactory queues = new MambaManagedQueueConnectionFactory();
        queues.setResourceAdapter(container.adapter);
        MambaManagedConnectionFactory topics = new MambaManagedTopicConnectionFactory();
        topics.setResourceAdapter(container.adapter);

        try (QueueConnection connection = ((QueueConnectionFactory)
                        queues.createConnectionFactory(container.connections))
                .createQueueConnection()) {
            QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("orders");
            QueueSender sender = session.createSender(queue);
            sender.send(session.createTextMessage("one"));
            QueueReceiver receiver = session.createReceiver(queue);
            connection.start();
            assertEquals("one", receiver.receive(10_000).getBody(String.class));
            assertEquals(queue, receiver.getQueue());
            assertEquals(queue, sender.getQueue());
            assertThrows(IllegalStateException.class, () -> session.createTopic("prices"));
            assertThrows(IllegalStateException.class, () -> session.createDurableConsumer(null, "name"));
            assertThrows(IllegalStateException.class, () -> session.createSharedConsumer(null, "name"));
            assertThrows(IllegalStateException.class, () -> session.unsubscribe("name"));
        }
        try (var connection = ((TopicConnectionFactory) topics.createConnectionFactory(container.connections))
                .createTopicConnection()) {
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThrows(IllegalStateException.class, () -> session.createQueue("orders"));
            assertThrows(IllegalStateException.class, () -> session.createBrowser(null));
            assertThrows(IllegalStateException.class, session::createTemporaryQueue);
        }
    }

    @Test
    @DisplayName("C-05, C-28: connection factories can be bound in JNDI")
    void bindable() throws Exception {
        Referenceable referenceable = (Referenceable) connections;
        Reference reference = new Reference("the container's");

        referenceable.setReference(reference);

        assertSame(reference, referenceable.getReference());
        assertTrue(Serializable.class.isAssignableFrom(ConnectionFactoryHandle.class));
    }

    @Test
    @DisplayName("C-11: without a container's connection manager, a connection is opened and closed for each use")
    void withoutContainer() throws Exception {
        ConnectionFactory direct =
                (ConnectionFactory) container.managedConnectionFactory().createConnectionFactory();

        try (JMSContext context = direct.createContext()) {
            context.createProducer().send(context.createQueue("orders"), "one");
        }

        assertEquals("one", receive());
    }

    private void send(String text) {
        try (JMSContext context = connections.createContext()) {
            context.createProducer().send(context.createQueue("orders"), text);
        }
    }

    private String receive() {
        try (JMSContext context = connections.createContext()) {
            return context.createConsumer(context.createQueue("orders")).receiveBody(String.class, 10_000);
        }
    }

    private String receiveNoWait() {
        try (JMSContext context = connections.createContext()) {
            return context.createConsumer(context.createQueue("orders")).receiveBodyNoWait(String.class);
        }
    }
}
