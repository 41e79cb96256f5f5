// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.frame.SessionFrame;

/** Gets what a connected client says about its sessions. Called by the partition's thread. */
public interface FrameListener {
    /**
     * A frame of a session arrived.
     *
     * @throws io.mambamq.protocol.ProtocolException if the client may not send it; ends the connection
     */
    void onFrame(SessionFrame frame);

    /**
     * Nothing more will come, and nothing more can be sent. Called once.
     *
     * @param closed whether the client said that it goes; else it may connect again
     */
    void onConnectionEnded(boolean closed);
}
