// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.protocol.frame.Deliver;

/** Takes what the broker delivers to a session. Must not block. */
public interface DeliveryHandler {
    /**
     * On the reader thread. The frame's message is valid until this returns.
     *
     * @param delivery its number, which ascends over all lives of the session; the frame has the broker's
     */
    void onDeliver(long delivery, Deliver frame);

    /** On the reader thread. */
    void onDrained(int consumer);

    /** The session begins a life: what was delivered before is void, and no credit is left. By the thread that opens it. */
    void onOpened(int life);

    /** Its life is over, another may follow. By any thread. */
    void onCut();

    /** Nothing comes any more. Called once, by any thread. */
    void onLost(ConnectionLostException failure);
}
