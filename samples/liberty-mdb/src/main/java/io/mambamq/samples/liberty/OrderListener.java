// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Stores each order. Message and row share one XA transaction: the order leaves the queue if and only if it is stored. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "jms/orders")
        })
public class OrderListener implements MessageListener {

    @Resource(lookup = "jdbc/orders")
    private DataSource database;

    @Override
    public void onMessage(Message order) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("INSERT INTO received VALUES (?, ?)")) {
            insert.setInt(1, order.getIntProperty("orderNumber"));
            insert.setBoolean(2, order.getJMSRedelivered());
            insert.executeUpdate();
        } catch (JMSException | SQLException e) {
            throw new EJBException(e); // rolls back, and Mamba delivers the order again
        }
    }
}
