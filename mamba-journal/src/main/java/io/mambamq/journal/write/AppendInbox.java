// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.agent.MpscQueue;
import io.mambamq.journal.agent.MpscQueue.Offer;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bounded hand-over from appenders to the writer. The lock is for appenders that wait for room and costs the writer
 * nothing while nobody waits.
 */
public final class AppendInbox {

    private final MpscQueue<PendingAppend> queue;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomFreed = lock.newCondition();

    public AppendInbox(int appendsPendingMax) {
        this.queue = new MpscQueue<>(appendsPendingMax);
    }

    /** Any thread; never blocks. */
    public Offer offer(PendingAppend append) {
        return queue.offer(append);
    }

    /** Any thread; waits while the inbox is full. When interrupted, the append was not handed over. */
    public Offer offerWhenRoom(PendingAppend append) throws InterruptedException {
        Offer offer = queue.offer(append);
        while (offer == Offer.FULL) {
            awaitRoom();
            offer = queue.offer(append);
        }
        return offer;
    }

    private void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting.incrementAndGet();
            while (queue.isFull()) {
                roomFreed.await();
            }
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }

    @Nullable
    PendingAppend poll() {
        return queue.poll();
    }

    boolean hasNext() {
        return queue.hasNext();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** The writer, after polling. */
    void signalRoom() {
        // Orders the polls before the look at the counter; awaitRoom() has the two the other way round.
        VarHandle.fullFence();
        if (waiting.get() > 0) {
            lock.lock();
            try {
                roomFreed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    void close() {
        queue.close();
        signalRoom();
    }
}
