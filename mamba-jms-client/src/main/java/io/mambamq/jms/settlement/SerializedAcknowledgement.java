// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.settlement;

import io.mambamq.jms.failure.CallException;

/**
 * One call after the other: a consumer or session may be closed by another thread than the session's (JMS 3.1 §6.2.6). The
 * reader thread never comes here, so that a call which waits for an answer gets it.
 */
public final class SerializedAcknowledgement implements Acknowledgement {
    private final Acknowledgement inner;

    public SerializedAcknowledgement(Acknowledgement inner) {
        this.inner = inner;
    }

    @Override
    public synchronized boolean delivered(long delivery) {
        return inner.delivered(delivery);
    }

    @Override
    public synchronized void completed(long delivery, boolean more) throws CallException {
        inner.completed(delivery, more);
    }

    @Override
    public synchronized void flush() throws CallException {
        inner.flush();
    }

    @Override
    public synchronized void acknowledgeAll() throws CallException {
        inner.acknowledgeAll();
    }

    @Override
    public synchronized void giveBack() {
        inner.giveBack();
    }

    @Override
    public synchronized boolean hasUnacknowledged() {
        return inner.hasUnacknowledged();
    }
}
