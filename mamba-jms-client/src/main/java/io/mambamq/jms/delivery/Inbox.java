// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.delivery;

import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.wire.DeliveryHandler;
import io.mambamq.protocol.frame.Deliver;
import jakarta.jms.MessageListener;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a session has received. Deliveries go in on the reader thread at any time; they come out, by consumer, only while the connection
 * is started, the consumer open and the connection not lost. When the connection is cut, what lies here goes: the broker delivers
 * it again.
 */
public final class Inbox implements DeliveryHandler {
    /** A message on its way to a listener. */
    public record Dispatch(ConsumerBuffer buffer, Received received, MessageListener listener) {}

    private final InboxState state = new InboxState();
    private final ReentrantLock lock = state.lock;
    private final ListenerQueue listenerQueue = new ListenerQueue(state);

    public Inbox() {}

    /** Held while a message listener or a completion listener of the session runs. */
    ReentrantLock turn() {
        return state.turn;
    }

    ListenerQueue listenerQueue() {
        return listenerQueue;
    }

    // ---- consumers

    public ConsumerBuffer add(int consumer, int prefetchMessages, long prefetchBytes) {
        lock.lock();
        try {
            ConsumerBuffer buffer =
                    new ConsumerBuffer(consumer, state, new CreditWindow(prefetchMessages, prefetchBytes));
            state.buffers.put(consumer, buffer);
            return buffer;
        } finally {
            lock.unlock();
        }
    }

    public boolean hasListener() {
        lock.lock();
        try {
            return state.buffers.values().stream().anyMatch(ConsumerBuffer::hasListener);
        } finally {
            lock.unlock();
        }
    }

    /** A consumer with a listener to which {@link ConsumerBuffer#dueCredit} has something to give; null for none. */
    public @Nullable ConsumerBuffer listenerCreditDue() {
        return listenerQueue.creditDue();
    }

    /** Whether this thread runs a listener of this session. */
    public boolean isListenerThread() {
        return listenerQueue.isListenerThread();
    }

    // ---- starting, stopping, closing

    public void start() {
        lock.lock();
        try {
            state.running = true;
            state.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives out nothing more, without waiting for a listener. */
    public void halt() {
        lock.lock();
        try {
            state.running = false;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when no listener runs any more, unless this is called by it (JMS 3.1 §6.1.5). */
    public void stop() {
        lock.lock();
        try {
            state.running = false;
            state.awaitListener(null);
        } finally {
            lock.unlock();
        }
    }

    /** All consumers give out nothing more; the listener thread ends. Returns when receives and listeners have returned. */
    public void close() {
        lock.lock();
        try {
            state.closed = true;
            state.buffers.values().forEach(ConsumerBuffer::markClosed);
            state.signalAll();
            // A copy: while this waits, a consumer may be removed.
            List.copyOf(state.buffers.values()).forEach(ConsumerBuffer::awaitReceivers);
            state.awaitListener(null);
        } finally {
            lock.unlock();
        }
    }

    // ---- on the reader thread

    @Override
    public void onDeliver(long delivery, Deliver frame) {
        Received received =
                new Received(delivery, frame.deliveryCount(), frame.message().compact());
        lock.lock();
        try {
            ConsumerBuffer buffer = state.buffers.get(frame.consumer());
            if (buffer != null) {
                buffer.arrived(received);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onDrained(int consumer) {
        lock.lock();
        try {
            ConsumerBuffer buffer = state.buffers.get(consumer);
            if (buffer != null) {
                buffer.onDrained();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The broker has restarted the session: what lies here is void, all credit is gone. */
    public void onRestarted() {
        lock.lock();
        try {
            startAfresh();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onOpened(int newLife) {
        enter(newLife);
    }

    @Override
    public void onCut() {
        enter(0);
    }

    @Override
    public void onLost(ConnectionLostException reason) {
        lock.lock();
        try {
            state.lost = reason;
            state.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void enter(int newLife) {
        lock.lock();
        try {
            state.life = newLife;
            startAfresh();
        } finally {
            lock.unlock();
        }
    }

    private void startAfresh() {
        state.buffers.values().forEach(ConsumerBuffer::startAfresh);
        state.signalAll();
    }
}
