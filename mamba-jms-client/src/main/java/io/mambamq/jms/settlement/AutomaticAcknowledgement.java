// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.settlement;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.SettleOutcome;

/**
 * {@code AUTO_ACKNOWLEDGE} and {@code DUPS_OK_ACKNOWLEDGE}. While messages come fast and more lie ready, acknowledgements wait for company;
 * in AUTO mode an application that takes its time has each written at once, so that what a crash of the client delivers again is what was
 * consumed in its last {@link #LINGER_NANOS} and the message it was at (JMS 3.1 §6.2.10).
 */
public final class AutomaticAcknowledgement implements Acknowledgement {
    private static final long LINGER_NANOS = 1_000_000;

    private final WireSession session;
    private final AcceptWindow window;
    private final boolean lazy;

    private final DeliveryNumbers held = new DeliveryNumbers();
    /** The delivery that the application is at; 0 for none. */
    private long current;

    private long completedNanos;

    private AutomaticAcknowledgement(WireSession session, boolean sync, boolean lazy) {
        this.session = session;
        this.window = new AcceptWindow(session, sync);
        this.lazy = lazy;
    }

    public static AutomaticAcknowledgement auto(WireSession session) {
        return new AutomaticAcknowledgement(session, session.wire().config().acknowledgeSync(), false);
    }

    public static AutomaticAcknowledgement dupsOk(WireSession session) {
        return new AutomaticAcknowledgement(session, false, true);
    }

    @Override
    public boolean delivered(long delivery) {
        if (session.isVoid(delivery)) {
            return false;
        }
        current = delivery;
        return true;
    }

    /** Does nothing if the delivery was given back meanwhile. */
    @Override
    public void completed(long delivery, boolean more) throws CallException {
        if (current != delivery) {
            return;
        }
        current = 0;
        held.add(delivery);
        boolean waitForCompany = lazy || (isFast() && more);
        if (!waitForCompany || held.count() >= AcceptWindow.BATCH_MAX) {
            flush();
        }
    }

    /** Whether the previous message was completed just now. */
    private boolean isFast() {
        long now = System.nanoTime();
        boolean fast = now - completedNanos < LINGER_NANOS;
        completedNanos = now;
        return fast;
    }

    @Override
    public void flush() throws CallException {
        if (!held.isEmpty()) {
            int count = held.count();
            window.accept(held.take(), count);
        }
    }

    @Override
    public void acknowledgeAll() {}

    @Override
    public void giveBack() {
        if (current != 0) {
            session.settle(0, SettleOutcome.RETURNED, DeliveryRanges.single(current));
            current = 0;
        }
    }

    @Override
    public boolean hasUnacknowledged() {
        return false;
    }
}
