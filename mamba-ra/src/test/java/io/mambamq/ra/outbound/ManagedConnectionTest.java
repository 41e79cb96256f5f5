// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.ra.MambaResourceAdapter;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.container.ContainerDouble;
import io.mambamq.ra.container.Events;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.SecurityException;
import jakarta.resource.spi.security.PasswordCredential;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Managed connections as the container handles them, on a real embedded broker. */
@Timeout(60)
class ManagedConnectionTest {
    @TempDir
    Path directory;

    private ContainerDouble container;
    private MambaManagedConnectionFactory factory;
    private MambaManagedConnection managed;

    @BeforeEach
    void start() throws ResourceException {
        container = ContainerDouble.embedded(directory);
        factory = container.managedConnectionFactory();
        managed = create();
    }

    @AfterEach
    void stop() {
        container.close();
    }

    @Test
    @DisplayName("C-07: recovery gets a managed connection without subject and request")
    void forRecovery() throws Exception {
        assertEquals(0, managed.getXAResource().recover(0x1800000).length);
        managed.destroy();
    }

    @Test
    @DisplayName(
            "C-09: several handles work at a time; each tells once that it is closed, with the connection as source")
    void handles() throws Exception {
        Events events = new Events();
        managed.addConnectionEventListener(events);
        Connection first = handle(managed);
        Connection second = handle(managed);
        send(first, "one");
        send(second, "two");

        first.close();
        first.close();

        assertEquals(1, events.count());
        ConnectionEvent closed = events.next();
        assertEquals(ConnectionEvent.CONNECTION_CLOSED, closed.getId());
        assertSame(managed, closed.getSource());
        assertSame(first, closed.getConnectionHandle());
        assertThrows(IllegalStateException.class, first::createSession);
        assertEquals("one", receive(second));
        managed.removeConnectionEventListener(events);
        second.close();
        assertEquals(0, events.count());
    }

    @Test
    @DisplayName("C-09: cleanup invalidates the handles and everything made by them, and the next user starts afresh")
    void cleanup() throws Exception {
        Connection handle = handle(managed);
        Session session = handle.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("orders"));
        MessageConsumer consumer = session.createConsumer(session.createQueue("orders"));
        Events events = new Events();
        managed.addConnectionEventListener(events);

        managed.cleanup();
        managed.cleanup();

