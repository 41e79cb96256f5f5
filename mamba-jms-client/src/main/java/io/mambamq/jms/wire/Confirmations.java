// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.protocol.message.EncodedMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sends of a session that wait to be confirmed, in the order of their sequence numbers. Any thread. */
final class Confirmations {
    /**
     * One of them.
     *
     * @param inLedger whether the broker tells, when the connection was lost, if it has the message
     * @param message to send again if it has not; null for one that is not sent again
     */
    record Pending(
            long sequence,
            Reply reply,
            boolean inLedger,
            @Nullable EncodedMessage message) {
        /** A confirmation that nobody waits for any more was told as unknown: its message must not come later. */
        private boolean isDecidedByBroker() {
            return inLedger && reply.isAwaited();
        }

        private boolean isRepeated() {
            return isDecidedByBroker() && message != null;
        }

        private Pending renumbered(long newSequence) {
            return new Pending(newSequence, reply, inLedger, message);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private @Nullable ConnectionLostException lost;

    /** Call in the order of the sequences, before the send goes out. */
    void expect(Pending send) {
        ConnectionLostException failure;
        lock.lock();
        try {
            failure = lost;
            if (failure == null) {
                pending.addLast(send);
            }
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            send.reply.failed(failure);
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

    // ---- when the connection is lost

    /** Those whose fate stays unknown. */
    void failUndecided(CallException reason) {
        failIf(candidate -> !candidate.isDecidedByBroker(), reason);
    }

    /** Those that the broker has not, and that are not sent again. */
    void failUnrepeated(CallException reason) {
        failIf(candidate -> !candidate.isRepeated(), reason);
    }

    void failAll(CallException reason) {
        failIf(candidate -> true, reason);
    }

    private void failIf(Predicate<Pending> which, CallException reason) {
        List<Pending> failed = new ArrayList<>();
        lock.lock();
        try {
            pending.removeIf(candidate -> which.test(candidate) && failed.add(candidate));
        } finally {
            lock.unlock();
        }
        failed.forEach(candidate -> candidate.reply.failed(reason));
    }

    /** Gives all that are left new sequences, in their order, and returns them. */
    List<Pending> renumber(LongUnaryOperator newSequence) {
        lock.lock();
        try {
            List<Pending> again = pending.stream()
                    .map(old -> old.renumbered(newSequence.applyAsLong(old.sequence)))
                    .toList();
            pending.clear();
            pending.addAll(again);
            return again;
        } finally {
            lock.unlock();
        }
    }

    void lose(ConnectionLostException failure) {
        lock.lock();
        try {
            lost = failure;
        } finally {
            lock.unlock();
        }
        failAll(failure);
    }
}
