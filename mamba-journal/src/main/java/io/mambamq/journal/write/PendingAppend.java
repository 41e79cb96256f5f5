// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.format.EncodedRecords;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An append on its way: owned by the appender until it is offered to the inbox, then by the writer, then by the
 * executor that runs its completion. Each hand-over publishes it safely.
 */
public abstract class PendingAppend {

    private final EncodedRecords records;
    private final RecordPositions positions = new RecordPositions();
    private Executor executor = Runnable::run;
    private @Nullable AppendWaiter waiter;
    private @Nullable JournalException failure;
    private long handedOverNs;

    protected PendingAppend(EncodedRecords records) {
        this.records = records;
    }

    /** Tells the appender; on its executor. */
    protected abstract void complete(@Nullable JournalException cause);

    /**
     * Before the offer: forgets the previous use.
     *
     * @param waitingAppender waits for the outcome, so that nobody else is to be told; or null
     */
    public void prepare(Executor completionExecutor, @Nullable AppendWaiter waitingAppender) {
        executor = completionExecutor;
        waiter = waitingAppender;
        failure = null;
        positions.clear();
    }

    /** On the executor. */
    public void runCompletion() {
        complete(failure);
    }

    /** The appender, where somebody wants to know for how long it has been pending. */
    void handedOverAt(long nowNs) {
        handedOverNs = nowNs;
    }

    long handedOverNs() {
        return handedOverNs;
    }

    public void fail(JournalException cause) {
        failure = cause;
    }

    public boolean isFailed() {
        return failure != null;
    }

    /** Why nothing was appended, when the outcome is known; null where it was. */
    public @Nullable JournalException failure() {
        return failure;
    }

    @Nullable
    AppendWaiter waiter() {
        return waiter;
    }

    public Executor executor() {
        return executor;
    }

    public EncodedRecords records() {
        return records;
    }

    public RecordPositions positions() {
        return positions;
    }
}
