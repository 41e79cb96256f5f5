// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.protocol.frame.Deliver;

/** Takes what the broker delivers to a session. Called on the reader thread; must not block. */
public interface DeliveryHandler {
    /** The frame's message is valid until this returns. */
    void onDeliver(Deliver frame);

    void onDrained(int consumer);

    /** Nothing comes any more. Called once, by any thread. */
    void onLost(ConnectionLostException failure);
}
