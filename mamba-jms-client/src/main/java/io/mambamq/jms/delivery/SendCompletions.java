// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.delivery;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.InterruptedCallException;
import io.mambamq.jms.failure.NoAnswerException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.jms.wire.Deadline;
import io.mambamq.jms.wire.Reply;
import io.mambamq.jms.wire.Wire;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous sends of a session whose listeners have not returned yet, in the order in which they were sent (JMS 3.1 §7.3).
 *
 * <p>The listeners are called on a thread of their own, {@code mamba-client-completions-<peer>}, one at a time and in the order of the
 * sends, whatever order the broker decides in. They take turns with the session's message listeners; a message listener that waits here
 * lends them its turn. The thread lives while there is something outstanding, and a little longer.
 */
public final class SendCompletions {
    /** Beyond that, in number or bytes, a sender waits. The last message may go beyond the bytes. */
    static final int OUTSTANDING_MAX = 1024;

    static final long OUTSTANDING_BYTES_MAX = 16L << 20;
    /** A completion listener cannot wait for itself: its sends may go beyond the first limit, and fail at this one. */
    static final int OUTSTANDING_OF_LISTENERS_MAX = 2 * OUTSTANDING_MAX;

    private static final String WAIT = "wait for asynchronous sends to complete";
    private static final long IDLE_MS = 5_000;

    /** Tells the application what became of a send. */
    @FunctionalInterface
    public interface Callback {
        /** With null for success. */
        void completed(@Nullable CallException failure);
    }

    private final Wire wire;
    private final ReentrantLock turn;
    /** With {@link #turn}: a listener has returned, and its send is outstanding no more. */
    private final Condition returned;

    /** Taken after {@link #turn}, and never while the application is called. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    // guarded by lock
    private final ArrayDeque<Outstanding> outstanding = new ArrayDeque<>();
    private long outstandingBytes;
    private boolean serving;

    /** The thread that a completion listener runs on; null while none does. */
    private volatile @Nullable Thread calling;

    /** The listeners take turns with those of that inbox. */
    public SendCompletions(Inbox inbox, Wire wire) {
        this.wire = wire;
        this.turn = inbox.turn();
        this.returned = turn.newCondition();
    }

    private final class Outstanding implements Reply {
        private final Object producer;
        private final int sizeBytes;
        private final Callback callback;
        private final Deadline deadline = wire.callDeadline();
        // guarded by lock
        private boolean decided;
        private @Nullable CallException failure;

        Outstanding(Object producer, int sizeBytes, Callback callback) {
            this.producer = producer;
            this.sizeBytes = sizeBytes;
            this.callback = callback;
        }

        @Override
        public void done(long value) {
            decide(null);
        }

        @Override
        public void inDoubt(List<TransactionId> ids) {
            throw new AssertionError("a send is not answered with transactions");
        }

        @Override
        public void failed(CallException reason) {
            decide(reason);
        }

        @Override
        public boolean isAwaited() {
            lock.lock();
            try {
                return !decided;
            } finally {
                lock.unlock();
            }
        }

