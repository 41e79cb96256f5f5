// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.settlement;

import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;

/** Of a transaction: a delivery is consumed by the commit. */
public final class StagedAcknowledgement implements Acknowledgement {
    /** Which transaction is open; opens one if it has to. */
    @FunctionalInterface
    public interface Enlistment {
        /** The number that is bound to it in the session. */
        int number();
    }

    private static final int BATCH_MAX = 64;

    private final WireSession session;
    private final Enlistment transaction;
    private final DeliveryNumbers held = new DeliveryNumbers();

    public StagedAcknowledgement(WireSession session, Enlistment transaction) {
        this.session = session;
        this.transaction = transaction;
    }

    @Override
    public void delivered(long delivery) {
        transaction.number();
        held.add(delivery);
        if (held.count() >= BATCH_MAX) {
            flush();
        }
    }

    @Override
    public void completed(long delivery, boolean more) {}

    /** Stages what was held back; it need not be written before the transaction ends. */
    @Override
    public void flush() {
        if (!held.isEmpty()) {
            session.tell(new Settle(session.number(), 0, transaction.number(), SettleOutcome.ACCEPTED, held.take()));
        }
    }

    @Override
    public void acknowledgeAll() {}

    /** What was not staged yet; the rest comes back with the transaction's rollback. */
    @Override
    public void giveBack() {
        if (!held.isEmpty()) {
            session.tell(new Settle(session.number(), 0, 0, SettleOutcome.RETURNED, held.take()));
        }
    }

    @Override
    public boolean hasUnacknowledged() {
        return false;
    }
}
