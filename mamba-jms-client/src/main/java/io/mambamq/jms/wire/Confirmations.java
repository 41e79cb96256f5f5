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
    private record Pending(long sequence, Reply reply) {}

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private @Nullable ConnectionLostException lost;

    /** Call in the order of the sequences, before the send goes out. */
    void expect(long sequence, Reply reply) {
        ConnectionLostException failure;
        lock.lock();
        try {
            failure = lost;
            if (failure == null) {
                pending.addLast(new Pending(sequence, reply));
            }
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            reply.failed(failure);
        }
    }

    /** Nobody waits for that one any more. */
    void forget(Reply reply) {
        lock.lock();
        try {
            pending.removeIf(candidate -> candidate.reply == reply);
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
                    candidate.reply.done(0);
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
                    candidate.reply.failed(refusal);
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
        waiting.forEach(candidate -> candidate.reply.failed(failure));
    }
}
