// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.definitions;

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

/** Answers what it gets. Its queue stands in its own application's namespace; {@code maxSession} is another adapter's word. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:app/jms/requests"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "3")
        })
public class EchoBean implements MessageListener {
    @Resource(lookup = "java:app/jms/factory")
    private ConnectionFactory factory;

    @Resource(lookup = "java:app/jms/answers")
    private Queue answers;

    @Override
    public void onMessage(Message message) {
        try (JMSContext jms = factory.createContext()) {
            jms.createProducer().send(answers, "echo of " + message.getBody(String.class));
        } catch (JMSException e) {
            throw new EJBException(e);
        }
    }
}
