// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.InterruptedCallException;
import io.mambamq.jms.failure.NoAnswerException;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The answer that the thread which made this object will wait for, parked. Completed by another thread; that thread's
 * {@link #done} may be extended to do something on the reader thread before the waiting one goes on.
 */
public class Answer implements Reply {
    private final Thread waiter = Thread.currentThread();

    // Written before complete, read after it was seen.
    private long value;
    private List<TransactionId> ids = List.of();
    private @Nullable CallException failure;

    private volatile boolean complete;

    public Answer() {}

    @Override
    public void done(long doneValue) {
        value = doneValue;
        complete();
    }

    @Override
    public final void inDoubt(List<TransactionId> inDoubt) {
        ids = inDoubt;
        complete();
    }

    @Override
    public final void failed(CallException reason) {
        failure = reason;
        complete();
    }

    private void complete() {
        complete = true;
        LockSupport.unpark(waiter);
    }

    /**
     * Waits, and returns the answer's value.
     *
     * @param what was asked, for messages
     * @throws NoAnswerException when the deadline has passed
     * @throws InterruptedCallException if the thread is interrupted; its flag stays set
     */
    public final long await(Deadline deadline, String what) throws CallException {
        while (!complete) {
            long remainingNanos = deadline.remainingNanos();
            if (remainingNanos <= 0) {
                throw new NoAnswerException(what, deadline.timeoutMs());
            }
            LockSupport.parkNanos(this, remainingNanos);
            if (!complete && Thread.currentThread().isInterrupted()) {
                throw new InterruptedCallException(what);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return value;
    }

    /** What a {@code TransactionsInDoubt} brought; empty before {@link #await} has returned. */
    public final List<TransactionId> ids() {
        return ids;
    }
}
