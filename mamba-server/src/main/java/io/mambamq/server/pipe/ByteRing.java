// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.pipe;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bytes in one direction, at most as many as its capacity. Any thread may do anything; only the methods that say so wait,
 * and an interrupt does not end their wait: it must not cost the connection.
 */
final class ByteRing {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] ring;

    // guarded by lock
    private int head;
    private int size;
    private boolean inputEnded;
    private boolean closed;

    ByteRing(int capacityBytes) {
        this.ring = new byte[capacityBytes];
    }

    /** Takes as much of the source as fits now; -1 if the ring is closed or its input ended. */
    int offer(ByteBuffer source) {
        lock.lock();
        try {
            return put(source);
        } finally {
            lock.unlock();
        }
    }

    /** Takes some of the source, waiting while there is no room; -1 if the ring is closed or its input ended. */
    int write(ByteBuffer source) {
        lock.lock();
        try {
            while (size == ring.length && !closed && !inputEnded) {
                changed.awaitUninterruptibly();
            }
            return put(source);
        } finally {
            lock.unlock();
        }
    }

    /** Moves what there is into the target; 0 if there is nothing now, -1 if there will be nothing more. */
    int poll(ByteBuffer target) {
        lock.lock();
        try {
            return take(target);
        } finally {
            lock.unlock();
        }
    }

    /** Moves something into the target, waiting while there is nothing; -1 if there will be nothing more. */
    int read(ByteBuffer target) {
        lock.lock();
        try {
            while (size == 0 && !closed && !inputEnded) {
                changed.awaitUninterruptibly();
            }
            return take(target);
        } finally {
            lock.unlock();
        }
    }

    /** What is in the ring can still be read, then comes the end. */
    void endInput() {
        lock.lock();
        try {
            inputEnded = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Neither reading nor writing any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int put(ByteBuffer source) {
        if (closed || inputEnded) {
            return -1;
        }
        int count = Math.min(source.remaining(), ring.length - size);
        int tail = (head + size) % ring.length;
        int first = Math.min(count, ring.length - tail);
        source.get(ring, tail, first);
        source.get(ring, 0, count - first);
        size += count;
        if (count > 0) {
            changed.signalAll();
        }
        return count;
    }

    private int take(ByteBuffer target) {
        if (closed || (size == 0 && inputEnded)) {
            return -1;
        }
        int count = Math.min(target.remaining(), size);
        int first = Math.min(count, ring.length - head);
        target.put(ring, head, first);
        target.put(ring, 0, count - first);
        head = (head + count) % ring.length;
        size -= count;
        if (count > 0) {
            changed.signalAll();
        }
        return count;
    }
}
