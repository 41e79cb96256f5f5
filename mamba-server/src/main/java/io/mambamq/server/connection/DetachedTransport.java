// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteSink;

/** In the place of a transport that was lost: a frame goes nowhere, but can be looked at while it is written. */
final class DetachedTransport implements Transport {
    private static final int SINK_BYTES = 256;

    private final String peer;
    private ArraySink sink = new ArraySink(SINK_BYTES);

    /** @param peer who was at the other end of the lost one */
    DetachedTransport(String peer) {
        this.peer = peer;
    }

    @Override
    public void carry(Connection connection) {}

    @Override
    public ByteSink sink() {
        sink.clear();
        return sink;
    }

    /** Lets go of the room that the frames of the cycle took. */
    @Override
    public void flush() {
        sink = new ArraySink(SINK_BYTES);
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void setReading(boolean reading) {}

    @Override
    public void closeOutput() {}

    @Override
    public void close() {}

    @Override
    public boolean isWithinJvm() {
        return false;
    }

    @Override
    public String peer() {
        return peer;
    }
}
