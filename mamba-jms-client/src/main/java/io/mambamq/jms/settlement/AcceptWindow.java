// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.settlement;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.jms.wire.Answer;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.SettleOutcome;
import java.util.ArrayDeque;

/**
 * Automatic acknowledgements on their way: nobody waits for each, but no more than {@link #UNDER_WAY_MAX} of a session are not known
 * to be durable. The broker is asked for an answer now and then; what it has made durable it has made durable in order.
 */
final class AcceptWindow {
    static final int UNDER_WAY_MAX = 64;
    /** The most that one frame acknowledges. */
    static final int BATCH_MAX = 32;
    /** An answer is wanted once so many are under way without one. */
    private static final int ASK_AFTER = 16;

    /** One answer, and how many acknowledgements it covers. */
    private record Asked(Answer answer, int count) {}

    private final WireSession session;
    private final boolean sync;
    private final ArrayDeque<Asked> asked = new ArrayDeque<>();
    private int askedCount;
    private int unaskedCount;

    /** A window that waits for each answer if {@code sync}. */
    AcceptWindow(WireSession session, boolean sync) {
        this.session = session;
        this.sync = sync;
    }

    /** Writes the acknowledgement of at most {@link #BATCH_MAX}; waits while too many are under way. */
    void accept(DeliveryRanges ranges, int count) throws CallException {
        unaskedCount += count;
        if (sync || unaskedCount >= ASK_AFTER) {
            ask(ranges);
        } else {
            session.settle(0, SettleOutcome.ACCEPTED, ranges);
        }
        session.flush();
        while (!asked.isEmpty() && (sync || askedCount + unaskedCount > UNDER_WAY_MAX - BATCH_MAX)) {
            awaitOldest();
        }
    }

    /** What the connection took with it comes again, whatever is acknowledged. */
    private void ask(DeliveryRanges ranges) {
        Answer answer = new Answer();
        if (session.settle(0, SettleOutcome.ACCEPTED, ranges, answer)) {
            asked.addLast(new Asked(answer, unaskedCount));
            askedCount += unaskedCount;
        }
        unaskedCount = 0;
    }

    private void awaitOldest() throws CallException {
        Asked oldest = asked.removeFirst();
        askedCount -= oldest.count();
        try {
            oldest.answer().await(session.wire().callDeadline(), "acknowledge messages");
        } catch (CutException e) {
            ClientLog.LOG.debugf("%d messages may come again: %s", oldest.count(), e.getMessage());
        } catch (RefusedException e) {
            if (sync) {
                throw e;
            }
            ClientLog.LOG.acknowledgementRefused(String.valueOf(e.getMessage()));
        }
    }
}
