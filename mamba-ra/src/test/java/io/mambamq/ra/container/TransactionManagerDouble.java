// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.container;

import java.util.concurrent.atomic.AtomicLong;
import javax.transaction.xa.XAException;

/** Transactions bound to threads. */
@SuppressWarnings("ThreadLocalUsage") // one for each container
public final class TransactionManagerDouble {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final ThreadLocal<TransactionDouble> current = new ThreadLocal<>();

    public TransactionDouble begin() {
        TransactionDouble begun = new TransactionDouble(NUMBERS.incrementAndGet());
        current.set(begun);
        return begun;
    }

    /** The transaction of this thread, or null. */
    public TransactionDouble current() {
        return current.get();
    }

    /** Rolls back if the transaction has been marked so. */
    public void commit() throws XAException {
        TransactionDouble ending = suspend();
        ending.end();
    }

    public void rollback() throws XAException {
        TransactionDouble ending = suspend();
        ending.rollback();
    }

    /** Takes the transaction off this thread. */
    public TransactionDouble suspend() {
        TransactionDouble suspended = current.get();
        current.remove();
        return suspended;
    }
}
