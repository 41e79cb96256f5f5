// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.ra.connection.ReconnectDelays;
import io.mambamq.ra.container.ContainerDouble;
import io.mambamq.ra.container.EndpointFactoryDouble;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many messages go to a bean at a time, which ones, and when none. */
@Timeout(60)
class ElasticDeliveryTest {
    private static final InboundConfig CONFIG = new InboundConfig(new ReconnectDelays(1, 20), 30_000, 50);

    @TempDir
    Path directory;

    private ContainerDouble container;
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final List<EndpointActivation> activations = new ArrayList<>();

    @BeforeEach
    void start() throws ResourceException {
        container = ContainerDouble.embedded(directory);
    }

    @AfterEach
    void stop() {
        activations.forEach(EndpointActivation::stop);
        container.close();
    }

    @Test
    @DisplayName("C-17: workers come with the work, as many as there may be, and go when there is none")
    void growsAndShrinks() throws Exception {
        Semaphore mayReturn = new Semaphore(0);
        EndpointActivation activation = activate(spec(4), transacted(message -> {
            see(message);
            mayReturn.acquireUninterruptibly();
        }));
        assertEquals(0, activation.workerCount());

        send("one");
        assertEquals("one", next());
        assertEquals(1, activation.workerCount());
        for (int i = 0; i < 9; i++) {
            send("more");
        }
        for (int i = 0; i < 3; i++) {
            assertEquals("more", next());
        }
        assertEquals(4, activation.workerCount());
        mayReturn.release(10);

        for (int i = 0; i < 6; i++) {
            assertEquals("more", next());
        }
        await().until(() -> activation.workerCount() == 1);
    }

    @Test
    @DisplayName("C-21: an instance that takes long keeps no message from one that is free, here or in another server")
    void noStarvation() throws Exception {
        CountDownLatch mayReturn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        MessageListener slowOnce = message -> {
            see(message);
            if (first.getAndSet(false)) {
                pass(mayReturn);
            }
        };
        activate(spec(1), transacted(slowOnce));
        send("slow");
        assertEquals("slow", next());
        activate(spec(1), transacted(this::see));

        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.add("fast " + i);
            send("fast " + i);
        }

