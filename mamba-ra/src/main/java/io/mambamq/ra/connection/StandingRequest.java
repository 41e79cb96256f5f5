// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a connection until there is one, again after each loss, and ends when it is cancelled. Any number of such requests
 * make one series of attempts. One thread waits; any thread cancels.
 */
public final class StandingRequest {
    private final SharedConnection shared;
    private volatile boolean cancelled;

    StandingRequest(SharedConnection shared) {
        this.shared = shared;
    }

    /** Waits for the connection; null if the request was cancelled, or the adapter stopped. Whoever asked gives the lease back. */
    public @Nullable ConnectionLease await() {
        return shared.await(this);
    }

    /** Ends waiting; an attempt that this request makes just now is finished for the others. Does not wait. Idempotent. */
    public void cancel() {
        cancelled = true;
        shared.wake();
    }

    boolean isCancelled() {
        return cancelled;
    }
}
