// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.delivery;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What an {@link Inbox} has for listeners: consumers take turns, one listener runs at a time. The listener thread takes from here. */
final class ListenerQueue {
    private final InboxState inbox;
    private final ReentrantLock lock;

    // guarded by lock
    private @Nullable Thread dispatcher;
    /** The consumer that was served last. */
    private int lastServed;

    ListenerQueue(InboxState inbox) {
        this.inbox = inbox;
        this.lock = inbox.lock;
    }

    /** The next message for a listener, which then counts as running until {@link #end}; null if there is none. */
    Inbox.@Nullable Dispatch begin() {
        lock.lock();
        try {
            ConsumerBuffer buffer = inbox.running && !isOver() ? nextToServe() : null;
            if (buffer == null) {
                return null;
            }
            Inbox.Dispatch next = buffer.nextDispatch();
            lastServed = buffer.consumer();
            inbox.dispatching = buffer;
            dispatcher = Thread.currentThread();
            return next;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            inbox.dispatching = null;
            dispatcher = null;
            inbox.left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there may be a message for a listener, or credit to give.
     *
     * @return false when there never will be
     */
    boolean await() {
        lock.lock();
        try {
            while (!isOver()) {
                if ((inbox.running && nextToServe() != null) || firstWithCreditDue() != null) {
                    return true;
                }
                inbox.dispatchable.awaitUninterruptibly();
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** A consumer with a listener for which credit is due; null for none. */
    @Nullable
    ConsumerBuffer creditDue() {
        lock.lock();
        try {
            return firstWithCreditDue();
        } finally {
            lock.unlock();
        }
    }

    /** Whether this thread runs a listener of this session. */
    boolean isListenerThread() {
        lock.lock();
        try {
            return dispatcher == Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        return inbox.closed || inbox.lost != null;
    }

    private @Nullable ConsumerBuffer nextToServe() {
        ConsumerBuffer first = null;
        for (ConsumerBuffer buffer : inbox.buffers.values()) {
            if (buffer.isDispatchable()) {
                if (buffer.consumer() > lastServed) {
                    return buffer;
                }
                first = first == null ? buffer : first;
            }
        }
        return first;
    }

    private @Nullable ConsumerBuffer firstWithCreditDue() {
        if (inbox.running) {
            for (ConsumerBuffer buffer : inbox.buffers.values()) {
                if (buffer.hasListener() && buffer.isCreditDue()) {
                    return buffer;
                }
            }
        }
        return null;
    }
}
