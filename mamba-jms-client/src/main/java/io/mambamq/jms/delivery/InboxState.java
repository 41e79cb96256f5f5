// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.delivery;

import io.mambamq.jms.failure.ConnectionLostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What an {@link Inbox}, its consumers and its listener thread share; the lock guards all of it. */
final class InboxState {
    /** What callers wait for, for messages. */
    static final String RECEIVE = "receive a message";

    /**
     * Held while a message listener or a completion listener of the session runs. Fair, so that neither starves the other.
     * Taken before {@link #lock}; never taken by the reader thread.
     */
    final ReentrantLock turn = new ReentrantLock(true);

    final ReentrantLock lock = new ReentrantLock();
    /** There may be something for the listener thread. */
    final Condition dispatchable = lock.newCondition();
    /** A receive or a listener has returned. */
    final Condition left = lock.newCondition();

    // guarded by lock
    final Map<Integer, ConsumerBuffer> buffers = new LinkedHashMap<>();
    boolean running;
    boolean closed;
    /** Of the session; 0 for none, while the connection is being made anew. */
    int life;

    @Nullable
    ConnectionLostException lost;

    /** Whose listener runs. */
    @Nullable
    ConsumerBuffer dispatching;

    void signalAll() {
        buffers.values().forEach(buffer -> buffer.changed.signalAll());
        dispatchable.signalAll();
    }

    /**
     * Waits until the listener of that consumer, or of any, has returned. Unless this is called by that listener, or by a completion
     * listener: it runs in the middle of a message listener only while that one waits for it.
     */
    void awaitListener(@Nullable ConsumerBuffer ofBuffer) {
        while (dispatching != null && (ofBuffer == null || dispatching == ofBuffer) && !turn.isHeldByCurrentThread()) {
            left.awaitUninterruptibly();
        }
    }
}
