// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.network;

import io.mambamq.server.ServerLog;
import io.mambamq.server.connection.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Brings one socket's bytes to its connection. */
final class SocketHandler extends ChannelInboundHandlerAdapter {
    private final Acceptor acceptor;
    private @Nullable SocketTransport transport;

    SocketHandler(Acceptor acceptor) {
        this.acceptor = acceptor;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        SocketTransport opened = new SocketTransport(context);
        Connection accepted = acceptor.accept(opened);
        if (accepted == null) {
            context.close();
        } else {
            opened.carry(accepted);
            transport = opened;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            Connection connection = carried();
            if (connection != null) {
                connection.onBytes(bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes()));
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Connection connection = carried();
        if (connection != null) {
            connection.onWritabilityChanged();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Connection connection = carried();
        if (connection != null) {
            connection.onTransportClosed();
        }
    }

    private @Nullable Connection carried() {
        return transport == null ? null : transport.connection();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            ServerLog.LOG.connectionLost(
                    String.valueOf(context.channel().remoteAddress()), String.valueOf(cause.getMessage()));
            context.close();
        } else {
            acceptor.failed(cause);
        }
    }
}
