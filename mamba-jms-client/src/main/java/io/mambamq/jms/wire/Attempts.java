// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.Backoff;
import io.mambamq.jms.ReconnectPolicy;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/**
 * Attempts to reach a broker again until a time is over, each after a random time that grows ("full jitter"). Confined to the thread
 * that makes them.
 */
final class Attempts {
    /** However short the time is, the delays leave room for so many. */
    private static final int ATTEMPTS_MIN = 10;

    private final Wire wire;
    private final Deadline deadline;
    private final Backoff backoff;
    private int count;

    Attempts(Wire wire, long timeoutMs) {
        ReconnectPolicy policy = wire.config().reconnect();
        this.wire = wire;
        this.deadline = Deadline.in(timeoutMs);
        this.backoff = new Backoff(policy.initialDelayMs(), maxDelayMs(policy, timeoutMs), ThreadLocalRandom.current());
    }

    /** Where the bound of the delays stops growing: a delay that outlasts the time would waste what is left of it. */
    static long maxDelayMs(ReconnectPolicy policy, long timeoutMs) {
        return Math.max(policy.initialDelayMs(), Math.min(policy.maxDelayMs(), timeoutMs / ATTEMPTS_MIN));
    }

    /** Returns when it is time for the next one, or at once when none is wanted any more: then false. */
    boolean awaitNext(BooleanSupplier wanted) {
        wire.awaitWhile(wanted, Math.min(backoff.nextMs(), deadline.remainingMs()));
        if (!wanted.getAsBoolean()) {
            return false;
        }
        count++;
        return true;
    }

    /** Which one this is, from 1. */
    int count() {
        return count;
    }

    /** Whether this one was the last. */
    boolean areOver() {
        return deadline.remainingNanos() <= 0;
    }

    /** How long this one may take: a part of the time, so that there is some left if nobody answers. */
    int timeoutMs(int mostMs) {
        return (int) Math.max(1, Math.min(mostMs, deadline.remainingMs() / 2));
    }

    /** How long they are made for. */
    long allTimeoutMs() {
        return deadline.timeoutMs();
    }
}
