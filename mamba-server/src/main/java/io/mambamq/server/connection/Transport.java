// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.bytes.ByteSink;

/** The way of one connection's bytes: a socket, or a pipe within this JVM. Called by the partition's thread. */
public interface Transport {
    /** From now on this connection hears of the bytes that come in, and of the transport's end. */
    void carry(Connection connection);

    /** Where the next frame goes. Nothing leaves before {@link #flush}. */
    ByteSink sink();

    /** Sends what was written since the last flush, as far as the peer takes it; the rest follows by itself. */
    void flush();

    /** False while the peer takes less than it is sent and more than the high-water mark waits. */
    boolean isWritable();

    /** Stops or resumes handing over what the peer sends. */
    void setReading(boolean reading);

    /** After what was written, the peer sees the end of the stream; what it still sends keeps coming in. */
    void closeOutput();

    /** Lets go of the connection at once; what was not sent is lost, and the connection hears nothing any more. */
    void close();

    /** Whether the peer runs in this process. */
    boolean isWithinJvm();

    /** The peer's address, for messages to people. */
    String peer();
}
