// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Sends orders and writes down which ones: again one XA transaction, begun and committed by the container. */
@Stateless
public class OrderSender {

    @Resource(lookup = "jms/connectionFactory")
    private ConnectionFactory connectionFactory;

    @Resource(lookup = "jms/orders")
    private Queue orders;

    @Resource(lookup = "jdbc/orders")
    private DataSource database;

    public void send(int firstNumber, int lastNumber) {
        try (JMSContext context = connectionFactory.createContext();
                var connection = database.getConnection();
                var insert = connection.prepareStatement("INSERT INTO sent VALUES (?)")) {
            for (int number = firstNumber; number <= lastNumber; number++) {
                context.createProducer().setProperty("orderNumber", number).send(orders, "order " + number);
                insert.setInt(1, number);
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new EJBException(e);
        }
    }
}
