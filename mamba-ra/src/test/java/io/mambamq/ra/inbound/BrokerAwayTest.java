// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.ra.MambaResourceAdapter;
import io.mambamq.ra.container.ContainerDouble;
import io.mambamq.ra.container.EndpointFactoryDouble;
import io.mambamq.ra.container.Events;
import io.mambamq.ra.outbound.MambaManagedConnectionFactory;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ManagedConnection;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker elsewhere that is not there yet, goes away, and comes back. */
@Timeout(60)
class BrokerAwayTest {
    @TempDir
    Path directory;

    private MambaServer broker;
    private ContainerDouble container;
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        broker = MambaServer.start(
                ServerConfig.builder(directory).listen("127.0.0.1", 0).build());
        MambaResourceAdapter adapter = new MambaResourceAdapter();
        adapter.setUrl(broker.url());
        container = ContainerDouble.start(adapter);
    }

    @AfterEach
    void stop() {
        container.close();
        broker.close();
    }

    @Test
    @DisplayName("C-24: an endpoint that is activated while the broker is away consumes when it has come")
    void activatedBefore() throws Exception {
        int port = broker.port();
        broker.close();
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, this::see);
        MambaActivationSpec spec = container.activate("orders", endpoints);

        restart(port);
        sendWhenPossible(context -> context.createQueue("orders"), "one");

        assertEquals("one", seen.poll(30, TimeUnit.SECONDS));
        container.adapter.endpointDeactivation(endpoints, spec);
    }

    @Test
    @DisplayName("An endpoint whose broker is restarted goes on consuming, and the pool's connections are replaced")
    void restarted() throws Exception {
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, this::see);
        container.activate("orders", endpoints);
        send("before");
        assertEquals("before", seen.poll(30, TimeUnit.SECONDS));
        container.works.awaitEnd();

        int port = broker.port();
        broker.close();
        restart(port);

        sendWhenPossible(context -> context.createQueue("orders"), "after");
        assertEquals("after", seen.poll(30, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("A delivery that fails because the connection is lost is no failure of the bean, and pauses nothing")
    void cut() throws Exception {
        CountDownLatch inBean = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, message -> {
            see(message);
            if (cut.getCount() > 0) {
                inBean.countDown();
                pass(cut);
                throw new IllegalArgumentException("whatever comes of a lost connection");
            }
        });
        MambaActivationSpec spec = container.spec("orders");
        spec.setAutoStopFailures(1);
        spec.setAutoStopPause(3_600_000L);
        container.adapter.endpointActivation(endpoints, spec);
        send("one");
        pass(inBean);

        int port = broker.port();
        broker.close();
        cut.countDown();
        restart(port);

        assertEquals("one", seen.poll(30, TimeUnit.SECONDS));
        assertEquals("one", seen.poll(30, TimeUnit.SECONDS));
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("M-100: a bean on a topic subscribes again when the broker has come back, and keeps what fails then")
    void topic() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, message -> {
            see(message);
            if ("fails once".equals(textOf(message)) && failures.incrementAndGet() == 1) {
                throw new IllegalArgumentException("a bug of the application");
            }
        });
        MambaActivationSpec spec = container.spec("news");
        spec.setDestinationType("jakarta.jms.Topic");
        container.adapter.endpointActivation(endpoints, spec);
        publishUntilSeen("before");

        int port = broker.port();
        broker.close();
        restart(port);
        publishUntilSeen("after");
        publish("fails once");

        String next = seen.poll(30, TimeUnit.SECONDS);
        while ("after".equals(next)) {
            next = seen.poll(30, TimeUnit.SECONDS);
        }
        assertEquals("fails once", next);
        assertEquals("fails once", seen.poll(30, TimeUnit.SECONDS));
    }

    /** The subscription is there, as messages come. */
    private void publishUntilSeen(String text) throws Exception {
        do {
            publish(text);
        } while (!text.equals(seen.poll(20, TimeUnit.MILLISECONDS)));
    }

    private void publish(String text) throws Exception {
        sendWhenPossible(context -> context.createTopic("news"), text);
    }

    @Test
    @DisplayName("C-09: the loss of the broker is told once for each managed connection, which is invalid from then on")
    void errorEvent() throws Exception {
        MambaManagedConnectionFactory factory = container.managedConnectionFactory();
        ManagedConnection managed = factory.createManagedConnection(null, null);
        Events events = new Events();
        managed.addConnectionEventListener(events);
        assertEquals(Set.of(), factory.getInvalidConnections(Set.of(managed)));

        broker.close();

        ConnectionEvent lost = events.next();
        assertEquals(ConnectionEvent.CONNECTION_ERROR_OCCURRED, lost.getId());
        assertSame(managed, lost.getSource());
        assertTrue(lost.getException() instanceof JMSException);
        assertEquals(Set.of(managed), factory.getInvalidConnections(Set.of(managed)));
        managed.destroy();
        assertEquals(0, events.count());
    }

    @Test
    @DisplayName("C-18: an endpoint can be deactivated while the broker is away")
    void deactivated() throws Exception {
        broker.close();
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, this::see);
        MambaActivationSpec spec = container.activate("orders", endpoints);

        container.adapter.endpointDeactivation(endpoints, spec);

        assertTrue(endpoints.steps.isEmpty());
    }

    private void restart(int port) throws Exception {
        broker = MambaServer.start(
                ServerConfig.builder(directory).listen("127.0.0.1", port).build());
    }

    private void see(Message message) {
        seen.add(textOf(message));
    }

    private static String textOf(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private void send(String text) throws Exception {
        send(context -> context.createQueue("orders"), text);
    }

    private void send(Function<JMSContext, Destination> target, String text) throws Exception {
        try (JMSContext context = container.connectionFactory().createContext()) {
            context.createProducer().send(target.apply(context), text);
        }
    }

    /** An application sees the loss as an exception, and an attempt that is made too early; the next one gets a new connection. */
    private void sendWhenPossible(Function<JMSContext, Destination> target, String text) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                send(target, text);
                return;
            } catch (JMSRuntimeException e) {
                assertTrue(attempt < 100, "no connection after " + attempt + " attempts: " + e);
            }
        }
    }
}
