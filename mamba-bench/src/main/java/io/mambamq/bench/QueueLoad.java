// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench;

import com.sun.management.OperatingSystemMXBean;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Blocking persistent producers and consumers on one queue, each with a connection and a thread of its own; plain JMS.
 * Prints one line of JSON about the measured window.
 */
final class QueueLoad {
    private static final String QUEUE = "load";

    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final Histogram sendNs = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final ConnectionFactory factory;
    private volatile boolean measuring;
    private volatile boolean stopped;

    private QueueLoad(ConnectionFactory factory) {
        this.factory = factory;
    }

    /** Arguments: factory class, url, server pid, producers, consumers, body bytes, warm-up s, measured s. */
    public static void main(String[] arguments) throws Exception {
        ConnectionFactory factory = Class.forName(arguments[0])
                .asSubclass(ConnectionFactory.class)
                .getConstructor(String.class)
                .newInstance(arguments[1]);
        ProcessHandle server = ProcessHandle.of(Long.parseLong(arguments[2]))
                .orElseThrow(() -> new IllegalStateException("no server"));
        QueueLoad load = new QueueLoad(factory);
        List<Thread> threads = load.start(
                Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5]));
        TimeUnit.SECONDS.sleep(Integer.parseInt(arguments[6]));
        String result = load.measure(server, Integer.parseInt(arguments[7]));
        load.stopped = true;
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
        Throwable failure = load.failure.get();
        if (failure != null) {
            throw new IllegalStateException("the load failed", failure);
        }
        System.out.println(Result.PREFIX + result);
        System.exit(0);
    }

    private List<Thread> start(int producers, int consumers, int bodyBytes) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < consumers; i++) {
            threads.add(new Thread(() -> run(this::consume), "consumer-" + i));
        }
        for (int i = 0; i < producers; i++) {
            threads.add(new Thread(() -> run(connection -> produce(connection, bodyBytes)), "producer-" + i));
        }
        threads.forEach(Thread::start);
        return threads;
    }

    private String measure(ProcessHandle server, int seconds) throws InterruptedException {
        OperatingSystemMXBean self = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        measuring = true;
        long startNs = System.nanoTime();
        long receivedBefore = received.sum();
        long clientCpuBefore = self.getProcessCpuTime();
        long serverCpuBefore = cpuNs(server);
        TimeUnit.SECONDS.sleep(seconds);
        double elapsed = (System.nanoTime() - startNs) / 1e9;
        long messages = received.sum() - receivedBefore;
        double clientUs = (self.getProcessCpuTime() - clientCpuBefore) / 1e3 / messages;
        double serverUs = (cpuNs(server) - serverCpuBefore) / 1e3 / messages;
        measuring = false;
        return String.format(
                Locale.ROOT,
                "{\"messagesPerSecond\":%.0f,\"serverCpuUs\":%.1f,\"clientCpuUs\":%.1f,\"sendP50Us\":%d,\"sendP99Us\":%d,"
                        + "\"backlog\":%d}",
                messages / elapsed,
                serverUs,
                clientUs,
                sendNs.getValueAtPercentile(50) / 1000,
                sendNs.getValueAtPercentile(99) / 1000,
                sent.sum() - received.sum());
    }

    private static long cpuNs(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    private interface Work {
        void run(Connection connection) throws JMSException;
    }

    private void run(Work work) {
        try (Connection connection = factory.createConnection()) {
            connection.start();
            work.run(connection);
        } catch (JMSException | RuntimeException e) {
            if (!stopped) {
                failure.compareAndSet(null, e);
            }
        }
    }

    private void produce(Connection connection, int bodyBytes) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue(QUEUE));
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        byte[] body = new byte[bodyBytes];
        while (!stopped) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            long startNs = System.nanoTime();
            producer.send(message);
            if (measuring) {
                sendNs.recordValue(System.nanoTime() - startNs);
            }
            sent.increment();
        }
    }

    private void consume(Connection connection) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE));
        while (!stopped) {
            Message message = consumer.receive(500);
            if (message != null) {
                received.increment();
            }
        }
    }
}
