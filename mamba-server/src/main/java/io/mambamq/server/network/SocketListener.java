// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.network;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Accepts connections on one address, on the partition's own thread. */
public final class SocketListener implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int OUTPUT_LOW_BYTES = 256 << 10;
    private static final int OUTPUT_HIGH_BYTES = 1 << 20;
    private static final long CLOSE_TIMEOUT_MS = 1_000;

    private final Channel channel;

    private SocketListener(Channel channel) {
        this.channel = channel;
    }

    /**
     * Binds and starts to accept.
     *
     * @param address port 0 picks a free one
     * @throws IOException if the address cannot be had: {@link java.net.BindException} if it is in use
     */
    public static SocketListener open(EventLoopThread thread, InetSocketAddress address, Acceptor acceptor)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(thread.group())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(OUTPUT_LOW_BYTES, OUTPUT_HIGH_BYTES))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        socket.pipeline().addLast(new SocketHandler(acceptor));
                    }
                });
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (bound.isSuccess()) {
            return new SocketListener(bound.channel());
        }
        throw bound.cause() instanceof IOException failure ? failure : new IOException(bound.cause());
    }

    /** Where it listens, with the real port. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Stops accepting; connections stay. */
    @Override
    public void close() {
        ChannelFuture closed = channel.close();
        if (!channel.eventLoop().inEventLoop()) {
            closed.awaitUninterruptibly(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        }
    }
}
