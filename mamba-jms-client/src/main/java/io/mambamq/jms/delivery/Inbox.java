// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.delivery;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.InterruptedCallException;
import io.mambamq.jms.failure.NoAnswerException;
import io.mambamq.jms.wire.Deadline;
import io.mambamq.jms.wire.DeliveryHandler;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.DeliveryRanges;
import jakarta.jms.MessageListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a session has received. Deliveries go in on the reader thread at any time; they come out only while the connection
 * is started, the consumer open and the connection alive.
 */
public final class Inbox implements DeliveryHandler {
    /** A message on its way to a listener. */
    public record Dispatch(ConsumerBuffer buffer, Received received, MessageListener listener) {}

    private static final String RECEIVE = "receive a message";

    /**
     * Held while a message listener or a completion listener of the session runs. Fair, so that neither starves the other.
     * Taken before {@link #lock}; never taken by the reader thread.
     */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final ReentrantLock lock = new ReentrantLock();
    /** There may be something for the listener thread. */
    private final Condition dispatchable = lock.newCondition();
    /** A receive or a listener has returned. */
    private final Condition left = lock.newCondition();

    // guarded by lock
    private final Map<Integer, ConsumerBuffer> buffers = new LinkedHashMap<>();
    private boolean running;
    private boolean closed;
    private @Nullable ConnectionLostException lost;
    private @Nullable ConsumerBuffer dispatching;
    private @Nullable Thread dispatcher;
    /** Listeners take turns: the consumer that was served last. */
    private int lastServed;

    public Inbox() {}

    ReentrantLock turn() {
        return turn;
    }

    // ---- consumers

    public ConsumerBuffer add(int consumer, int prefetchMessages, long prefetchBytes) {
        lock.lock();
        try {
            ConsumerBuffer buffer = new ConsumerBuffer(
                    consumer, lock.newCondition(), new CreditWindow(prefetchMessages, prefetchBytes));
            buffers.put(consumer, buffer);
            return buffer;
        } finally {
            lock.unlock();
        }
    }

    /** What still comes for it is dropped. */
    public void remove(ConsumerBuffer buffer) {
        lock.lock();
        try {
            buffers.remove(buffer.consumer());
        } finally {
            lock.unlock();
        }
    }

    public void listen(ConsumerBuffer buffer, @Nullable MessageListener listener) {
        lock.lock();
        try {
            buffer.listener = listener;
            dispatchable.signal();
        } finally {
            lock.unlock();
        }
    }

    public @Nullable MessageListener listenerOf(ConsumerBuffer buffer) {
        lock.lock();
        try {
            return buffer.listener;
        } finally {
            lock.unlock();
        }
    }

