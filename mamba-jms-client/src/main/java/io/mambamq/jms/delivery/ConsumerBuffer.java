// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.delivery;

import jakarta.jms.MessageListener;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** One consumer's part of the {@link Inbox}, whose lock guards it. */
public final class ConsumerBuffer {
    private final int consumer;
    final Condition changed;
    final CreditWindow credit;
    final ArrayDeque<Received> ready = new ArrayDeque<>();

    @Nullable
    MessageListener listener;

    boolean closed;
    /** The broker has answered the last drain. */
    boolean drained;
    /** Whoever waits for a message is to return without one. */
    boolean woken;
    /** A thread is inside receive. */
    int receivers;

    ConsumerBuffer(int consumer, Condition changed, CreditWindow credit) {
        this.consumer = consumer;
        this.changed = changed;
        this.credit = credit;
    }

    /** Its number in the session. */
    public int consumer() {
        return consumer;
    }

    void arrived(Received received) {
        ready.addLast(received);
        credit.arrived(received.message().sizeBytes());
    }

    @Nullable
    Received poll() {
        Received next = ready.pollFirst();
        if (next != null) {
            credit.taken(next.message().sizeBytes());
        }
        return next;
    }

    void putBack(Received received) {
        ready.addFirst(received);
        credit.held(received.message().sizeBytes());
    }

    /** Drops what lies here; the broker has it ready again. */
    void clear() {
        ready.forEach(received -> credit.taken(received.message().sizeBytes()));
        ready.clear();
    }
}
