// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.outage;

import io.mambamq.jms.MambaConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Numbered messages for the beans: many to begin with, so that all have work, and a steady stream that goes on through the outages,
 * each confirmed before the next; in the end, their replies.
 */
final class Load implements AutoCloseable {
    private static final int BATCH = 500;
    private static final long PAUSE_MS = 5;
    /** A transaction that was cut between its phases ends when the application server has asked again. */
    private static final long SILENCE_MS_MAX = 120_000;

    private static final long LATE_REPLIES_MS = 2_000;
    /** The stream is to be there when the adapter is. */
    private static final String OPTIONS = "?reconnectMaxDelayMs=500&callTimeoutMs=120000";

    private static final byte[] BODY = new byte[1024];

    private final ConnectionFactory factory;
    private final Thread sender = new Thread(this::sendOn, "load");

    // confined to the sending thread; others read when it has ended
    private int sent;
    private @Nullable JMSRuntimeException failure;

    private volatile boolean stopped;

    /** What became of the messages. */
    record Outcome(int sent, int lost, int processedTwice) {}

    private Load(String url) {
        this.factory = new MambaConnectionFactory(url + OPTIONS);
    }

    /** Returns when the queue is filled and the stream flows. */
    static Load start(String url, int messages) {
        Load load = new Load(url);
        load.fill(messages);
        load.sender.start();
        return load;
    }

    private void fill(int messages) {
        try (JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            Queue queue = context.createQueue("work");
            JMSProducer producer = context.createProducer();
            while (sent < messages) {
                producer.setProperty("number", sent++).send(queue, BODY);
                if (sent % BATCH == 0 || sent == messages) {
                    context.commit();
                }
            }
        }
    }

    private void sendOn() {
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue("work");
            JMSProducer producer = context.createProducer();
            while (!stopped) {
                producer.setProperty("number", sent).send(queue, BODY);
                sent++;
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        } catch (JMSRuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the stream and waits for the replies, until all are there, or none comes for long. */
    Outcome end() throws InterruptedException, JMSException {
        stopped = true;
        sender.join();
        if (failure != null) {
            throw failure;
        }
        BitSet processed = new BitSet();
        int twice = 0;
        try (JMSContext context = factory.createContext(JMSContext.DUPS_OK_ACKNOWLEDGE)) {
            JMSConsumer replies = context.createConsumer(context.createQueue("done"));
            Message reply = replies.receive(SILENCE_MS_MAX);
            while (reply != null) {
                int number = reply.getIntProperty("number");
                twice += processed.get(number) ? 1 : 0;
                processed.set(number);
                reply = replies.receive(processed.cardinality() < sent ? SILENCE_MS_MAX : LATE_REPLIES_MS);
            }
        }
        return new Outcome(sent, sent - processed.cardinality(), twice);
    }

    @Override
    public void close() {
        stopped = true;
        sender.interrupt();
    }
}
