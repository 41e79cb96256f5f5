// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;

/**
 * Stores an order and replies, in one XA transaction with the delivery: three branches. The message's property
 * {@code failure} (a {@link Failure}) makes the first attempt fail after both were done.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "jms/orders")
        })
public class OrderBean implements MessageListener {

    /** How the first attempt at an order fails. */
    public enum Failure {
        SET_ROLLBACK_ONLY,
        RUNTIME_EXCEPTION
    }

    @Resource
    private MessageDrivenContext context;

    @Resource(name = "jms/connectionFactory", lookup = "jms/connectionFactory")
    private ConnectionFactory connectionFactory;

    @Resource(name = "jms/replies", lookup = "jms/replies")
    private Queue replies;

    @EJB
    private OrderTable table;

    @Override
    public void onMessage(Message message) {
        try {
            String order = ((TextMessage) message).getText();
            int deliveryCount = message.getIntProperty("JMSXDeliveryCount");
            table.insert(new StoredOrder(order, deliveryCount, message.getJMSRedelivered()));
            reply(order);
            if (message.propertyExists("failure") && deliveryCount == 1) {
                fail(Failure.valueOf(message.getStringProperty("failure")));
            }
        } catch (JMSException e) {
            throw new EJBException(e);
        }
    }

    private void reply(String order) {
        try (JMSContext jms = connectionFactory.createContext()) {
            jms.createProducer().send(replies, "stored " + order);
        }
    }

    private void fail(Failure failure) {
        switch (failure) {
            case SET_ROLLBACK_ONLY -> context.setRollbackOnly();
            case RUNTIME_EXCEPTION -> throw new IllegalStateException("the test wants this attempt to fail");
        }
    }
}
