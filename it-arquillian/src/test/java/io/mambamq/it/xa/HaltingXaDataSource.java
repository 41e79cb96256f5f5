// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.xa;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.apache.derby.jdbc.EmbeddedXADataSource;

/** Derby, with XA resources that stop at a {@link HaltPoint}. A JavaBean, as the container wants it. */
public final class HaltingXaDataSource implements XADataSource {
    private final EmbeddedXADataSource derby = new EmbeddedXADataSource();
    private Path haltDirectory = Path.of(".");

    public HaltingXaDataSource() {
        derby.setCreateDatabase("create");
    }

    public String getDatabaseName() {
        return derby.getDatabaseName();
    }

    public void setDatabaseName(String name) {
        derby.setDatabaseName(name);
    }

    public String getHaltDirectory() {
        return haltDirectory.toString();
    }

    public void setHaltDirectory(String directory) {
        haltDirectory = Path.of(directory);
    }

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return new HaltingXaConnection(derby.getXAConnection(), haltDirectory);
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return new HaltingXaConnection(derby.getXAConnection(user, password), haltDirectory);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return derby.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        derby.setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return derby.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        derby.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return derby.getParentLogger();
    }
}
