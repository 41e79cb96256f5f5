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
    private final SyncPace pace;
    private volatile boolean writerBusy;
    private volatile boolean closed;

    public AppendInbox(int appendsPendingMax, SyncPace pace) {
        this.queue = new MpscQueue<>(appendsPendingMax);
        this.pace = pace;
    }

    /** Any thread; never blocks. */
    public Offer offer(PendingAppend append) {
        return pace.isOff() ? queue.offer(append) : offerPaced(append);
    }

    private Offer offerPaced(PendingAppend append) {
        // Asked before: once offered, the append is the writer's.
        int records = append.records().count();
        append.handedOverAt(pace.nowNs());
        Offer offer = queue.offer(append);
        if (offer == Offer.ACCEPTED) {
            pace.added(records);
        }
        return offer;
    }

    /** Any thread, after an offer was accepted: whether to wake the writer. */
    public boolean wantsWriter() {
        // Orders the offer before the look at the flag; the writer has the flag and its last look into the queue the
        // other way round.
        VarHandle.fullFence();
        if (writerBusy) {
            return false;
        }
        return pace.isOff() || !pace.isLingering() || pace.isGroupComplete() || queue.isFull();
    }

    /** Any thread; waits while the inbox is full. When interrupted, the append was not handed over. */
    public Offer offerWhenRoom(PendingAppend append) throws InterruptedException {
        Offer offer = offer(append);
        while (offer == Offer.FULL) {
            awaitRoom();
            offer = offer(append);
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
        PendingAppend append = queue.poll();
        if (append != null && !pace.isOff()) {
            pace.taken(append.records().count());
        }
        return append;
    }

    /** The writer: whether what is pending had better wait for more. */
    boolean lingers() {
        if (pace.isOff()) {
            return false;
        }
        PendingAppend oldest = queue.peek();
        if (oldest == null || closed || queue.isFull()) {
            pace.doNotLinger();
            return false;
        }
        return pace.linger(oldest.handedOverNs());
    }

    /** The writer: how long it may sleep while it {@link #lingers}, 0 where it does not. */
    long lingerNs() {
        if (!pace.isLingering()) {
            return 0;
        }
        PendingAppend oldest = queue.peek();
        return oldest == null ? 0 : Math.max(1, pace.leftNs(oldest.handedOverNs()));
    }

    boolean hasNext() {
        return queue.hasNext();
    }

    int size() {
        return queue.size();
    }

    /** The writer: while it is busy somebody else wakes it, and what is offered needs not. */
    void writerBusy(boolean busy) {
        writerBusy = busy;
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

    /** Any thread: refuses every offer from now on, those included that wait for room. */
    void close() {
        closed = true;
        queue.close();
        signalRoom();
    }
}
