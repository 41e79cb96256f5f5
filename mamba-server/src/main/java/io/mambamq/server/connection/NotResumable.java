// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.frame.Received;
import io.mambamq.protocol.frame.Resumption;
import org.jspecify.annotations.Nullable;

/** A connection ends with its transport, and keeps nothing for another. */
record NotResumable() implements Resumability {
    @Override
    public int timeoutMs() {
        return 0;
    }

    @Override
    public void retain(ByteSink sink, int from) {}

    @Override
    public void acknowledge(Received received) {
        throw ProtocolException.protocolError("a frame RECEIVED on a connection that ends with its transport");
    }

    @Override
    public void count(int frameBytes) {}

    @Override
    public @Nullable Received due() {
        return null;
    }

    @Override
    public @Nullable Received news() {
        return null;
    }

    @Override
    public void detached() {
        throw new IllegalStateException("it ends with its transport");
    }

    @Override
    public boolean isBroken() {
        return false;
    }

    @Override
    public boolean resumeFrom(long receivedBytes) {
        return false;
    }

    @Override
    public Resumption resumed() {
        throw new IllegalStateException("it ends with its transport");
    }

    @Override
    public void writeAgain(Transport transport) {}
}
