// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.network;

import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.Transport;
import org.jspecify.annotations.Nullable;

/** Who gets new connections. Called by the partition's thread. */
public interface Acceptor {
    /** The connection that this transport carries from now on; null to refuse it. */
    @Nullable
    Connection accept(Transport transport);

    /** A defect surfaced in the network's thread. */
    void failed(Throwable defect);
}