    public boolean hasListener() {
        lock.lock();
        try {
            for (ConsumerBuffer buffer : buffers.values()) {
                if (buffer.listener != null) {
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    // ---- starting, stopping, closing

    public void start() {
        lock.lock();
        try {
            running = true;
            signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives out nothing more, without waiting for a listener. */
    public void halt() {
        lock.lock();
        try {
            running = false;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when no listener runs any more, unless this is called by it (JMS 3.1 §6.1.5). */
    public void stop() {
        lock.lock();
        try {
            running = false;
            awaitListener(null);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The consumer gives out nothing more. Returns when its pending receive and its running listener have returned, unless
     * this is called by the listener (JMS 3.1 §8.8).
     *
     * @return false if it was closed before
     */
    public boolean close(ConsumerBuffer buffer) {
        lock.lock();
        try {
            boolean first = !buffer.closed;
            buffer.closed = true;
            buffer.listener = null;
            buffer.changed.signalAll();
            while (buffer.receivers > 0) {
                left.awaitUninterruptibly();
            }
            awaitListener(buffer);
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** All consumers give out nothing more; the listener thread ends. Returns when receives and listeners have returned. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            buffers.values().forEach(buffer -> buffer.closed = true);
            signalAll();
            while (buffers.values().stream().anyMatch(buffer -> buffer.receivers > 0)) {
                left.awaitUninterruptibly();
            }
            awaitListener(null);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Unless this is called by that listener, or by a completion listener: it runs in the middle of a message listener only while
     * that one waits for it.
     */
    private void awaitListener(@Nullable ConsumerBuffer ofBuffer) {
        while (dispatching != null && (ofBuffer == null || dispatching == ofBuffer) && !turn.isHeldByCurrentThread()) {
            left.awaitUninterruptibly();
        }
    }

    private void signalAll() {
        buffers.values().forEach(buffer -> buffer.changed.signalAll());
        dispatchable.signalAll();
    }

    // ---- receiving

    /** A thread begins to receive; {@link #leave} follows. */
    public void enter(ConsumerBuffer buffer) {
        lock.lock();
        try {
            buffer.receivers++;
        } finally {
            lock.unlock();
        }
    }

    public void leave(ConsumerBuffer buffer) {
        lock.lock();
        try {
            buffer.receivers--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next message that lies here; null if there is none to be had now. */
    public @Nullable Received poll(ConsumerBuffer buffer) throws ConnectionLostException {
        lock.lock();
        try {
            requireConnected();
            return running && !buffer.closed ? buffer.poll() : null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes out all that lies here, and returns the deliveries; null if nothing did. */
    public @Nullable DeliveryRanges clear(ConsumerBuffer buffer) {
        lock.lock();
        try {
            long[] deliveries =
                    buffer.ready.stream().mapToLong(Received::delivery).toArray();
            buffer.clear();
            return deliveries.length == 0 ? null : DeliveryRanges.of(deliveries, deliveries.length);
        } finally {
            lock.unlock();
        }
    }

    /** As if that message had not been taken. */
    public void putBack(ConsumerBuffer buffer, Received received) {
        lock.lock();
        try {
            buffer.putBack(received);
        } finally {
            lock.unlock();
        }
    }

    public boolean isEmpty(ConsumerBuffer buffer) {
        lock.lock();
        try {
            return buffer.ready.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next message.
     *
     * @param deadline null for none
     * @return null if the consumer was closed, the deadline has passed, or credit has to be given before waiting on
     */
    public @Nullable Received await(ConsumerBuffer buffer, @Nullable Deadline deadline) throws CallException {
        lock.lock();
        try {
            while (true) {
                requireConnected();
                if (buffer.closed) {
                    return null;
                }
                if (running) {
                    Received next = buffer.poll();
                    if (next != null || buffer.credit.isDue()) {
                        return next;
                    }
                }
                if (deadline == null) {
                    await(buffer.changed);
                } else if (!deadline.await(buffer.changed, RECEIVE)) {
                    return null;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a message lies here, and leaves it.
     *
     * @return false if the consumer was closed, {@link #wake} was called, or the deadline has passed
     */
    public boolean awaitReady(ConsumerBuffer buffer, Deadline deadline) throws CallException {
        lock.lock();
        try {
            while (true) {
                requireConnected();
                if (running && !buffer.closed && !buffer.ready.isEmpty()) {
                    return true;
                }
                if (buffer.closed || buffer.woken || !deadline.await(buffer.changed, RECEIVE)) {
                    buffer.woken = false;
                    return false;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits in {@link #awaitReady} returns, or whoever does so next. */
    public void wake(ConsumerBuffer buffer) {
        lock.lock();
        try {
            buffer.woken = true;
            buffer.changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether messages can come: the connection is started and the consumer open. */
    public boolean isActive(ConsumerBuffer buffer) {
        lock.lock();
        try {
            return running && !buffer.closed;
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed(ConsumerBuffer buffer) {
        lock.lock();
        try {
            return buffer.closed;
        } finally {
            lock.unlock();
        }
    }

    // ---- credit and drain

    /** How many messages may lie here or be on their way. */
    public void resize(ConsumerBuffer buffer, int messagesMax) {
        lock.lock();
        try {
            buffer.credit.resize(messagesMax);
        } finally {
            lock.unlock();
        }
    }

    /** Credit to give the broker now; null for none. It counts as given. */
    public CreditWindow.@Nullable Grant dueCredit(ConsumerBuffer buffer) {
        lock.lock();
        try {
            return running && !buffer.closed && buffer.credit.isDue() ? buffer.credit.grant() : null;
        } finally {
            lock.unlock();
        }
    }

    /** Before the drain goes out. */
    public void expectDrained(ConsumerBuffer buffer) {
        lock.lock();
        try {
            buffer.drained = false;
        } finally {
            lock.unlock();
        }
    }

    /** Until the broker has sent all that there was. */
    public void awaitDrained(ConsumerBuffer buffer, Deadline deadline) throws CallException {
        lock.lock();
        try {
            while (!buffer.drained) {
                requireConnected();
                if (!deadline.await(buffer.changed, RECEIVE)) {
                    throw new NoAnswerException(RECEIVE, deadline.timeoutMs());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the listener thread

    /** The next message for a listener, which then counts as running until {@link #endDispatch}; null if there is none. */
    @Nullable
    Dispatch beginDispatch() {
        lock.lock();
        try {
            if (!running || closed || lost != null) {
                return null;
            }
            ConsumerBuffer buffer = nextToServe();
            if (buffer == null) {
                return null;
            }
            Received received = buffer.poll();
            MessageListener listener = buffer.listener;
            if (received == null || listener == null) {
                throw new AssertionError("chosen without a message or a listener");
            }
            lastServed = buffer.consumer();
            dispatching = buffer;
            dispatcher = Thread.currentThread();
            return new Dispatch(buffer, received, listener);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ConsumerBuffer nextToServe() {
        ConsumerBuffer first = null;
        for (ConsumerBuffer buffer : buffers.values()) {
            if (buffer.listener != null && !buffer.closed && !buffer.ready.isEmpty()) {
                if (buffer.consumer() > lastServed) {
                    return buffer;
                }
                first = first == null ? buffer : first;
            }
        }
        return first;
    }

    void endDispatch() {
        lock.lock();
        try {
            dispatching = null;
            dispatcher = null;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there may be a message for a listener, or credit to give.
     *
     * @return false when there never will be
     */
    boolean awaitDispatchable() {
        lock.lock();
        try {
            while (!closed && lost == null) {
                if ((running && nextToServe() != null) || firstDueWithListener() != null) {
                    return true;
                }
                dispatchable.awaitUninterruptibly();
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ConsumerBuffer firstDueWithListener() {
        if (running) {
            for (ConsumerBuffer buffer : buffers.values()) {
                if (buffer.listener != null && !buffer.closed && buffer.credit.isDue()) {
                    return buffer;
                }
            }
        }
        return null;
    }

    /** A consumer with a listener to which {@link #dueCredit} has something to give; null for none. */
    public @Nullable ConsumerBuffer listenerCreditDue() {
        lock.lock();
        try {
            return firstDueWithListener();
        } finally {
            lock.unlock();
        }
    }

    /** Whether this thread runs a listener of this session. */
    public boolean isListenerThread() {
        lock.lock();
        try {
            return dispatcher == Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    // ---- on the reader thread

    @Override
    public void onDeliver(Deliver frame) {
        Received received = new Received(
                frame.delivery(), frame.deliveryCount(), frame.message().compact());
        lock.lock();
        try {
            ConsumerBuffer buffer = buffers.get(frame.consumer());
            if (buffer != null) {
                buffer.arrived(received);
                if (buffer.listener == null) {
                    buffer.changed.signal();
                } else {
                    dispatchable.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onDrained(int consumer) {
        lock.lock();
        try {
            ConsumerBuffer buffer = buffers.get(consumer);
            if (buffer != null) {
                buffer.credit.revoked();
                buffer.drained = true;
                buffer.changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The broker has restarted the session: what lies here is void, all credit is gone. */
    public void onRestarted() {
        lock.lock();
        try {
            for (ConsumerBuffer buffer : buffers.values()) {
                buffer.clear();
                buffer.credit.revoked();
            }
            signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onLost(ConnectionLostException reason) {
        lock.lock();
        try {
            lost = reason;
            signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- waiting, with the lock held

    private void requireConnected() throws ConnectionLostException {
        if (lost != null) {
            throw lost;
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the callers loop
    private static void await(Condition condition) throws InterruptedCallException {
        try {
            condition.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(RECEIVE);
        }
    }
}
