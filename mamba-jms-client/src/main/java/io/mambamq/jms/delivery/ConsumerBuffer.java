// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.delivery;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.InterruptedCallException;
import io.mambamq.jms.failure.NoAnswerException;
import io.mambamq.jms.wire.Deadline;
import io.mambamq.protocol.frame.DeliveryRanges;
import jakarta.jms.MessageListener;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One consumer's part of the {@link Inbox}, whose lock guards it. Any thread. */
public final class ConsumerBuffer {
    private final int consumer;
    private final InboxState inbox;
    private final ReentrantLock lock;
    private final CreditWindow credit;

    // guarded by lock
    final Condition changed;
    private final ArrayDeque<Received> ready = new ArrayDeque<>();
    private @Nullable MessageListener listener;
    private boolean closed;
    /** Why there will be nothing more. */
    private @Nullable CallException failure;
    /** The broker has answered the last drain. */
    private boolean drained;
    /** Whoever waits for a message is to return without one. */
    private boolean woken;
    /** Threads inside receive. */
    private int receivers;

    ConsumerBuffer(int consumer, InboxState inbox, CreditWindow credit) {
        this.consumer = consumer;
        this.inbox = inbox;
        this.lock = inbox.lock;
        this.credit = credit;
        this.changed = lock.newCondition();
    }

    /** Its number in the session. */
    public int consumer() {
        return consumer;
    }

    // ---- the listener

    public void listen(@Nullable MessageListener value) {
        lock.lock();
        try {
            listener = value;
            inbox.dispatchable.signal();
        } finally {
            lock.unlock();
        }
    }

    public @Nullable MessageListener listener() {
        lock.lock();
        try {
            return listener;
        } finally {
            lock.unlock();
        }
    }

    // ---- receiving

    /** A thread begins to receive; {@link #leave} follows. */
    public void enter() {
        lock.lock();
        try {
            receivers++;
        } finally {
            lock.unlock();
        }
    }

