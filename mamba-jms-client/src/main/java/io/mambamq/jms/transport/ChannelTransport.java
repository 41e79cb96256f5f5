// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.transport;

import io.mambamq.jms.ClientLog;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** Over the channel of a {@link io.mambamq.jms.Connector}. */
final class ChannelTransport implements Transport {
    private static final String PEER = "embedded";

    private final ByteChannel channel;

    ChannelTransport(ByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(buffer, offset, length));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
        while (rest.hasRemaining()) {
            if (channel.write(rest) < 0) {
                throw new EOFException("the channel is closed");
            }
        }
    }

    @Override
    public void readTimeoutMs(int timeoutMs) {
        // A channel has no timeouts; its maker notices a dead peer.
    }

    @Override
    public String peer() {
        return PEER;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            ClientLog.LOG.debugf(e, "closing a channel");
        }
    }
}
