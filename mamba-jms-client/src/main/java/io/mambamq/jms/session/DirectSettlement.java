// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionEnd;
import io.mambamq.protocol.transaction.TransactionId;

/** Settles single deliveries of a session, whatever its mode. Any thread. */
final class DirectSettlement {
    private final WireSession wire;

    DirectSettlement(WireSession wire) {
        this.wire = wire;
    }

    void accept(Received received) throws CallException {
        settle(received, SettleOutcome.ACCEPTED);
        wire.flush();
    }

    /** The same, when something else is written: for who can bear a duplicate. */
    void acceptLazily(Received received) throws CallException {
        settle(received, SettleOutcome.ACCEPTED);
    }

    /** Lets others have it; {@code seen} if an application has seen it, so that it counts as redelivered. */
    void giveBack(Received received, boolean seen) throws CallException {
        settle(received, seen ? SettleOutcome.RETURNED : SettleOutcome.RELEASED);
        wire.flush();
    }

    /** It is consumed by a transaction of another session of the connection, which this one joins for as long as that takes. */
    void acceptIn(TransactionId transaction, Received received) throws CallException {
        wire.requireConnected();
        int number = wire.nextTransactionNumber();
        wire.tell(new TransactionBegin(wire.number(), 0, number, transaction, true));
        wire.tell(new Settle(
                wire.number(), 0, number, SettleOutcome.ACCEPTED, DeliveryRanges.single(received.delivery())));
        wire.tell(new TransactionEnd(wire.number(), number));
    }

    private void settle(Received received, SettleOutcome outcome) throws CallException {
        wire.requireConnected();
        wire.tell(new Settle(wire.number(), 0, 0, outcome, DeliveryRanges.single(received.delivery())));
    }
}