        assertThrows(IllegalStateException.class, handle::start);
        assertThrows(IllegalStateException.class, session::createTextMessage);
        assertThrows(IllegalStateException.class, producer::getPriority);
        assertThrows(IllegalStateException.class, consumer::receiveNoWait);
        handle.close();
        assertEquals(0, events.count(), "the container knows what it has cleaned up");
        Connection next = handle(managed);
        send(next, "one");
        assertEquals("one", receive(next));
    }

    @Test
    @DisplayName("C-09: a handle that the container moves goes on with what it has open")
    void associate() throws Exception {
        Connection handle = handle(managed);
        handle.start();
        Session session = handle.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("orders"));
        producer.setPriority(7);
        MessageConsumer consumer = session.createConsumer(session.createQueue("orders"));
        MambaManagedConnection other = create();

        other.associateConnection(handle);
        managed.destroy();

        producer.send(session.createTextMessage("one"));
        assertEquals("one", consumer.receive(10_000).getBody(String.class));
        assertEquals(7, producer.getPriority());
        Events events = new Events();
        other.addConnectionEventListener(events);
        handle.close();
        assertSame(other, events.next().getSource());
        assertThrows(ResourceException.class, () -> other.associateConnection("no handle"));
    }

    @Test
    @DisplayName("C-10: a connection is matched by factory, user and state")
    void match() throws Exception {
        Set<ManagedConnection> candidates = Set.of(managed);
        MambaManagedConnectionFactory equal = container.managedConnectionFactory();
        MambaManagedConnectionFactory other = container.managedConnectionFactory();
        other.setClientId("somebody");

        assertSame(managed, equal.matchManagedConnections(candidates, null, null));
        assertNull(other.matchManagedConnections(candidates, null, null));
        assertNull(factory.matchManagedConnections(candidates, null, new ConnectionRequest("another", "secret")));
        assertNull(factory.matchManagedConnections(Set.of(), null, null));
        managed.destroy();
        assertNull(factory.matchManagedConnections(candidates, null, null));
        assertEquals(candidates, factory.getInvalidConnections(candidates));
    }

    @Test
    @DisplayName(
            "C-12: managed connections of one user share one connection to the broker, those of another have their own")
    void multiplexed() throws Exception {
        factory.setClientId("shared-client-id");

        MambaManagedConnection first = create();
        MambaManagedConnection second = create();

        assertNotSame(first, second);
        assertEquals("shared-client-id", handle(first).getClientID());
        assertEquals("shared-client-id", handle(second).getClientID());
        first.destroy();
        send(handle(second), "one");
    }

    @Test
    @DisplayName("C-13: the XA resource is always the same one, and not serializable")
    void xaResource() {
        assertSame(managed.getXAResource(), managed.getXAResource());
        assertFalse(managed.getXAResource() instanceof Serializable);
    }

    @Test
    @DisplayName("C-14: a local transaction commits and rolls back what handles send and receive")
    void localTransaction() throws Exception {
        LocalTransaction transaction = managed.getLocalTransaction();
        Connection handle = handle(managed);

        transaction.begin();
        send(handle, "one");
        transaction.rollback();
        transaction.begin();
        send(handle, "two");
        transaction.commit();
        transaction.begin();
        assertEquals("two", receive(handle));
        transaction.rollback();

        assertEquals("two", receive(handle));
        assertThrows(ResourceException.class, transaction::commit);
        transaction.begin();
        assertThrows(ResourceException.class, transaction::begin);
        transaction.rollback();
    }

    @Test
    @DisplayName("C-16: the container's user wins over the application's, and that one over the configured")
    void signOn() throws Exception {
        Credentials configured = new Credentials("configured", "secret", "id");
        ConnectionRequest asked = new ConnectionRequest("application", "secret");
        Subject subject = new Subject();
        PasswordCredential credential = new PasswordCredential("container", "secret".toCharArray());
        credential.setManagedConnectionFactory(factory);
        subject.getPrivateCredentials().add(credential);

        assertEquals(
                new Credentials("container", "secret", "id"), SignOn.credentials(subject, asked, factory, configured));
        assertEquals(
                new Credentials("application", "secret", "id"),
                SignOn.credentials(new Subject(), asked, factory, configured));
        assertEquals(configured, SignOn.credentials(null, null, factory, configured));
        assertFalse(configured.toString().contains("secret"));
        assertFalse(asked.toString().contains("secret"));
    }

    @Test
    @DisplayName("C-11: a container that signs on as a user with an empty name says nothing")
    void signOnWithoutAName() throws Exception {
        Credentials configured = new Credentials("configured", "secret", null);
        Subject subject = new Subject();
        PasswordCredential nobody = new PasswordCredential("", new char[0]);
        nobody.setManagedConnectionFactory(factory);
        subject.getPrivateCredentials().add(nobody);

        assertEquals(configured, SignOn.credentials(subject, null, factory, configured));
    }

    @Test
    @DisplayName("C-16: a connection keeps its user, and a user that the broker does not know is refused as such")
    void wrongUser() throws Exception {
        ConnectionRequest stranger = new ConnectionRequest("stranger", "secret");

        assertThrows(SecurityException.class, () -> managed.getConnection(null, stranger));
        assertThrows(SecurityException.class, () -> factory.createManagedConnection(null, stranger));
        ConnectionFactory connections = container.connectionFactory();
        assertThrows(JMSSecurityException.class, () -> connections.createConnection("stranger", "secret"));
        assertThrows(JMSSecurityRuntimeException.class, () -> connections.createContext("stranger", "secret"));
    }

    @Test
    @DisplayName("C-09, C-11: the container is told about the broker; log writers are null until set")
    void description() throws Exception {
        assertTrue(managed.getMetaData().getEISProductName().contains("Mamba"));
        assertEquals(0, managed.getMetaData().getMaxConnections());
        assertNull(managed.getLogWriter());
        assertNull(factory.getLogWriter());
        try (PrintWriter writer = new PrintWriter(new StringWriter())) {
            managed.setLogWriter(writer);
            factory.setLogWriter(writer);
            assertSame(writer, managed.getLogWriter());
            assertSame(writer, factory.getLogWriter());
        }
    }

    @Test
    @DisplayName("C-08: only connections that are destroyed or lost are invalid; strangers are not judged")
    void invalid() throws Exception {
        MambaManagedConnection whole = create();
        managed.destroy();

        assertEquals(Set.of(managed), factory.getInvalidConnections(Set.of(managed, whole, "a stranger")));
    }

    @Test
    @DisplayName("C-11: a managed connection begins with the log writer of its factory")
    void inheritedLogWriter() throws Exception {
        try (PrintWriter writer = new PrintWriter(new StringWriter())) {
            factory.setLogWriter(writer);

            assertSame(writer, create().getLogWriter());
        }
    }

    @Test
    @DisplayName("C-16: credentials of the container for other factories are refused rather than ignored")
    void credentialsForOthers() {
        MambaManagedConnectionFactory other = new MambaManagedConnectionFactory();
        other.setUrl("mamba://elsewhere");
        PasswordCredential credential = new PasswordCredential("container", "secret".toCharArray());
        credential.setManagedConnectionFactory(other);
        Subject subject = new Subject();
        subject.getPrivateCredentials().add(credential);

        assertThrows(SecurityException.class, () -> factory.createManagedConnection(subject, null));
        assertThrows(SecurityException.class, () -> factory.matchManagedConnections(Set.of(managed), subject, null));
    }

    @Test
    @DisplayName("C-20: managed connections are equal only to themselves")
    void identity() throws Exception {
        assertEquals(managed, managed);
        assertFalse(managed.equals(create()));
    }

    @Test
    @DisplayName("C-03: what a factory leaves out is as the adapter says, and it belongs to one adapter")
    void defaults() throws Exception {
        MambaResourceAdapter adapter = new MambaResourceAdapter();
        adapter.setUserName("alice");
        adapter.setPassword("secret");
        MambaManagedConnectionFactory own = new MambaManagedConnectionFactory();
        own.setResourceAdapter(adapter);
        assertEquals(new Credentials("alice", "secret", null), own.credentials());

        own.setUserName("bob");
        own.setPassword("other");
        own.setClientId("id");
        assertEquals(new Credentials("bob", "other", "id"), own.credentials());
        MambaResourceAdapter another = new MambaResourceAdapter();
        assertThrows(ResourceException.class, () -> own.setResourceAdapter(another));
        own.setResourceAdapter(adapter);
    }

    @Test
    @DisplayName("C-14: outside of a transaction each send and receive stands for itself")
    void withoutTransaction() throws Exception {
        Connection handle = handle(managed);

        send(handle, "one");

        assertEquals("one", receive(handle(create())));
    }

    @Test
    @DisplayName("C-09: a destroyed connection gives no handle")
    void destroyed() throws Exception {
        managed.destroy();
        managed.destroy();

        assertThrows(ResourceException.class, () -> managed.getConnection(null, null));
        assertThrows(ResourceException.class, () -> managed.getMetaData());
    }

    private MambaManagedConnection create() throws ResourceException {
        return (MambaManagedConnection) factory.createManagedConnection(null, null);
    }

    private static Connection handle(MambaManagedConnection managed) throws ResourceException {
        return (Connection) managed.getConnection(null, null);
    }

    private static void send(Connection handle, String text) throws JMSException {
        try (Session session = handle.createSession()) {
            session.createProducer(session.createQueue("orders")).send(session.createTextMessage(text));
        }
    }

    private static String receive(Connection handle) throws JMSException {
        handle.start();
        try (Session session = handle.createSession()) {
            return session.createConsumer(session.createQueue("orders"))
                    .receive(10_000)
                    .getBody(String.class);
        }
    }
}
