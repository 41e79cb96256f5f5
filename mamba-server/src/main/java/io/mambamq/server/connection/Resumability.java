// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Received;
import io.mambamq.protocol.frame.Resumption;
import org.jspecify.annotations.Nullable;

/** What a connection does so that it can go on with another transport, or does not. Confined to the partition's thread. */
sealed interface Resumability permits Resumable, NotResumable {
    /** What the client wishes, as far as it can be granted. */
    static Resumability granted(Connect connect, Transport transport) {
        int timeoutMs = Math.min(connect.resumption().timeoutMs(), Resumable.TIMEOUT_MAX_MS);
        boolean possible = timeoutMs > 0 && connect.hasSecret() && !transport.isWithinJvm();
        return possible ? new Resumable(timeoutMs) : new NotResumable();
    }

    /** How long the connection may be without a transport; 0 if it ends with it. */
    int timeoutMs();

    /** The frame that was written to the sink from there on may have to be written again. */
    void retain(ByteSink sink, int from);

    /**
     * The client has received so much.
     *
     * @throws io.mambamq.protocol.ProtocolException if it cannot be
     */
    void acknowledge(Received received);

    /** A whole frame has come. */
    void count(int frameBytes);

    /** What the client should hear now, because much has come; null for nothing. */
    @Nullable
    Received due();

    /** What the client may hear along with something else; null for nothing. */
    @Nullable
    Received news();

    /** The transport is lost. */
    void detached();

    /** Whether something was forgotten since then that the client cannot have received. */
    boolean isBroken();

    /**
     * The client comes back, having received so much.
     *
     * @return whether all the rest is retained
     * @throws io.mambamq.protocol.ProtocolException if the client cannot have received so much
     */
    boolean resumeFrom(long receivedBytes);

    /** What a client that comes back is told. */
    Resumption resumed();

    /** Writes again what the client has not received. */
    void writeAgain(Transport transport);
}
