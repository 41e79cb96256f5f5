// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.NoAnswerException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How many bytes a session may send; one message may overdraw it. Granted by the reader thread, used by senders. */
final class SendCreditGate {
    private static final String WHAT = "a send waits for credit";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // guarded by lock
    private long creditBytes;
    private @Nullable ConnectionLostException lost;

    void grant(long bytes) {
        lock.lock();
        try {
            creditBytes += bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void lose(ConnectionLostException failure) {
        lock.lock();
        try {
            lost = failure;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the credit is positive, then uses that much of it. */
    void use(long bytes, Deadline deadline) throws CallException {
        lock.lock();
        try {
            while (creditBytes <= 0 && lost == null) {
                if (!deadline.await(changed, WHAT)) {
                    throw new NoAnswerException(WHAT, deadline.timeoutMs());
                }
            }
            if (lost != null) {
                throw lost;
            }
            creditBytes -= bytes;
        } finally {
            lock.unlock();
        }
    }
}
