// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.ra.connection.BrokerAccess;
import io.mambamq.ra.connection.BrokerConnections;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.connection.ReconnectDelays;
import io.mambamq.ra.connection.ScriptedFactory;
import io.mambamq.ra.container.ContainerDouble;
import io.mambamq.ra.container.EndpointFactoryDouble;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.resource.ResourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fifty endpoints of one adapter, and a broker that goes away and comes back. */
@Timeout(120)
class ManyEndpointsTest {
    private static final int MANY = 50;
    private static final int ATTEMPTS_AWAY = 10;
    private static final ReconnectDelays DELAYS = new ReconnectDelays(1, 20);

    @TempDir
    Path directory;

    private MambaServer broker;
    private ScriptedFactory factory;
    private BrokerConnections connections;
    private ContainerDouble container;
    private final List<EndpointActivation> activations = new ArrayList<>();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        startBroker(0);
        XAConnectionFactory toBroker = new MambaConnectionFactory(broker.url()).withoutReconnect();
        factory = new ScriptedFactory() {
            @Override
            protected XAConnection connect() throws JMSException {
                return toBroker.createXAConnection();
            }
        };
        connections = new BrokerConnections("the broker", factory, DELAYS);
        container = ContainerDouble.embedded(directory.resolve("unused"));
    }

    @AfterEach
    void stop() {
        activations.forEach(EndpointActivation::stop);
        connections.close();
        container.close();
        broker.close();
    }

    @Test
    @DisplayName(
            "A restart of the broker costs fifty endpoints one series of attempts, and one connection serves all, before and after")
    void restart() throws Exception {
        for (int i = 0; i < MANY; i++) {
            activate(queue(i));
        }
        sendToEach("before");
        awaitFromEach("before");
        container.works.awaitEnd();
        assertEquals(1, factory.attempts.get());

        CountDownLatch away = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        factory.away(ATTEMPTS_AWAY).then(() -> {
            away.countDown();
            pass(back);
        });
        int port = broker.port();
        broker.close();
        pass(away);
        startBroker(port);
        back.countDown();

        sendToEach("after");
        awaitFromEach("after");
        assertEquals(1 + ATTEMPTS_AWAY + 1, factory.attempts.get());
        assertEquals(1, factory.inFlightMax.get());
    }

    private void startBroker(int port) throws Exception {
        broker = MambaServer.start(ServerConfig.builder(directory.resolve("broker"))
                .listen("127.0.0.1", port)
                .build());
    }

    private void activate(String queue) throws ResourceException {
        activations.add(EndpointActivation.start(
                EndpointFactoryDouble.transacted(
                        container.transactions, message -> seen.add(queue + ' ' + textOf(message))),
                container.spec(queue),
                new Access(connections),
                new ContainerThreads(container.works),
                new InboundConfig(DELAYS, 30_000)));
    }

    private void sendToEach(String text) {
        try (JMSContext context = new MambaConnectionFactory(broker.url()).createContext()) {
            for (int i = 0; i < MANY; i++) {
                context.createProducer().send(context.createQueue(queue(i)), text);
            }
        }
    }

    private void awaitFromEach(String text) throws InterruptedException {
        Set<String> missing = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            missing.add(queue(i) + ' ' + text);
        }
        while (!missing.isEmpty()) {
            String next = seen.poll(30, TimeUnit.SECONDS);
            assertTrue(missing.remove(next), "unexpected: " + next);
        }
    }

    private static String queue(int number) {
        return "orders-" + number;
    }

    private static String textOf(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record Access(BrokerConnections connections) implements BrokerAccess {
        @Override
        public Credentials credentials() {
            return Credentials.ANONYMOUS;
        }
    }
}
