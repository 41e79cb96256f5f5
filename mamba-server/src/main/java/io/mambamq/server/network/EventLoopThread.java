// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.network;

import io.mambamq.server.agent.AgentLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A partition's thread: one event loop that serves its sockets and runs its tasks. */
public final class EventLoopThread implements AgentLoop {
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;

    public EventLoopThread(String name) {
        ThreadFactory daemon = task -> {
            Thread thread = new FastThreadLocalThread(task, name);
            thread.setDaemon(true);
            return thread;
        };
        group = new MultiThreadIoEventLoopGroup(1, daemon, NioIoHandler.newFactory());
        loop = group.next();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void every(long periodMs, Runnable task) {
        loop.scheduleWithFixedDelay(task, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void after(long delayMs, Runnable task) {
        loop.schedule(task, delayMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isCurrent() {
        return loop.inEventLoop();
    }

    MultiThreadIoEventLoopGroup group() {
        return group;
    }

    /** Ends the thread after the tasks it has, and waits for it that long. Not from the thread itself. */
    public void close(long timeoutMs) {
        group.shutdownGracefully(0, timeoutMs, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(timeoutMs, TimeUnit.MILLISECONDS);
    }
}
