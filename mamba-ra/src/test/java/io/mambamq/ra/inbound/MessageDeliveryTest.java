// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.ra.container.ContainerDouble;
import io.mambamq.ra.container.EndpointFactoryDouble;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.RetryableUnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages to message-driven beans, from the queue of a real embedded broker. */
@Timeout(60)
class MessageDeliveryTest {
    @TempDir
    Path directory;

    private ContainerDouble container;
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

    private record Seen(String text, boolean redelivered, int deliveryCount) {
        static Seen of(Message message) {
            try {
                return new Seen(
                        message.getBody(String.class),
                        message.getJMSRedelivered(),
                        message.getIntProperty("JMSXDeliveryCount"));
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
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

    @Test
    @DisplayName("C-22: before, onMessage and after delivery are called in pairs on one thread")
    void pairs() throws Exception {
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, this::see);
        MambaActivationSpec spec = container.activate("orders", endpoints);

        send("orders", "one");
        next();
        container.adapter.endpointDeactivation(endpoints, spec);

        assertEquals(
                List.of("createEndpoint", "beforeDelivery", "onMessage", "afterDelivery", "release"),
                endpoints.methods());
        Thread worker = endpoints.steps.get(0).thread();
        endpoints.steps.forEach(step -> assertSame(worker, step.thread()));
    }

    @Test
    @DisplayName("M-38: a bean with a messageSelector gets what matches, the rest stays in the queue")
    void selected() throws Exception {
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, this::see);
        MambaActivationSpec spec = container.spec("orders");
        spec.setMessageSelector("colour = 'green'");
        try (JMSContext context = container.connectionFactory().createContext()) {
            for (String colour : List.of("red", "green", "blue", "green")) {
                context.createProducer().setProperty("colour", colour).send(context.createQueue("orders"), colour);
            }
        }

        container.adapter.endpointActivation(endpoints, spec);

        assertEquals(new Seen("green", false, 1), next());
        assertEquals(new Seen("green", false, 1), next());
        container.adapter.endpointDeactivation(endpoints, spec);
        try (JMSContext context = container.connectionFactory().createContext()) {
            var consumer = context.createConsumer(context.createQueue("orders"));
            assertEquals("red", consumer.receiveBody(String.class, 10_000));
            assertEquals("blue", consumer.receiveBody(String.class, 10_000));
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    @DisplayName("C-23: what a transaction has committed is gone")
    void committed() throws Exception {
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, this::see);
        MambaActivationSpec spec = container.activate("orders", endpoints);

        send("orders", "one");
        assertEquals(new Seen("one", false, 1), next());
        container.adapter.endpointDeactivation(endpoints, spec);

        assertNothingIn("orders");
    }

    @Test
    @DisplayName("C-23, M-06, M-17: a message whose transaction is rolled back comes again, marked and counted")
    void rolledBack() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, message -> {
            see(message);
            if (calls.incrementAndGet() < 3) {
                container.transactions.current().setRollbackOnly();
            }
        });
        MambaActivationSpec spec = container.activate("orders", endpoints);

        send("orders", "one");

        assertEquals(new Seen("one", false, 1), next());
        assertEquals(new Seen("one", true, 2), next());
        assertEquals(new Seen("one", true, 3), next());
        container.adapter.endpointDeactivation(endpoints, spec);
        assertNothingIn("orders");
    }

