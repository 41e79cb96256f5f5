// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.network;

import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.Transport;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A socket's way out: the frames of one duty cycle gather in a buffer, which leaves as a whole. */
final class SocketTransport implements Transport {
    private static final int BUFFER_BYTES = 4 << 10;
    /** A buffer that is so full is handed to the socket before the next frame: growing it further would only copy. */
    private static final int BUFFER_FULL_BYTES = 64 << 10;

    private final ChannelHandlerContext context;
    private final SocketChannel channel;
    private @Nullable ByteBufSink sink;
    private boolean outputClosed;
    private @Nullable Connection connection;

    SocketTransport(ChannelHandlerContext context) {
        this.context = context;
        this.channel = (SocketChannel) context.channel();
    }

    /** Whom it carries; null before it was accepted and after it was let go. */
    @Nullable
    Connection connection() {
        return connection;
    }

    @Override
    public void carry(Connection next) {
        connection = next;
    }

    @Override
    public ByteSink sink() {
        ByteBufSink current = sink;
        if (current != null && current.position() >= BUFFER_FULL_BYTES) {
            context.write(current.buffer(), context.voidPromise());
            current = null;
        }
        if (current == null) {
            current = new ByteBufSink(context.alloc().ioBuffer(BUFFER_BYTES));
            sink = current;
        }
        return current;
    }

    @Override
    public void flush() {
        ByteBufSink current = sink;
        sink = null;
        if (current != null) {
            context.writeAndFlush(current.buffer(), context.voidPromise());
        } else {
            context.flush();
        }
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void setReading(boolean reading) {
        channel.config().setAutoRead(reading);
    }

    @Override
    public void closeOutput() {
        if (!outputClosed) {
            outputClosed = true;
            // An empty write completes behind everything that was written before.
            context.writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER)
                    .addListener((ChannelFutureListener) written -> channel.shutdownOutput());
        }
    }

    @Override
    public void close() {
        ByteBufSink current = sink;
        sink = null;
        if (current != null) {
            current.buffer().release();
        }
        connection = null;
        context.close();
    }

    @Override
    public boolean isWithinJvm() {
        return false;
    }

    @Override
    public String peer() {
        return String.valueOf(channel.remoteAddress());
    }
}
