// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.transport;

import java.io.Closeable;
import java.io.IOException;

/**
 * A connected byte stream. One thread reads, one at a time writes, any may close, which ends both with an
 * {@link IOException}. Interrupting a thread that is in here does not close it.
 */
public interface Transport extends Closeable {
    /**
     * Blocks until there is at least one byte.
     *
     * @return how many came; -1 at the end
     * @throws java.net.SocketTimeoutException if nothing came within the read timeout; reading may go on
     */
    int read(byte[] buffer, int offset, int length) throws IOException;

    void write(byte[] bytes, int offset, int length) throws IOException;

    /** How long {@link #read} waits; 0 for ever. A transport that cannot time out ignores it. */
    void readTimeoutMs(int timeoutMs) throws IOException;

    /** Whom it leads to, for messages and thread names. */
    String peer();

    /** Idempotent; what goes wrong while closing concerns nobody. */
    @Override
    void close();
}
