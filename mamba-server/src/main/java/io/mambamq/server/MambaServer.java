// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import io.mambamq.server.boot.RunningBroker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * A broker on a data directory, to embed: starting takes one call, closing another. Thread-safe.
 *
 * <p>What it confirmed to clients survives a crash of the process or the machine. Several may run in one JVM, each on a
 * directory of its own.
 */
public final class MambaServer implements AutoCloseable {
    private final RunningBroker broker;

    private MambaServer(RunningBroker broker) {
        this.broker = broker;
    }

    /**
     * Starts a server; it takes connections when this returns.
     *
     * @throws ServerStartException if something is in the way, which its message and reason name; nothing is held then
     */
    public static MambaServer start(ServerConfig config) throws ServerStartException {
        return new MambaServer(RunningBroker.start(config));
    }

    /**
     * The port of the native listener, also after closing.
     *
     * @throws IllegalStateException if there is no listener
     */
    public int port() {
        return address().getPort();
    }

    /**
     * Where clients connect: {@code mamba://host:port}.
     *
     * @throws IllegalStateException if there is no listener
     */
    public String url() {
        InetSocketAddress address = address();
        String host = address.getAddress().getHostAddress();
        return "mamba://" + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
    }

    /** Stays the same for the life of the data directory. */
    public UUID brokerId() {
        return broker.brokerId();
    }

    /** Where everything is kept, as an absolute path. */
    public Path dataDirectory() {
        return broker.directory();
    }

    /**
     * Connects within this JVM: the same bytes as over a socket, from the preface on. Reading waits for bytes, writing for
     * room; one thread may read while another writes, and an interrupt ends neither. Closing it is losing the connection.
     *
     * @throws IOException if the server is closed, or has as many connections as it may
     */
    public ByteChannel connectInVm() throws IOException {
        return broker.connectInVm();
    }

    /**
     * Completes when the server has ended: normally after {@link #close}, exceptionally with a
     * {@link ServerFailedException} as soon as it stopped working. It must still be closed then.
     */
    public CompletionStage<Void> ended() {
        return broker.ended();
    }

    /**
     * Closes in order: no new clients, what was sent becomes durable and is confirmed, clients are told, the directory is
     * released. Bounded in time; called again, it only waits for the first call.
     */
    @Override
    public void close() {
        broker.close();
    }

    private InetSocketAddress address() {
        InetSocketAddress address = broker.address();
        if (address == null) {
            throw new IllegalStateException("this server has no listener, only connections within the JVM");
        }
        return address;
    }
}
