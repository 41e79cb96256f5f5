// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The stored orders. Without a key on purpose: an order stored twice is two rows. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class OrderTable {

    @Resource(name = "jdbc/orders", lookup = "jdbc/orders")
    private DataSource database;

    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void create() {
        try (var connection = database.getConnection();
                var existing = connection.getMetaData().getTables(null, null, "ORDERS", null);
                var statement = connection.createStatement()) {
            if (!existing.next()) {
                statement.execute(
                        "CREATE TABLE orders (name VARCHAR(100), delivery_count INTEGER, redelivered BOOLEAN)");
            }
        } catch (SQLException e) {
            throw new EJBException(e);
        }
    }

    /** Takes part in the caller's transaction. */
    public void insert(StoredOrder order) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("INSERT INTO orders VALUES (?, ?, ?)")) {
            insert.setString(1, order.order());
            insert.setInt(2, order.deliveryCount());
            insert.setBoolean(3, order.redelivered());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new EJBException(e);
        }
    }

    /** The committed rows; waits for those that are being written. */
    public List<StoredOrder> all() {
        List<StoredOrder> orders = new ArrayList<>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name, delivery_count, redelivered FROM orders")) {
            while (rows.next()) {
                orders.add(new StoredOrder(rows.getString(1), rows.getInt(2), rows.getBoolean(3)));
            }
        } catch (SQLException e) {
            throw new EJBException(e);
        }
        return orders;
    }

    /** The committed rows of one order. */
    public List<StoredOrder> of(String order) {
        return all().stream().filter(row -> row.order().equals(order)).toList();
    }
}
