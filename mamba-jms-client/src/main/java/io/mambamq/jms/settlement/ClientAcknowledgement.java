// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.settlement;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.wire.Answer;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.SettleOutcome;

/** {@code CLIENT_ACKNOWLEDGE}: the application acknowledges all that the session has delivered (JMS 3.1 §6.2.10). */
public final class ClientAcknowledgement implements Acknowledgement {
    private final WireSession session;
    private final DeliveryNumbers unacknowledged = new DeliveryNumbers();

    public ClientAcknowledgement(WireSession session) {
        this.session = session;
    }

    @Override
    public boolean delivered(long delivery) {
        if (session.isVoid(delivery)) {
            return false;
        }
        unacknowledged.add(delivery);
        return true;
    }

    @Override
    public void completed(long delivery, boolean more) {}

    @Override
    public void flush() {}

    /** Returns when it is durable. */
    @Override
    public void acknowledgeAll() throws CallException {
        if (unacknowledged.removeIf(session::isVoid)) {
            throw new CutException("the connection was lost since some of the messages came: those come again,"
                    + " and none was acknowledged");
        }
        if (unacknowledged.isEmpty()) {
            return;
        }
        Answer answer = new Answer();
        if (!session.settle(0, SettleOutcome.ACCEPTED, unacknowledged.take(), answer)) {
            throw new CutException("the connection was lost: the messages come again, and none was acknowledged");
        }
        session.flush();
        answer.await(session.wire().callDeadline(), "acknowledge messages");
    }

    @Override
    public void giveBack() {
        if (!unacknowledged.isEmpty()) {
            session.settle(0, SettleOutcome.RETURNED, unacknowledged.take());
        }
    }

    @Override
    public boolean hasUnacknowledged() {
        return !unacknowledged.isEmpty();
    }
}
