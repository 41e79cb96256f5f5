// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import org.jspecify.annotations.Nullable;

/** For use without an application server: a managed connection for each connection, which ends with it. No pool. */
final class DirectConnectionManager implements ConnectionManager {
    private static final long serialVersionUID = 1L;

    DirectConnectionManager() {}

    @Override
    public Object allocateConnection(ManagedConnectionFactory factory, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        ManagedConnection connection = factory.createManagedConnection(null, request);
        connection.addConnectionEventListener(new Destroyer(connection));
        return connection.getConnection(null, request);
    }

    private record Destroyer(ManagedConnection connection) implements ConnectionEventListener {
        @Override
        public void connectionClosed(ConnectionEvent event) {
            destroy();
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            destroy();
        }

        @Override
        public void localTransactionStarted(ConnectionEvent event) {}

        @Override
        public void localTransactionCommitted(ConnectionEvent event) {}

        @Override
        public void localTransactionRolledback(ConnectionEvent event) {}

        private void destroy() {
            try {
                connection.destroy();
            } catch (ResourceException e) {
                throw new IllegalStateException("the connection could not be destroyed", e);
            }
        }
    }
}