        for (String text : sent) {
            assertEquals(text, next());
        }
        mayReturn.countDown();
    }

    @Test
    @DisplayName("C-23: the same with automatic acknowledgement, eager and lazy, without a transaction")
    void withoutTransaction() throws Exception {
        for (String mode : List.of("Auto-acknowledge", "Dups-ok-acknowledge")) {
            MambaActivationSpec spec = spec(3);
            spec.setAcknowledgeMode(mode);
            AtomicInteger failures = new AtomicInteger();
            EndpointActivation activation = activate(spec, EndpointFactoryDouble.notTransacted(message -> {
                if (failures.incrementAndGet() == 5) {
                    throw new IllegalArgumentException("a bug of the application");
                }
                see(message);
            }));
            for (int i = 0; i < 50; i++) {
                send(mode);
            }
            for (int i = 0; i < 50; i++) {
                assertEquals(mode, next());
            }
            activation.stop();
            assertNothingLeft();
        }
    }

    @Test
    @DisplayName(
            "C-21: an endpoint with fewer instances than messages at a time gets what it can take, and loses nothing")
    void fewerInstances() throws Exception {
        EndpointFactoryDouble endpoints = transacted(this::see).refusing(7);
        activate(spec(8), endpoints);

        for (int i = 0; i < 30; i++) {
            send("message");
        }

        for (int i = 0; i < 30; i++) {
            assertEquals("message", next());
        }
        assertEquals(7, endpoints.methods().stream().filter("refused"::equals).count());
    }

    @Test
    @DisplayName("One message at a time keeps the order, whatever fails")
    void ordered() throws Exception {
        Map<String, Integer> attempts = new HashMap<>();
        MambaActivationSpec spec = spec(null);
        spec.setOrdered("destination");
        activate(spec, transacted(message -> {
            String text = text(message);
            if (attempts.merge(text, 1, Integer::sum) < 3 && text.endsWith("3")) {
                throw new IllegalArgumentException("not yet");
            }
            seen.add(text);
        }));

        for (int i = 0; i < 20; i++) {
            send("message " + i);
        }

        for (int i = 0; i < 20; i++) {
            assertEquals("message " + i, next());
        }
    }

    @Test
    @DisplayName(
            "Messages of a group go one after the other and in order, also if one fails, while groups go side by side")
    void groups() throws Exception {
        MambaActivationSpec spec = spec(4);
        spec.setOrdered("group");
        Map<String, AtomicBoolean> inBean = Map.of("a", new AtomicBoolean(), "b", new AtomicBoolean());
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        activate(spec, transacted(message -> {
            String text = text(message);
            String group = text.substring(0, 1);
            if (!inBean.get(group).compareAndSet(false, true)) {
                overlaps.incrementAndGet();
            }
            both.countDown();
            pass(both);
            inBean.get(group).set(false);
            if (text.endsWith("7") && failures.incrementAndGet() % 3 != 0) {
                throw new IllegalArgumentException("not yet");
            }
            seen.add(text);
        }));

        try (JMSContext context = container.connectionFactory().createContext()) {
            JMSProducer producer = context.createProducer();
            for (int i = 0; i < 60; i++) {
                String group = i % 2 == 0 ? "a" : "b";
                producer.setProperty("JMSXGroupID", group)
                        .send(context.createQueue("orders"), String.format("%s%02d", group, i / 2));
            }
        }

        Map<String, Integer> last = new HashMap<>(Map.of("a", -1, "b", -1));
        for (int i = 0; i < 60; i++) {
            String text = next();
            int number = Integer.parseInt(text.substring(1));
            assertEquals(number - 1, last.put(text.substring(0, 1), number), text);
        }
        assertEquals(0, overlaps.get());
        assertTrue(failures.get() >= 6, "failed attempts: " + failures);
    }

    @Test
    @DisplayName(
            "After failures in a row deliveries pause; messages stay, also for others, and one tries whether it works again")
    void circuitBreaker() throws Exception {
        MambaActivationSpec spec = spec(1); // with more, another may be under way when the last failure is known
        spec.setAutoStopFailures(5);
        spec.setAutoStopPause(3_600_000L);
        Semaphore attempts = new Semaphore(0);
        activate(spec, transacted(message -> {
            attempts.release();
            throw new IllegalArgumentException("no database");
        }));
        send("one");
        assertTrue(attempts.tryAcquire(5, 30, TimeUnit.SECONDS));

        activate(spec(1), transacted(this::see));
        assertEquals("one", next());
        send("two");
        assertEquals("two", next());
        assertEquals(0, attempts.availablePermits());
    }

    @Test
    @DisplayName("A paused endpoint processes everything once it works again")
    void recovers() throws Exception {
        MambaActivationSpec spec = spec(4);
        spec.setAutoStopFailures(2);
        spec.setAutoStopPause(1L);
        AtomicInteger attempts = new AtomicInteger();
        activate(spec, transacted(message -> {
            if (attempts.incrementAndGet() <= 7) {
                throw new IllegalArgumentException("no database");
            }
            see(message);
        }));

        for (int i = 0; i < 10; i++) {
            send("message");
        }

        for (int i = 0; i < 10; i++) {
            assertEquals("message", next());
        }
    }

    @Test
    @DisplayName("An endpoint that is not to start consumes nothing, and can be deactivated")
    void notStarted() throws Exception {
        MambaActivationSpec spec = spec(1);
        spec.setStartDelivery(false);
        EndpointActivation activation = activate(spec, transacted(this::see));
        send("one");

        activate(spec(1), EndpointFactoryDouble.notTransacted(message -> seen.add("elsewhere")));

        assertEquals("elsewhere", next());
        activation.stop();
        assertNull(seen.poll());
    }

    @Test
    @DisplayName("C-18: what waits for a thread of the container when an endpoint is deactivated goes to others")
    void stoppedBeforeThread() throws Exception {
        CountDownLatch submitted = new CountDownLatch(1);
        EndpointFactoryDouble never = transacted(this::see);
        EndpointActivation activation = EndpointActivation.start(
                never, spec(1), container.adapter, new ContainerThreads(new WorkKeeper(submitted)), CONFIG);
        send("one");
        pass(submitted);

        activation.stop();

        activate(spec(1), transacted(this::see));
        assertEquals("one", next());
        assertEquals(List.of(), never.methods());
    }

    private EndpointFactoryDouble transacted(MessageListener bean) {
        return EndpointFactoryDouble.transacted(container.transactions, bean);
    }

    private MambaActivationSpec spec(Integer concurrency) throws ResourceException {
        MambaActivationSpec spec = container.spec("orders");
        spec.setMaxConcurrency(concurrency);
        return spec;
    }

    private EndpointActivation activate(MambaActivationSpec spec, EndpointFactoryDouble endpoints)
            throws ResourceException {
        EndpointActivation activation = EndpointActivation.start(
                endpoints, spec, container.adapter, new ContainerThreads(container.works), CONFIG);
        activations.add(activation);
        return activation;
    }

    private void send(String text) throws ResourceException {
        try (JMSContext context = container.connectionFactory().createContext()) {
            context.createProducer().send(context.createQueue("orders"), text);
        }
    }

    private void assertNothingLeft() throws ResourceException {
        try (JMSContext context = container.connectionFactory().createContext()) {
            assertNull(context.createConsumer(context.createQueue("orders")).receiveNoWait());
        }
    }

    private void see(Message message) {
        seen.add(text(message));
    }

    private static String text(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private String next() throws InterruptedException {
        String next = seen.poll(30, TimeUnit.SECONDS);
        assertNotNull(next, "no message arrived");
        return next;
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
