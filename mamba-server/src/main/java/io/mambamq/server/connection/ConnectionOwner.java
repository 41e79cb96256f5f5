// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.frame.Connect;
import org.jspecify.annotations.Nullable;

/** What a connection needs from whoever owns the thread that it runs on. */
public interface ConnectionOwner {
    /**
     * The client may come in: its user is who it says. An older connection of the same client ends.
     *
     * @throws io.mambamq.protocol.ProtocolException if it cannot have the client id
     */
    Welcome connected(Connection connection, Connect connect);

    /** The connection of the same client that is still there; null for none. */
    @Nullable
    Connection earlier(Connect connect);

    /** Something was written; the owner calls {@link Connection#flush} at the end of its duty cycle. */
    void written(Connection connection);

    /** The connection is gone. */
    void ended(Connection connection);

    /** Something failed that should not be able to: a defect, after which the state cannot be trusted. */
    void failed(Throwable defect);
}
