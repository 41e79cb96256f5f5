// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.xa;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.ConnectionEventListener;
import javax.sql.StatementEventListener;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;

/** Hands out the connection of the database, and its XA resource behind a {@link HaltingXaResource}. */
record HaltingXaConnection(XAConnection derby, Path haltDirectory) implements XAConnection {

    @Override
    public XAResource getXAResource() throws SQLException {
        return new HaltingXaResource(derby.getXAResource(), haltDirectory);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return derby.getConnection();
    }

    @Override
    public void close() throws SQLException {
        derby.close();
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        derby.addConnectionEventListener(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        derby.removeConnectionEventListener(listener);
    }

    @Override
    public void addStatementEventListener(StatementEventListener listener) {
        derby.addStatementEventListener(listener);
    }

    @Override
    public void removeStatementEventListener(StatementEventListener listener) {
        derby.removeStatementEventListener(listener);
    }
}
