// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.embedded;

import io.mambamq.jms.Connector;
import io.mambamq.server.DestinationSettings;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import io.mambamq.server.ServerStartException;
import jakarta.resource.ResourceException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
     * @param dataDirectory null: below the application server's own data
     * @param port null: no listener; 0: a free one; others can connect to it on the loopback interface
     * @throws ResourceException with the broker's own words if it cannot start
     * @throws IllegalArgumentException if the port is none
     */
    public static EmbeddedBroker start(
            @Nullable Path dataDirectory, @Nullable Integer port, DestinationSettings destinations)
            throws ResourceException {
        Path directory = dataDirectory == null ? DataDirectory.inThisServer() : dataDirectory;
        ServerConfig.Builder config =
                ServerConfig.builder(directory).withoutListener().autoCreateDestinations(destinations.autoCreate());
        destinations.declared().forEach(config::declare);
        if (port != null) {
            config.listen(LOOPBACK, port);
        }
        try {
            return new EmbeddedBroker(MambaServer.start(config.build()));
        } catch (ServerStartException e) {
            throw new ResourceException("the embedded broker did not start: " + e.getMessage(), e);
        }
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
