// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.ra.MambaResourceAdapter;
import io.mambamq.ra.container.ContainerDouble;
import io.mambamq.ra.container.EndpointFactoryDouble;
import io.mambamq.ra.container.Events;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import io.mambamq.testkit.network.TcpRelay;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.resource.spi.ManagedConnection;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network between the adapter and its broker fails for a moment, and both live on. */
@Timeout(60)
class NetworkCutTest {
    private static final int CUTS = 10;

    @TempDir
    Path directory;

    private MambaServer broker;
    private TcpRelay network;
    private ContainerDouble container;
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final Semaphore mayReturn = new Semaphore(0);

    @BeforeEach
    void start() throws Exception {
        broker = MambaServer.start(
                ServerConfig.builder(directory).listen("127.0.0.1", 0).build());
        network = TcpRelay.to(broker.port());
    }

    @AfterEach
    void stop() throws Exception {
        mayReturn.release(1_000);
        container.close();
        network.close();
        broker.close();
    }

    @Test
    @DisplayName("C-23: transactions that the network is cut under commit, and their messages come once")
    void transactions() throws Exception {
        activate(adapter());

        for (int i = 1; i <= CUTS; i++) {
            send("message " + i);
            assertEquals("message " + i, seen.poll(30, TimeUnit.SECONDS));
            cut();
            mayReturn.release();
        }
        container.works.awaitEnd();

        assertNull(seen.poll());
        assertNothingLeft();
    }

    @Test
    @DisplayName("C-09: a managed connection that the network is cut under goes on, and no error is told")
    void managedConnection() throws Exception {
        container = ContainerDouble.start(adapter());
        ManagedConnection managed = container.managedConnectionFactory().createManagedConnection(null, null);
        Events events = new Events();
        managed.addConnectionEventListener(events);

        cut();

        assertEquals(Set.of(), container.managedConnectionFactory().getInvalidConnections(Set.of(managed)));
        assertEquals(0, events.count());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "Without a resumeTimeout, by the property or by the URL, a cut rolls transactions back, and their messages come again")
    void switchedOff(boolean byProperty) throws Exception {
        MambaResourceAdapter adapter = adapter();
        if (byProperty) {
            adapter.setResumeTimeout(0);
        } else {
            adapter.setUrl(adapter.getUrl() + "?resumeTimeoutMs=0");
        }
        activate(adapter);
        send("message");
        assertEquals("message", seen.poll(30, TimeUnit.SECONDS));

        network.cut();
        mayReturn.release(2);

        assertEquals("message again", seen.poll(30, TimeUnit.SECONDS));
    }

    private MambaResourceAdapter adapter() {
        MambaResourceAdapter adapter = new MambaResourceAdapter();
        adapter.setUrl("mamba://127.0.0.1:" + network.port());
        return adapter;
    }

    private void activate(MambaResourceAdapter adapter) throws Exception {
        container = ContainerDouble.start(adapter);
        container.activate("orders", EndpointFactoryDouble.transacted(container.transactions, message -> {
            seen.add(describe(message));
            mayReturn.acquireUninterruptibly();
        }));
    }

    /** Returns when the adapter has come back. */
    private void cut() {
        int attempts = network.attempts().size();
        network.cut();
        await().until(() -> network.attempts().size() > attempts);
    }

    /** Past the relay. */
    private void send(String text) {
        try (JMSContext context = new MambaConnectionFactory(broker.url()).createContext()) {
            context.createProducer().send(context.createQueue("orders"), text);
        }
    }

    private void assertNothingLeft() {
        try (JMSContext context = new MambaConnectionFactory(broker.url()).createContext()) {
            assertNull(context.createConsumer(context.createQueue("orders")).receiveNoWait());
        }
    }

    private static String describe(Message message) {
        try {
            return message.getBody(String.class) + (message.getJMSRedelivered() ? " again" : "");
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
