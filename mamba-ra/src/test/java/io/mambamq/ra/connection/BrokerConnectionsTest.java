// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However many want a connection, one at a time tries to make it. */
@Timeout(60)
class BrokerConnectionsTest {
    private static final int MANY = 50;
    private static final ReconnectDelays SHORT = new ReconnectDelays(1, 20);
    private static final ReconnectDelays LONG = new ReconnectDelays(3_600_000, 3_600_000);

    private final ScriptedFactory broker = new ScriptedFactory();
    private final AtomicLong nowNs = new AtomicLong();
    private final List<BrokerConnections> opened = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void stop() {
        opened.forEach(BrokerConnections::close);
    }

    @Test
    @DisplayName("While the broker is away, fifty requests make one series of attempts, and then share one connection")
    void oneSeries() throws Exception {
        CountDownLatch asked = new CountDownLatch(MANY);
        broker.then(() -> {
            pass(asked);
            ScriptedFactory.AWAY.run();
        });
        broker.away(4);
        BrokerConnections connections = quick();
        BlockingQueue<ConnectionLease> leases = new LinkedBlockingQueue<>();

        for (int i = 0; i < MANY; i++) {
            StandingRequest request = connections.request(Credentials.ANONYMOUS);
            start(() -> {
                asked.countDown();
                leases.add(request.await());
            });
        }

        for (int i = 0; i < MANY; i++) {
            assertNotNull(leases.poll(30, TimeUnit.SECONDS));
        }
        assertEquals(6, broker.attempts.get());
        assertEquals(1, broker.inFlightMax.get());
        assertEquals(1, broker.open.get());
    }

    @Test
    @DisplayName("When the connection of fifty is lost, all are told and get the next one after one series of attempts")
    void lost() throws Exception {
        BrokerConnections connections = quick();
        BlockingQueue<ConnectionLease> again = new LinkedBlockingQueue<>();
        CountDownLatch told = new CountDownLatch(MANY);
        for (int i = 0; i < MANY; i++) {
            StandingRequest request = connections.request(Credentials.ANONYMOUS);
            request.await().onFailure(cause -> {
                told.countDown();
                start(() -> again.add(request.await()));
            });
        }
        broker.then(() -> {
            pass(told);
            ScriptedFactory.AWAY.run();
        });
        broker.away(2);

        broker.lose();

        for (int i = 0; i < MANY; i++) {
            assertNotNull(again.poll(30, TimeUnit.SECONDS));
        }
        assertEquals(1 + 4, broker.attempts.get());
        assertEquals(1, broker.inFlightMax.get());
        assertEquals(1, broker.open.get());
    }

    @Test
    @DisplayName(
            "Applications that ask while an attempt is in flight wait for it, and get its failure, each its own exception")
    void joined() throws Exception {
        broker.then(() -> {
            Thread attempting = Thread.currentThread();
            await().until(() -> threads.stream().allMatch(thread -> thread == attempting || waits(thread)));
            throw new JMSSecurityException("not with that password", "AUTHENTICATION_FAILED");
        });
        BrokerConnections connections = quick();
        BlockingQueue<JMSException> failures = new LinkedBlockingQueue<>();
        for (int i = 0; i < MANY; i++) {
            threads.add(new Thread(() ->
                    failures.add(assertThrows(JMSException.class, () -> connections.lease(Credentials.ANONYMOUS)))));
        }

        threads.forEach(Thread::start);

        List<JMSException> seen = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            JMSException failure = failures.poll(30, TimeUnit.SECONDS);
            assertSame(JMSSecurityException.class, failure.getClass());
            assertEquals("not with that password", failure.getMessage());
            seen.forEach(other -> assertNotSame(other, failure));
            seen.add(failure);
        }
        assertEquals(1, broker.attempts.get());
    }

    @Test
    @DisplayName(
            "Applications make one attempt in a second; who asks in between waits for the next one, or for its failure")
    void oncePerSecond() throws Exception {
        broker.away(2);
        BrokerConnections connections = patient();
        assertThrows(JMSException.class, () -> connections.lease(Credentials.ANONYMOUS));
        BlockingQueue<JMSException> failures = new LinkedBlockingQueue<>();
        for (int i = 0; i < MANY; i++) {
            threads.add(start(() ->
                    failures.add(assertThrows(JMSException.class, () -> connections.lease(Credentials.ANONYMOUS)))));
        }
        await().until(() -> threads.stream().allMatch(BrokerConnectionsTest::waits));
        assertEquals(1, broker.attempts.get());

        passASecond();

        for (int i = 0; i < MANY; i++) {
            assertNotNull(failures.poll(30, TimeUnit.SECONDS));
        }
        assertEquals(2, broker.attempts.get());
        passASecond();
        assertNotNull(connections.lease(Credentials.ANONYMOUS));
        assertEquals(3, broker.attempts.get());
    }

    @Test
    @DisplayName("An application that gets the connection gets it for all who wait for a later attempt")
    void foundByApplication() throws Exception {
        broker.away(1);
        BrokerConnections connections = patient();
        StandingRequest request = connections.request(Credentials.ANONYMOUS);
        BlockingQueue<ConnectionLease> leases = new LinkedBlockingQueue<>();
        Thread waiting = start(() -> leases.add(request.await()));
        await().until(() -> broker.attempts.get() == 1 && waits(waiting));

        passASecond();
        ConnectionLease own = connections.lease(Credentials.ANONYMOUS);

        assertNotNull(leases.poll(30, TimeUnit.SECONDS));
        own.close();
        assertEquals(2, broker.attempts.get());
        assertEquals(1, broker.open.get());
    }

    @Test
    @DisplayName("C-18: whoever waits for the broker ends when it is cancelled, or the adapter stops")
    void cancelled() throws Exception {
        broker.away(1);
        BrokerConnections connections = patient();
        StandingRequest cancelled = connections.request(Credentials.ANONYMOUS);
        StandingRequest stopped = connections.request(Credentials.ANONYMOUS);
        Thread first = start(() -> assertNull(cancelled.await()));
        Thread second = start(() -> assertNull(stopped.await()));
        await().until(() -> broker.attempts.get() == 1 && waits(first) && waits(second));

        cancelled.cancel();
        first.join();
        assertTrue(second.isAlive());

        connections.close();
        second.join();
        assertThrows(IllegalStateException.class, () -> connections.lease(Credentials.ANONYMOUS));
    }

    @Test
    @DisplayName("A connection that is ready only after the adapter has stopped is closed, and nobody gets it")
    void stoppedMeanwhile() {
        BrokerConnections connections = quick();
        broker.then(connections::close);

        assertThrows(IllegalStateException.class, () -> connections.lease(Credentials.ANONYMOUS));

        assertEquals(0, broker.open.get());
    }

    /** The series goes on quickly. */
    private BrokerConnections quick() {
        return opened(new BrokerConnections("the broker", broker, SHORT));
    }

    /** The series does not go on, and time passes as the test says. */
    private BrokerConnections patient() {
        return opened(new BrokerConnections("the broker", broker, LONG, nowNs::get));
    }

    private BrokerConnections opened(BrokerConnections connections) {
        opened.add(connections);
        return connections;
    }

    private void passASecond() {
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
