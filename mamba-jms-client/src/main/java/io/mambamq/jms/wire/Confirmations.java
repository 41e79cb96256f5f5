// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.RefusedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The sends of a session that wait to be confirmed, in the order of their sequence numbers. Any thread. */
final class Confirmations {
    private static final class Pending extends Answer {
        private final long sequence;

        Pending(long sequence) {
            this.sequence = sequence;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private @Nullable ConnectionLostException lost;

    /** Call in the order of the sequences, before the send goes out. */
    Answer expect(long sequence) throws ConnectionLostException {
        Pending answer = new Pending(sequence);
        lock.lock();
        try {
            if (lost != null) {
                throw lost;
            }
            pending.addLast(answer);
        } finally {
            lock.unlock();
        }
        return answer;
    }

    /** Nobody waits for that one any more. */
    void forget(Answer answer) {
        lock.lock();
        try {
            pending.remove(answer);
        } finally {
            lock.unlock();
        }
    }

    void confirm(long first, long last) {
        lock.lock();
        try {
            Iterator<Pending> each = pending.iterator();
            while (each.hasNext()) {
                Pending candidate = each.next();
                if (candidate.sequence > last) {
                    break;
                }
                if (candidate.sequence >= first) {
                    each.remove();
                    candidate.done(0);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** False if nobody waits for that send. */
    boolean refuse(long sequence, RefusedException refusal) {
        lock.lock();
        try {
            Iterator<Pending> each = pending.iterator();
            while (each.hasNext()) {
                Pending candidate = each.next();
                if (candidate.sequence == sequence) {
                    each.remove();
                    candidate.failed(refusal);
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    void lose(ConnectionLostException failure) {
        List<Pending> waiting;
        lock.lock();
        try {
            lost = failure;
            waiting = new ArrayList<>(pending);
            pending.clear();
        } finally {
            lock.unlock();
        }
        waiting.forEach(answer -> answer.failed(failure));
    }
}
