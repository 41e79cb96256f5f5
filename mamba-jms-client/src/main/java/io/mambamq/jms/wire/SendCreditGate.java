// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.failure.NoAnswerException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * When and how much a session may send: in each of its lives first what has to be sent again, then, once the gate is open, what is
 * new. One message may overdraw the credit. Granted by the reader thread, used by senders.
 */
final class SendCreditGate {
    private static final String WHAT = "a send waits for credit";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // guarded by lock
    private @Nullable ConnectionLostException lost;
    // guarded by lock; valid for one life
    private int life;
    private boolean open;
    private long creditBytes;

    // ---- lives

    /** Nothing new may be sent yet. */
    void begin(int newLife) {
        enter(newLife, false);
    }

    /** There is no life. */
    void cut() {
        enter(0, false);
    }

    private void enter(int newLife, boolean newOpen) {
        lock.lock();
        try {
            life = newLife;
            open = newOpen;
            creditBytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Unless that life is over. */
    void open(int ofLife) {
        lock.lock();
        try {
            open |= life == ofLife;
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

    /** Waits until the gate is open; returns the life that it is open in. */
    int awaitOpen(Deadline deadline) throws CallException {
        lock.lock();
        try {
            while (!open && lost == null) {
                if (!deadline.await(changed, WHAT)) {
                    throw new CutException("the connection was lost and could not be made anew within "
                            + deadline.timeoutMs() + " ms: nothing was sent");
                }
            }
            requireNotLost();
            return life;
        } finally {
            lock.unlock();
        }
    }

    private void requireNotLost() throws ConnectionLostException {
        if (lost != null) {
            throw lost;
        }
    }

    // ---- credit

    void grant(long bytes) {
        lock.lock();
        try {
            creditBytes += bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the credit is positive, then uses that much of it.
     *
     * @return false if that life is over
     */
    boolean use(int inLife, long bytes, Deadline deadline) throws CallException {
        lock.lock();
        try {
            while (creditBytes <= 0 && life == inLife && lost == null) {
                if (!deadline.await(changed, WHAT)) {
                    throw new NoAnswerException(WHAT, deadline.timeoutMs());
                }
            }
            requireNotLost();
            if (life != inLife) {
                return false;
            }
            creditBytes -= bytes;
            return true;
        } finally {
            lock.unlock();
        }
    }
}
