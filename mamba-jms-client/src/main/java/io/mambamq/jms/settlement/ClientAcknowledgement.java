// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.settlement;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;

/** {@code CLIENT_ACKNOWLEDGE}: the application acknowledges all that the session has delivered (JMS 3.1 §6.2.10). */
public final class ClientAcknowledgement implements Acknowledgement {
    private final WireSession session;
    private final DeliveryNumbers unacknowledged = new DeliveryNumbers();

    public ClientAcknowledgement(WireSession session) {
        this.session = session;
    }

    @Override
    public void delivered(long delivery) {
        unacknowledged.add(delivery);
    }

    @Override
    public void completed(long delivery, boolean more) {}

    @Override
    public void flush() {}

    /** Returns when it is durable. */
    @Override
    public void acknowledgeAll() throws CallException {
        if (!unacknowledged.isEmpty()) {
            DeliveryRanges ranges = unacknowledged.take();
            session.call(
                    "acknowledge messages",
                    request -> new Settle(session.number(), request, 0, SettleOutcome.ACCEPTED, ranges));
        }
    }

    @Override
    public void giveBack() {
        if (!unacknowledged.isEmpty()) {
            session.tell(new Settle(session.number(), 0, 0, SettleOutcome.RETURNED, unacknowledged.take()));
        }
    }

    @Override
    public boolean hasUnacknowledged() {
        return !unacknowledged.isEmpty();
    }
}
