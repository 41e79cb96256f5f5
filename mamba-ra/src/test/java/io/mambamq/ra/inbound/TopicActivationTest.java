// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.ra.container.ContainerDouble;
import io.mambamq.ra.container.EndpointFactoryDouble;
import io.mambamq.ra.outbound.MambaManagedConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Message-driven beans on topics of a real embedded broker. */
@Timeout(60)
class TopicActivationTest {
    private static final String PING = "ping";

    @TempDir
    Path directory;

    private ContainerDouble container;

    /** A bean and what it saw. */
    private final class Bean {
        final BlockingQueue<Message> seen = new LinkedBlockingQueue<>();
        final EndpointFactoryDouble endpoints =
                EndpointFactoryDouble.transacted(container.transactions, this::onMessage);
        final AtomicInteger failures = new AtomicInteger();

        private void onMessage(Message message) {
            seen.add(message);
            if (!PING.equals(textOf(message)) && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalArgumentException("a bug of the application");
            }
        }

        MambaActivationSpec activate(MambaActivationSpec spec) throws ResourceException {
            container.adapter.endpointActivation(endpoints, spec);
            return spec;
        }

        /** Its subscription is there, as messages come. */
        MambaActivationSpec activateAndAwait(MambaActivationSpec spec) throws Exception {
            activate(spec);
            Message first = null;
            while (first == null) {
                publish(PING);
                first = seen.poll(20, TimeUnit.MILLISECONDS);
            }
            return spec;
        }

        void deactivate(MambaActivationSpec spec) {
            container.adapter.endpointDeactivation(endpoints, spec);
        }

        Message next() throws InterruptedException {
            Message next = seen.poll(30, TimeUnit.SECONDS);
            while (next != null && PING.equals(textOf(next))) {
                next = seen.poll(30, TimeUnit.SECONDS);
            }
            assertNotNull(next, "no message arrived");
            return next;
        }

        void assertSees(String... texts) throws InterruptedException {
            for (String text : texts) {
                assertEquals(text, textOf(next()));
            }
        }
    }