        /** The first decision counts. */
        private void decide(@Nullable CallException reason) {
            lock.lock();
            try {
                if (!decided) {
                    decided = true;
                    failure = reason;
                    changed.signal();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    // ---- sending

    /**
     * Waits until another send may become outstanding.
     *
     * @throws InterruptedCallException if the thread is interrupted; its flag stays set
     * @throws RefusedException if a completion listener of this session sends faster than its sends complete
     */
    public void awaitRoom() throws CallException {
        if (isCallingThread()) {
            requireRoomForListener();
        } else {
            await(this::isFull);
        }
    }

    private void requireRoomForListener() throws RefusedException {
        lock.lock();
        try {
            if (outstanding.size() >= OUTSTANDING_OF_LISTENERS_MAX) {
                throw new RefusedException(
                        ErrorCode.RESOURCE_LIMIT,
                        outstanding.size() + " asynchronous sends of the session are not complete: its completion"
                                + " listeners send more than one message for each that completes");
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on the callback is owed; call in the order of the sends. Returns what has to be told of the send's outcome. */
    public Reply add(Object producer, int sizeBytes, Callback callback) {
        Outstanding added = new Outstanding(producer, sizeBytes, callback);
        lock.lock();
        try {
            outstanding.addLast(added);
            outstandingBytes += sizeBytes;
            if (serving) {
                changed.signal();
            } else {
                startThread();
                serving = true;
            }
        } finally {
            lock.unlock();
        }
        return added;
    }

    /** It keeps the context class loader of the thread that sent. */
    private void startThread() {
        Thread thread = new Thread(this::serve, "mamba-client-completions-" + wire.peer());
        thread.setDaemon(true);
        thread.start();
    }

    // ---- waiting: any thread but the one that calls the listeners

    /** Whether this thread runs a completion listener of the session. */
    public boolean isCallingThread() {
        return calling == Thread.currentThread();
    }

    /** Returns when nothing is outstanding. */
    public void awaitAll() throws InterruptedCallException {
        await(this::isAnyOutstanding);
    }

    /** The same, however often the thread is interrupted. */
    public void awaitClosing() {
        awaitUninterruptibly(this::isAnyOutstanding);
    }

    /** Returns when nothing of that producer is outstanding, however often the thread is interrupted. */
    public void awaitOf(Object producer) {
        awaitUninterruptibly(() -> isOutstanding(producer));
    }

    private void await(BooleanSupplier condition) throws InterruptedCallException {
        if (!condition.getAsBoolean()) {
            return;
        }
        turn.lock();
        try {
            while (condition.getAsBoolean()) {
                returned.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(WAIT);
        } finally {
            turn.unlock();
        }
    }

    private void awaitUninterruptibly(BooleanSupplier condition) {
        if (!condition.getAsBoolean()) {
            return;
        }
        turn.lock();
        try {
            while (condition.getAsBoolean()) {
                returned.awaitUninterruptibly();
            }
        } finally {
            turn.unlock();
        }
    }

    private boolean isFull() {
        lock.lock();
        try {
            return outstanding.size() >= OUTSTANDING_MAX || outstandingBytes >= OUTSTANDING_BYTES_MAX;
        } finally {
            lock.unlock();
        }
    }

    private boolean isAnyOutstanding() {
        lock.lock();
        try {
            return !outstanding.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    public boolean isOutstanding(Object producer) {
        lock.lock();
        try {
            return outstanding.stream().anyMatch(send -> send.producer == producer);
        } finally {
            lock.unlock();
        }
    }

    // ---- on the thread that calls the listeners

    private void serve() {
        Outstanding next = awaitDecided();
        while (next != null) {
            call(next);
            next = awaitDecided();
        }
    }

    /** The oldest send, once it is decided; null when this thread is of no more use. */
    private @Nullable Outstanding awaitDecided() {
        Deadline idle = Deadline.in(IDLE_MS);
        lock.lock();
        try {
            while (true) {
                Outstanding oldest = outstanding.peekFirst();
                if (oldest != null && oldest.decided) {
                    return oldest;
                }
                Deadline deadline = oldest == null ? idle : oldest.deadline;
                if (deadline.remainingNanos() > 0) {
                    awaitChange(deadline);
                } else if (oldest == null) {
                    serving = false;
                    return null;
                } else {
                    oldest.failed(new NoAnswerException(WAIT, deadline.timeoutMs()));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private void awaitChange(Deadline deadline) {
        try {
            changed.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            ClientLog.LOG.debugf(
                    "%s goes on after an interrupt", Thread.currentThread().getName());
        }
    }

    private void call(Outstanding send) {
        turn.lock();
        try {
            calling = Thread.currentThread();
            send.callback.completed(send.failure);
        } catch (RuntimeException | Error e) {
            ClientLog.LOG.completionListenerThrew(e);
        } finally {
            calling = null;
            remove(send);
            returned.signalAll();
            turn.unlock();
            // An interrupt that the listener left behind must not end what follows.
            Thread.interrupted();
        }
    }

    private void remove(Outstanding send) {
        lock.lock();
        try {
            outstanding.removeFirst();
            outstandingBytes -= send.sizeBytes;
        } finally {
            lock.unlock();
        }
    }
}