    @Test
    @DisplayName("C-22: a bean that throws ends its delivery properly and gets the message again")
    void throwing() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, message -> {
            see(message);
            if (calls.incrementAndGet() == 1) {
                throw new IllegalArgumentException("a bug of the application");
            }
        });
        MambaActivationSpec spec = container.activate("orders", endpoints);

        send("orders", "one");
        assertEquals(new Seen("one", false, 1), next());
        assertEquals(new Seen("one", true, 2), next());
        container.adapter.endpointDeactivation(endpoints, spec);

        assertEquals(
                List.of("createEndpoint", "beforeDelivery", "onMessage", "afterDelivery", "release"),
                endpoints.methods().subList(0, 5));
        assertNothingIn("orders");
    }

    @Test
    @DisplayName("C-22: the delivery ends properly whatever the bean throws, an error too")
    void error() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.notTransacted(message -> {
            see(message);
            if (calls.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("left out of the application");
            }
        });
        MambaActivationSpec spec = container.activate("orders", endpoints);

        send("orders", "one");
        assertEquals(new Seen("one", false, 1), next());
        assertEquals(new Seen("one", true, 2), next());
        container.adapter.endpointDeactivation(endpoints, spec);

        assertEquals(
                List.of("createEndpoint", "beforeDelivery", "onMessage", "afterDelivery", "release"),
                endpoints.methods().subList(0, 5));
        assertNothingIn("orders");
    }

    @Test
    @DisplayName("C-21: an endpoint says that it is worth trying again, and the message comes as if for the first time")
    void retryable() throws Exception {
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, this::see)
                .refusing(2, RetryableUnavailableException::new);
        send("orders", "one");
        MambaActivationSpec spec = container.activate("orders", endpoints);

        assertEquals(new Seen("one", false, 1), next());
        container.adapter.endpointDeactivation(endpoints, spec);
        assertNothingIn("orders");
    }

    @Test
    @DisplayName("C-23: without a transaction a message is accepted after onMessage, and comes again if that throws")
    void notTransacted() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.notTransacted(message -> {
            see(message);
            if (calls.incrementAndGet() == 1) {
                throw new IllegalArgumentException("a bug of the application");
            }
        });
        MambaActivationSpec spec = container.activate("orders", endpoints);

        send("orders", "one");

        assertEquals(new Seen("one", false, 1), next());
        assertEquals(new Seen("one", true, 2), next());
        container.adapter.endpointDeactivation(endpoints, spec);
        assertNothingIn("orders");
    }

    @Test
    @DisplayName(
            "C-21, C-25: an endpoint that is not available costs a message neither its place nor its first delivery")
    void unavailable() throws Exception {
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, this::see)
                .refusing(3);

        send("orders", "one");
        send("orders", "two");
        MambaActivationSpec spec = container.activate("orders", endpoints);

        assertEquals(new Seen("one", false, 1), next());
        assertEquals(new Seen("two", false, 1), next());
        container.adapter.endpointDeactivation(endpoints, spec);
        assertEquals(
                List.of("refused", "refused", "refused"), endpoints.methods().subList(0, 3));
        assertNothingIn("orders");
    }

    @Test
    @DisplayName("C-21: as many messages are processed at once as maxConcurrency says, each by an endpoint of its own")
    void concurrently() throws Exception {
        CyclicBarrier allAtOnce = new CyclicBarrier(4);
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, message -> {
            await(allAtOnce);
            see(message);
        });
        MambaActivationSpec spec = container.spec("orders");
        spec.setMaxConcurrency(4);
        spec.setPrefetch(1);
        container.adapter.endpointActivation(endpoints, spec);

        for (int i = 0; i < 8; i++) {
            send("orders", "message " + i);
        }

        for (int i = 0; i < 8; i++) {
            assertFalse(next().redelivered());
        }
        container.adapter.endpointDeactivation(endpoints, spec);
        assertNothingIn("orders");
    }

    @Test
    @DisplayName("C-18: deactivation waits for the delivery that runs; nothing is delivered afterwards")
    void deactivation() throws Exception {
        CountDownLatch inBean = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, message -> {
            inBean.countDown();
            await(mayReturn);
            see(message);
        });
        MambaActivationSpec spec = container.activate("orders", endpoints);
        send("orders", "one");
        inBean.await();

        Thread deactivation = new Thread(() -> container.adapter.endpointDeactivation(endpoints, spec));
        deactivation.start();
        mayReturn.countDown();
        deactivation.join();

        assertEquals(new Seen("one", false, 1), next());
        container.works.awaitEnd();
        send("orders", "two");
        try (JMSContext context = container.connectionFactory().createContext()) {
            assertEquals(
                    "two", context.createConsumer(context.createQueue("orders")).receiveBody(String.class, 10_000));
        }
        assertNull(seen.poll());
    }

    @Test
    @DisplayName("A delivery that does not end in time is abandoned: its message comes again")
    void abandoned() throws Exception {
        container.close();
        container.adapter.setDrainTimeout(1L);
        container = ContainerDouble.start(container.adapter);
        CountDownLatch inBean = new CountDownLatch(1);
        CountDownLatch mayReturn = new CountDownLatch(1);
        EndpointFactoryDouble hanging = EndpointFactoryDouble.transacted(container.transactions, message -> {
            inBean.countDown();
            await(mayReturn);
        });
        MambaActivationSpec spec = container.activate("orders", hanging);
        send("orders", "one");
        inBean.await();

        container.adapter.endpointDeactivation(hanging, spec);
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, this::see);
        container.activate("orders", endpoints);

        assertEquals("one", next().text());
        mayReturn.countDown();
    }

    @Test
    @DisplayName("C-20: two activations that look alike are two, and one ends without the other")
    void similarActivations() throws Exception {
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, this::see);
        MambaActivationSpec first = container.activate("orders", endpoints);
        MambaActivationSpec second = container.activate("orders", endpoints);

        container.adapter.endpointDeactivation(endpoints, first);
        send("orders", "one");

        assertEquals("one", next().text());
        container.adapter.endpointDeactivation(endpoints, second);
        container.works.awaitEnd();
    }

    @Test
    @DisplayName("C-17: a message waits until the application server has a thread for it")
    void noThread() throws Exception {
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, this::see);
        container.works.reject(true);
        MambaActivationSpec spec = container.activate("orders", endpoints);
        send("orders", "one");
        container.works.awaitRejection();

        container.works.reject(false);

        assertEquals(new Seen("one", false, 1), next());
        container.adapter.endpointDeactivation(endpoints, spec);
        assertNothingIn("orders");
    }

    @Test
    @DisplayName("C-17: no thread of the application server waits for messages")
    void idle() throws Exception {
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(container.transactions, this::see);
        container.activate("orders", endpoints);

        send("orders", "one");
        next();

        container.works.awaitEnd();
        send("orders", "two");
        assertEquals("two", next().text());
    }

    private void see(Message message) {
        seen.add(Seen.of(message));
    }

    private Seen next() throws InterruptedException {
        Seen next = seen.poll(30, TimeUnit.SECONDS);
        assertTrue(next != null, "no message arrived");
        return next;
    }

    private void send(String queue, String text) throws ResourceException {
        try (JMSContext context = container.connectionFactory().createContext()) {
            context.createProducer().send(context.createQueue(queue), text);
        }
    }

    private void assertNothingIn(String queue) throws ResourceException {
        try (JMSContext context = container.connectionFactory().createContext()) {
            assertNull(context.createConsumer(context.createQueue(queue)).receiveNoWait());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
