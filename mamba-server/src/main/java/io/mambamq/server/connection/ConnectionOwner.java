// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import org.jspecify.annotations.Nullable;

/** What a connection needs from whoever owns the thread that it runs on. */
public interface ConnectionOwner {
    /**
     * The client may come in, under this client id or none; returns who gets its frames.
     *
     * @throws io.mambamq.protocol.ProtocolException if it cannot have the client id
     */
    FrameListener connected(Connection connection, @Nullable String clientId);

    /** Something was written; the owner calls {@link Connection#flush} at the end of its duty cycle. */
    void written(Connection connection);

    /** The connection is gone. */
    void ended(Connection connection);

    /** Something failed that should not be able to: a defect, after which the state cannot be trusted. */
    void failed(Throwable defect);
}
