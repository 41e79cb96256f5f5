// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.RefusedException;

/** Told what no caller gets to see. Must not block; any thread. */
public interface WireListener {
    /** The connection is lost, rather than closed. At most once. */
    void onLost(ConnectionLostException reason);

    /** The broker refused a send that nobody waits for. */
    void onUnconfirmedRefusal(RefusedException refusal);
}