    public void leave() {
        lock.lock();
        try {
            receivers--;
            inbox.left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next message that lies here; null if there is none to be had now. */
    public @Nullable Received poll() throws CallException {
        lock.lock();
        try {
            requireUsable();
            return inbox.running && !closed ? take() : null;
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
    public @Nullable Received await(@Nullable Deadline deadline) throws CallException {
        lock.lock();
        try {
            while (true) {
                requireUsable();
                if (closed) {
                    return null;
                }
                if (inbox.running) {
                    Received next = take();
                    if (next != null || isCreditDue()) {
                        return next;
                    }
                }
                if (deadline == null) {
                    awaitChange();
                } else if (!deadline.await(changed, InboxState.RECEIVE)) {
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
     * @return false if the consumer was closed, {@link #wake} was called, the deadline has passed, or credit has to be given before
     *     waiting on
     */
    public boolean awaitReady(Deadline deadline) throws CallException {
        lock.lock();
        try {
            while (true) {
                requireUsable();
                if (inbox.running && !closed && !ready.isEmpty()) {
                    return true;
                }
                boolean creditWanted = inbox.running && isCreditDue();
                if (closed || woken || creditWanted || !deadline.await(changed, InboxState.RECEIVE)) {
                    woken = false;
                    return false;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits in {@link #awaitReady} returns, or whoever does so next. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** As if that message had not been taken. */
    public void putBack(Received received) {
        lock.lock();
        try {
            ready.addFirst(received);
            credit.held(received.message().sizeBytes());
        } finally {
            lock.unlock();
        }
    }

    public boolean isEmpty() {
        lock.lock();
        try {
            return ready.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out all that lies here, and returns the deliveries; null if nothing did. */
    public @Nullable DeliveryRanges clear() {
        lock.lock();
        try {
            long[] deliveries = ready.stream().mapToLong(Received::delivery).toArray();
            drop();
            return deliveries.length == 0 ? null : DeliveryRanges.of(deliveries, deliveries.length);
        } finally {
            lock.unlock();
        }
    }

    // ---- credit and drain

    /** How many messages may lie here or be on their way. */
    public void resize(int messagesMax) {
        lock.lock();
        try {
            credit.resize(messagesMax);
        } finally {
            lock.unlock();
        }
    }

    /** Credit to give the broker in that life of the session; null for none. It counts as given. */
    public CreditWindow.@Nullable Grant dueCredit(int inLife) {
        lock.lock();
        try {
            return inbox.running && inbox.life == inLife && isCreditDue() ? credit.grant() : null;
        } finally {
            lock.unlock();
        }
    }

    /** Before the drain goes out. */
    public void expectDrained() {
        lock.lock();
        try {
            drained = false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Until the broker has sent all that there was.
     *
     * @return false if the life of the session in which the drain went out is over, and the answer will not come
     */
    public boolean awaitDrained(int inLife, Deadline deadline) throws CallException {
        lock.lock();
        try {
            while (!drained && inbox.life == inLife) {
                requireUsable();
                if (!deadline.await(changed, InboxState.RECEIVE)) {
                    throw new NoAnswerException(InboxState.RECEIVE, deadline.timeoutMs());
                }
            }
            requireUsable();
            return drained;
        } finally {
            lock.unlock();
        }
    }

    // ---- the end

    /** Whether messages can come: the connection is started and the consumer open. */
    public boolean isActive() {
        lock.lock();
        try {
            return inbox.running && !closed;
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** The broker does not give the consumer anything any more. */
    public void fail(CallException reason) {
        lock.lock();
        try {
            failure = reason;
            inbox.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * It gives out nothing more. Returns when its pending receive and its running listener have returned, unless this is called
     * by the listener (JMS 3.1 §8.8).
     *
     * @return false if it was closed before
     */
    public boolean close() {
        lock.lock();
        try {
            boolean first = !closed;
            closed = true;
            listener = null;
            changed.signalAll();
            awaitReceivers();
            inbox.awaitListener(this);
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** What still comes for it is dropped. */
    public void remove() {
        lock.lock();
        try {
            inbox.buffers.remove(consumer);
        } finally {
            lock.unlock();
        }
    }

    // ---- with the lock held

    /** Gives out nothing more, without waiting. */
    void markClosed() {
        closed = true;
    }

    void awaitReceivers() {
        while (receivers > 0) {
            inbox.left.awaitUninterruptibly();
        }
    }

    boolean hasListener() {
        return listener != null;
    }

    boolean isDispatchable() {
        return listener != null && !closed && !ready.isEmpty();
    }

    /** The next message and the listener that gets it; of one that is dispatchable. */
    Inbox.Dispatch nextDispatch() {
        Received received = take();
        MessageListener receiver = listener;
        if (received == null || receiver == null) {
            throw new AssertionError("chosen without a message or a listener");
        }
        return new Inbox.Dispatch(this, received, receiver);
    }

    boolean isCreditDue() {
        return inbox.life != 0 && !closed && failure == null && credit.isDue();
    }

    void arrived(Received received) {
        ready.addLast(received);
        credit.arrived(received.message().sizeBytes());
        if (listener == null) {
            changed.signal();
        } else {
            inbox.dispatchable.signal();
        }
    }

    void onDrained() {
        credit.revoked();
        drained = true;
        changed.signalAll();
    }

    /** What lies here is void, and the broker has taken all credit back. */
    void startAfresh() {
        drop();
        credit.revoked();
    }

    private @Nullable Received take() {
        Received next = ready.pollFirst();
        if (next != null) {
            credit.taken(next.message().sizeBytes());
        }
        return next;
    }

    private void drop() {
        ready.forEach(received -> credit.taken(received.message().sizeBytes()));
        ready.clear();
    }

    private void requireUsable() throws CallException {
        if (inbox.lost != null) {
            throw inbox.lost;
        }
        if (failure != null) {
            throw failure;
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the callers loop
    private void awaitChange() throws InterruptedCallException {
        try {
            changed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(InboxState.RECEIVE);
        }
    }
}
