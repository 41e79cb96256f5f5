// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Two tables of order numbers. Without keys on purpose: an order that arrived twice would be there twice. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class OrderTables {

    @Resource(lookup = "jdbc/orders")
    private DataSource database;

    @PostConstruct
    void create() throws SQLException {
        try (var connection = database.getConnection()) {
            create(connection, "SENT", "order_number INTEGER");
            create(connection, "RECEIVED", "order_number INTEGER, redelivered BOOLEAN");
        }
    }

    private static void create(Connection connection, String table, String columns) throws SQLException {
        try (var existing = connection.getMetaData().getTables(null, null, table, null);
                var statement = connection.createStatement()) {
            if (!existing.next()) {
                statement.execute("CREATE TABLE " + table + " (" + columns + ")");
            }
        }
    }
}
