// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.boot;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalStats;
import io.mambamq.server.ListenAddress;
import io.mambamq.server.ServerConfig;
import io.mambamq.server.ServerFailedException;
import io.mambamq.server.ServerLog;
import io.mambamq.server.ServerStartException;
import io.mambamq.server.ServerStartException.Reason;
import io.mambamq.server.access.LoginCheck;
import io.mambamq.server.access.UserFile;
import io.mambamq.server.agent.AgentListener;
import io.mambamq.server.agent.PartitionAgent;
import io.mambamq.server.connection.Admission;
import io.mambamq.server.connection.BrokerIdentity;
import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.Transport;
import io.mambamq.server.network.Acceptor;
import io.mambamq.server.network.EventLoopThread;
import io.mambamq.server.network.SocketListener;
import io.mambamq.server.pipe.InVmPipe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A broker's resources: the partition's thread, the data directory with its journal, the listener. They are acquired in
 * this order and let go in the opposite one, also when starting stops half way.
 */
public final class RunningBroker implements AgentListener, Acceptor {
    private static final String FAILURE_THREAD = "mamba-failure";
    private static final String PARTITION_THREAD = "mamba-partition-0";
    private static final long THREAD_END_TIMEOUT_MS = 2_000;

    private final ServerConfig config;
    private final EventLoopThread thread;
    private final LoginCheck loginCheck;
    private final Storage storage;
    private final PartitionAgent agent;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    /** Nothing more will happen: all is durable and everybody gone, or the broker failed. */
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    /** Normally once closed; exceptionally, with a {@link ServerFailedException}, once failed. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile @Nullable SocketListener listener;
    private volatile boolean failed;
    private boolean started;

    private RunningBroker(ServerConfig config, EventLoopThread thread, LoginCheck loginCheck, Storage storage) {
        this.config = config;
        this.thread = thread;
        this.loginCheck = loginCheck;
        this.storage = storage;
        BrokerIdentity identity = new BrokerIdentity(storage.brokerId(), Product.NAME_AND_VERSION);
        Admission admission = new Admission(identity, config.limits(), loginCheck, config.connectionsMax());
        this.agent = new PartitionAgent(thread, System::currentTimeMillis, storage.partition(), admission, this);
    }

    /**
     * Starts a broker; it takes connections when this returns.
     *
     * @throws ServerStartException if something is in the way; everything is released again
     */
    public static RunningBroker start(ServerConfig config) throws ServerStartException {
        long startNs = System.nanoTime();
        ListenAddress listen = config.listener();
        InetSocketAddress address = listen == null ? null : Listening.resolve(listen);
        EventLoopThread thread = new EventLoopThread(PARTITION_THREAD);
        LoginCheck loginCheck;
        Storage storage;
        try {
            storage = Storage.open(config, thread);
            loginCheck = openLoginCheck(config, thread, storage);
        } catch (ServerStartException | RuntimeException | Error e) {
            thread.close(THREAD_END_TIMEOUT_MS);
            throw e;
        }
        RunningBroker broker = new RunningBroker(config, thread, loginCheck, storage);
        try {
            broker.run(address);
        } catch (ServerStartException | RuntimeException | Error e) {
            broker.close();
            throw e;
        }
        ServerLog.LOG.started(
                storage.directory().toString(),
                storage.commandsReplayed(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs),
                storage.brokerId().toString());
        InetSocketAddress bound = broker.address();
        if (bound != null) {
            ServerLog.LOG.listening(bound.toString());
        }
        broker.started = true;
        return broker;
    }

    private static LoginCheck openLoginCheck(ServerConfig config, EventLoopThread thread, Storage storage)
            throws ServerStartException {
        try {
            return new LoginCheck(
                    new UserFile(config.usersFile()), config.access().anonymous(), thread);
        } catch (IOException e) {
            storage.journal().close();
            throw new ServerStartException(Reason.USERS_UNUSABLE, "cannot read the users: " + e.getMessage(), e);
        }
    }

    private void run(@Nullable InetSocketAddress address) throws ServerStartException {
        thread.execute(() -> agent.start(config.destinations().declared()));
        try {
            ready.join();
        } catch (CompletionException e) {
            throw new ServerStartException(
                    Reason.DATA_DIRECTORY_UNUSABLE, "cannot write to the journal: " + e.getCause(), e.getCause());
        }
        if (address != null) {
            listener = Listening.open(address, thread, this);
        }
    }

    // ---- what it is

    public Path directory() {
        return storage.directory();
    }

    public UUID brokerId() {
        return storage.brokerId();
    }

    /** Null without a listener. */
    public @Nullable InetSocketAddress address() {
        SocketListener open = listener;
        return open == null ? null : open.address();
    }

    /** Normally once closed; exceptionally, with a {@link ServerFailedException}, once failed. */
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    /**
     * Opens a connection within this JVM. Not from the partition's thread.
     *
     * @throws IOException if the broker does not take connections any more, or has as many as it may
     */
    public ByteChannel connectInVm() throws IOException {
        CompletableFuture<@Nullable ByteChannel> opened = new CompletableFuture<>();
        try {
            thread.execute(() -> opened.complete(InVmPipe.open(thread, agent::accept)));
        } catch (RejectedExecutionException e) {
            throw new IOException("the broker is closed", e);
        }
        ByteChannel channel = opened.join();
        if (channel == null) {
            throw new IOException("the broker takes no more connections");
        }
        return channel;
    }

    // ---- from the network and the agent, on the partition's thread

    @Override
    public @Nullable Connection accept(Transport transport) {
        return agent.accept(transport);
    }

    @Override
    public void failed(Throwable defect) {
        agent.failed(defect);
    }

    @Override
    public void onReady() {
        ready.complete(null);
    }

    @Override
    public void onFailure(Throwable cause) {
        failed = true;
        closeListener();
        ServerFailedException.Reason reason = cause instanceof JournalException
                ? ServerFailedException.Reason.JOURNAL
                : ServerFailedException.Reason.DEFECT;
        ready.completeExceptionally(cause);
        settled.complete(null);
        // On a thread of its own: whoever waits for the end may well close the server then, which waits for this one.
        Thread messenger =
                new Thread(() -> ended.completeExceptionally(new ServerFailedException(reason, cause)), FAILURE_THREAD);
        messenger.setDaemon(true);
        messenger.start();
    }

    @Override
    public void onQuiet() {
        settled.complete(null);
    }

    // ---- the end

    /**
     * Closes in order and waits for it; called again, it only waits. Takes at most the close timeout until the log and the
     * clients are let go, whatever they do.
     */
    public void close() {
        if (closing.compareAndSet(false, true)) {
            try {
                release();
            } finally {
                closed.complete(null);
                if (!failed) {
                    ended.complete(null);
                }
            }
        } else {
            closed.join();
        }
    }

    private void release() {
        long startNs = System.nanoTime();
        closeListener();
        thread.execute(agent::shutDown);
        boolean inTime = awaitSettled();
        loginCheck.close();
        storage.journal().close();
        thread.close(THREAD_END_TIMEOUT_MS);
        if (!started) {
            return;
        }
        if (inTime) {
            JournalStats stats = storage.journal().stats();
            ServerLog.LOG.closed(stats.records(), stats.appends(), stats.syncs());
        } else {
            ServerLog.LOG.closedLate(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
        }
    }

    private void closeListener() {
        SocketListener open = listener;
        if (open != null) {
            open.close();
        }
    }

    private boolean awaitSettled() {
        return settled.thenApply(nothing -> true)
                .completeOnTimeout(false, config.closeTimeoutMs(), TimeUnit.MILLISECONDS)
                .join();
    }
}
