// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/**
 * Another way to a broker than a TCP socket: an embedded server's in-memory pipe, a tunnel. Must be thread-safe.
 */
@FunctionalInterface
public interface Connector {
    /**
     * Opens a new channel that carries the native protocol from its first byte. It blocks on reading and writing, is closed by
     * the client, and its reader and writers are different threads. A thread's interrupt must not close it. Noticing a
     * dead peer is the channel's business: no heartbeat runs over it.
     *
     * @param timeoutMs give up after so long
     * @throws IOException if there is no broker; says where it was looked for
     */
    ByteChannel connect(long timeoutMs) throws IOException;
}
