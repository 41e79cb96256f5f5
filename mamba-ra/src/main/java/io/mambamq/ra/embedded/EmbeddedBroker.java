// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.embedded;

import io.mambamq.jms.Connector;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import io.mambamq.server.ServerStartException;
import jakarta.resource.ResourceException;
import java.nio.file.Path;

/**
 * The broker inside the application server. It starts before the first connection and ends after the last one; connections
 * reach it through memory.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final MambaServer server;

    private EmbeddedBroker(MambaServer server) {
        this.server = server;
    }

    /**
     * Starts the broker, which recovers what its journal holds.
     *
     * @throws ResourceException with the broker's own words if it cannot start
     * @throws IllegalArgumentException if a value cannot be; names it
     */
    public static EmbeddedBroker start(EmbeddedConfig config) throws ResourceException {
        try {
            return new EmbeddedBroker(MambaServer.start(serverConfig(config)));
        } catch (ServerStartException e) {
            throw new ResourceException("the embedded broker did not start: " + e.getMessage(), e);
        }
    }

    private static ServerConfig serverConfig(EmbeddedConfig config) {
        Path directory = config.dataDirectory();
        ServerConfig.Builder server = ServerConfig.builder(directory == null ? DataDirectory.inThisServer() : directory)
                .withoutListener()
                .autoCreateDestinations(config.destinations().autoCreate())
                .redeliveryPolicy(config.redelivery())
                .messageBytesMax(config.messageBytesMax())
                .journal(config.journal());
        config.destinations().declared().forEach(server::declare);
        String deadLetterQueue = config.deadLetterQueue();
        if (deadLetterQueue != null) {
            server.deadLetterQueue(deadLetterQueue);
        }
        Integer port = config.port();
        if (port != null) {
            server.listen(LOOPBACK, port);
        }
        return server.build();
    }

    /** How clients in this JVM connect. */
    public Connector connector() {
        return timeoutMs -> server.connectInVm();
    }

    @Override
    public String toString() {
        return "the embedded broker in " + server.dataDirectory();
    }

    /** Orderly: what was confirmed is on disk. Idempotent. */
    @Override
    public void close() {
        server.close();
    }
}
