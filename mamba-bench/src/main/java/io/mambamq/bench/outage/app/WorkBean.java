// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.outage.app;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.concurrent.TimeUnit;

/**
 * Works for a while on each message and then says so by a reply, in the transaction of the delivery: the replies tell which messages were
 * processed, and how often. The deployment descriptor declares it, once or many times.
 */
public class WorkBean implements MessageListener {
    private static final long WORK_MS = 50;

    @Resource(lookup = "jms/cf")
    private ConnectionFactory factory;

    @SuppressWarnings("NullAway") // the container sets the factory before it calls anything
    public WorkBean() {}

    @Override
    public void onMessage(Message message) {
        try {
            int number = message.getIntProperty("number");
            WorkLedger.begin(number, this);
            TimeUnit.MILLISECONDS.sleep(WORK_MS);
            reply(number);
        } catch (JMSException e) {
            throw new EJBException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EJBException(e);
        }
    }

    private void reply(int number) {
        try (JMSContext context = factory.createContext()) {
            context.createProducer().setProperty("number", number).send(context.createQueue("done"), "");
        }
    }
}
