// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.narayana;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.XAConnection;
import org.apache.derby.jdbc.EmbeddedXADataSource;

/** The other resource: a database with one table, without a key on purpose: an order stored twice is two rows. */
final class Orders {
    private final EmbeddedXADataSource derby = new EmbeddedXADataSource();

    Orders(Path directory) {
        derby.setDatabaseName(directory.toString());
        derby.setCreateDatabase("create");
    }

    XAConnection connect() throws SQLException {
        return derby.getXAConnection();
    }

    void create() throws SQLException {
        try (Connection connection = connect().getConnection()) {
            connection.createStatement().execute("CREATE TABLE orders (name VARCHAR(100))");
        }
    }

    static void insert(Connection connection, String order) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO orders VALUES (?)")) {
            insert.setString(1, order);
            insert.executeUpdate();
        }
    }

    /** Waits for rows that are in doubt. */
    int count() throws SQLException {
        try (Connection connection = connect().getConnection();
                var rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM orders")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
