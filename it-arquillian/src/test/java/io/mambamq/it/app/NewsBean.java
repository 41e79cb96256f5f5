// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;

/** Reads a topic by a durable subscription that nobody named, and says so. The first attempt at what begins with an X fails. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Topic"),
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "jms/news"),
            @ActivationConfigProperty(propertyName = "subscriptionDurability", propertyValue = "Durable")
        })
public class NewsBean implements MessageListener {
    @Resource(name = "jms/connectionFactory", lookup = "jms/connectionFactory")
    private ConnectionFactory connectionFactory;

    @Resource(name = "jms/clippings", lookup = "jms/clippings")
    private Queue clippings;

    @Override
    public void onMessage(Message message) {
        try (JMSContext jms = connectionFactory.createContext()) {
            String text = message.getBody(String.class);
            jms.createProducer().send(clippings, "read " + text);
            if (text.startsWith("X") && message.getIntProperty("JMSXDeliveryCount") == 1) {
                throw new EJBException("the first attempt");
            }
        } catch (JMSException e) {
            throw new EJBException(e);
        }
    }
}
