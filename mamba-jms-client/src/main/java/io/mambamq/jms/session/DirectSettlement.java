// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionEnd;
import io.mambamq.protocol.transaction.TransactionId;

/** Settles single deliveries of a session, whatever its mode. Any thread. */
public final class DirectSettlement {
    private final WireSession wire;

    DirectSettlement(WireSession wire) {
        this.wire = wire;
    }

    /** Consumes it. */
    public void accept(Received received) throws CallException {
        settle(received, SettleOutcome.ACCEPTED);
        wire.flush();
    }

    /** The same, when something else is written: for who can bear a duplicate. */
    public void acceptLazily(Received received) throws CallException {
        settle(received, SettleOutcome.ACCEPTED);
    }

    /** Lets others have it; {@code seen} if an application has seen it, so that it counts as redelivered. */
    public void giveBack(Received received, boolean seen) throws CallException {
        settle(received, seen ? SettleOutcome.RETURNED : SettleOutcome.RELEASED);
        wire.flush();
    }

    /**
     * It is consumed by a transaction of another session of the connection, which has begun and which this one joins for as long as
     * that takes.
     *
     * @return false if the connection was lost since the message came: it comes again, and must not be taken for consumed
     */
    public boolean acceptIn(TransactionId transaction, Received received) throws CallException {
        wire.requireOpen();
        int number = wire.nextTransactionNumber();
        if (!wire.tellOf(number, new TransactionBegin(wire.number(), 0, number, transaction, true))
                || !wire.settle(number, SettleOutcome.ACCEPTED, DeliveryRanges.single(received.delivery()))) {
            return false;
        }
        wire.tellOf(number, new TransactionEnd(wire.number(), number));
        return true;
    }

    private void settle(Received received, SettleOutcome outcome) throws CallException {
        wire.requireOpen();
        wire.settle(0, outcome, DeliveryRanges.single(received.delivery()));
    }
}
