// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.settlement;

import io.mambamq.jms.wire.WireSession;
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
    public boolean delivered(long delivery) {
        // In this order: a transaction that began before the connection was lost cannot commit, and one that began
        // later must not
        // take what came before.
        transaction.number();
        if (session.isVoid(delivery)) {
            return false;
        }
        held.add(delivery);
        if (held.count() % BATCH_MAX == 0) {
            flush();
        }
        return true;
    }

    @Override
    public void completed(long delivery, boolean more) {}

    /**
     * Stages what was held back; it need not be written before the transaction ends. What cannot be staged, because the connection
     * was lost under the transaction, is held until that is rolled back: else the broker would deliver it again meanwhile.
     */
    @Override
    public void flush() {
        if (!held.isEmpty() && session.settle(transaction.number(), SettleOutcome.ACCEPTED, held.ranges())) {
            held.clear();
        }
    }

    @Override
    public void acknowledgeAll() {}

    /** What was not staged yet; the rest comes back with the transaction's rollback. */
    @Override
    public void giveBack() {
        if (!held.isEmpty()) {
            session.settle(0, SettleOutcome.RETURNED, held.take());
        }
    }

    /** After a {@link #flush}: in a transaction that is rolled back already, and does not know yet. */
    @Override
    public boolean hasUnacknowledged() {
        return !held.isEmpty();
    }
}