    private static String textOf(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() throws ResourceException {
        container = ContainerDouble.embedded(directory);
    }

    @AfterEach
    void stop() {
        container.close();
    }

    private MambaActivationSpec spec(@Nullable String durability, @Nullable String name) throws ResourceException {
        MambaActivationSpec spec = container.spec("news");
        spec.setDestinationType("jakarta.jms.Topic");
        spec.setSubscriptionDurability(durability);
        spec.setSubscriptionName(name);
        return spec;
    }

    private void publish(String... texts) throws ResourceException {
        try (JMSContext context = container.connectionFactory().createContext()) {
            for (String text : texts) {
                context.createProducer().send(context.createTopic("news"), text);
            }
        }
    }

    // ---- a subscription of its own

    @Test
    @DisplayName("M-100, C-20: each activation gets each message once, however many workers it has")
    void ownSubscriptions() throws Exception {
        Bean first = new Bean();
        Bean second = new Bean();
        for (Bean bean : new Bean[] {first, second}) {
            MambaActivationSpec spec = spec(null, null);
            spec.setMaxConcurrency(4);
            bean.activateAndAwait(spec);
        }
        Set<String> published = new TreeSet<>();
        for (int i = 100; i < 150; i++) {
            published.add("message " + i);
        }

        publish(published.toArray(String[]::new));

        for (Bean bean : new Bean[] {first, second}) {
            Set<String> seen = new TreeSet<>();
            for (int i = 0; i < published.size(); i++) {
                assertTrue(seen.add(textOf(bean.next())), "seen twice");
            }
            assertEquals(published, seen);
        }
    }

    @Test
    @DisplayName("M-100, C-23: a message that fails comes again, though its subscription is not durable")
    void failedDelivery() throws Exception {
        Bean bean = new Bean();
        MambaActivationSpec spec = spec("NonDurable", null);
        spec.setRedeliveryDelay(0L);
        bean.activateAndAwait(spec);
        bean.failures.set(2);

        publish("one", "two");

        assertEquals(1, bean.next().getIntProperty("JMSXDeliveryCount"));
        assertEquals(2, bean.next().getIntProperty("JMSXDeliveryCount"));
        Message third = bean.next();
        assertEquals("one", textOf(third));
        assertTrue(third.getJMSRedelivered());
        bean.assertSees("two");
    }

    @Test
    @DisplayName("M-38, M-100: the messageSelector chooses what its subscription gets")
    void selector() throws Exception {
        Bean bean = new Bean();
        MambaActivationSpec spec = spec(null, null);
        spec.setMessageSelector("colour = 'green' OR colour IS NULL");
        bean.activateAndAwait(spec);

        try (JMSContext context = container.connectionFactory().createContext()) {
            for (String colour : new String[] {"red", "green", "blue", "green"}) {
                context.createProducer().setProperty("colour", colour).send(context.createTopic("news"), colour);
            }
        }
        publish("end");

        bean.assertSees("green", "green", "end");
    }

    // ---- durable ones

    @Test
    @DisplayName("M-45, M-100: a durable bean needs neither name nor client id, and gets what came while it was away")
    void durableWithoutName() throws Exception {
        Bean bean = new Bean();
        MambaActivationSpec first = bean.activateAndAwait(spec("Durable", null));
        bean.deactivate(first);

        publish("while away");

        bean.activate(spec("Durable", null));
        bean.assertSees("while away");
    }

    @Test
    @DisplayName("M-83, M-100: durable beans of one name share its messages, all workers of both")
    void durableShared() throws Exception {
        Bean first = new Bean();
        first.activateAndAwait(spec("Durable", "orders"));
        Bean second = new Bean();
        second.activateAndAwait(spec("DurableShared", "orders"));
        Set<String> published = new TreeSet<>();
        for (int i = 100; i < 150; i++) {
            published.add("message " + i);
        }

        publish(published.toArray(String[]::new));

        Set<String> seen = new TreeSet<>();
        while (seen.size() < published.size()) {
            for (Bean bean : new Bean[] {first, second}) {
                Message next = bean.seen.poll(10, TimeUnit.MILLISECONDS);
                if (next != null && !PING.equals(textOf(next))) {
                    assertTrue(seen.add(textOf(next)), "seen twice");
                }
            }
        }
        assertEquals(published, seen);
    }

    @Test
    @DisplayName("M-82, M-100: sharedSubscription=false goes on with the subscription of an application's client id")
    void durableUnshared() throws Exception {
        MambaManagedConnectionFactory applications = container.managedConnectionFactory();
        applications.setClientId("shop");
        ConnectionFactory factory = (ConnectionFactory) applications.createConnectionFactory(container.connections);
        try (JMSContext context = factory.createContext()) {
            context.createDurableConsumer(context.createTopic("news"), "orders").close();
        }
        publish("one", "two");
        Bean bean = new Bean();
        MambaActivationSpec spec = spec("Durable", "orders");
        spec.setSharedSubscription(false);
        spec.setClientId("shop");

        bean.activate(spec);

        bean.assertSees("one", "two");
    }

    @Test
    @DisplayName("M-82, M-100: sharedSubscription=false without a client id is refused, and says what to do")
    void unsharedWithoutClientId() throws Exception {
        MambaActivationSpec spec = spec("Durable", "orders");
        spec.setSharedSubscription(false);
        Bean bean = new Bean();

        InvalidPropertyException fault = assertThrows(InvalidPropertyException.class, () -> bean.activate(spec));

        assertTrue(String.valueOf(fault.getMessage()).contains("set clientId"), fault.getMessage());
    }

    // ---- shared ones

    @Test
    @DisplayName("M-81, M-100: a shared subscription that is not durable ends with its last endpoint")
    void shared() throws Exception {
        Bean first = new Bean();
        Bean second = new Bean();
        MambaActivationSpec firstSpec = first.activateAndAwait(spec("NonDurableShared", "orders"));
        MambaActivationSpec secondSpec = second.activateAndAwait(spec("NonDurableShared", "orders"));
        first.deactivate(firstSpec);
        publish("for the second");
        second.assertSees("for the second");

        second.deactivate(secondSpec);
        publish("missed");
        Bean third = new Bean();
        third.activateAndAwait(spec("NonDurableShared", "orders"));
        publish("afterwards");

        third.assertSees("afterwards");
    }

    // ---- destinations

    @Test
    @DisplayName("C-19, M-100: a subscription of a queue is refused, and says what to do")
    void queue() throws Exception {
        MambaActivationSpec spec = container.spec("orders");
        spec.setSubscriptionDurability("Durable");
        Bean bean = new Bean();

        InvalidPropertyException fault = assertThrows(InvalidPropertyException.class, () -> bean.activate(spec));

        assertTrue(String.valueOf(fault.getMessage()).contains("destinationType"), fault.getMessage());
    }
}
