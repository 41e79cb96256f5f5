// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.protocol.frame.Deliver;
import org.jspecify.annotations.Nullable;

/** A session for requests that belong to no session of the application; opened when first needed. Any thread. */
public final class CallSession {
    private final Wire wire;
    private @Nullable WireSession session;

    public CallSession(Wire wire) {
        this.wire = wire;
    }

    public synchronized WireSession get() throws CallException {
        WireSession opened = session;
        if (opened == null) {
            opened = WireSession.open(wire, NoDeliveries.INSTANCE);
            session = opened;
        }
        return opened;
    }

    /** It has no consumers. */
    enum NoDeliveries implements DeliveryHandler {
        INSTANCE;

        @Override
        public void onDeliver(long delivery, Deliver frame) {}

        @Override
        public void onDrained(int consumer) {}

        @Override
        public void onOpened(int life) {}

        @Override
        public void onCut() {}

        @Override
        public void onLost(ConnectionLostException failure) {}
    }
}
