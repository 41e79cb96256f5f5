// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.adapter.app;

import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.concurrent.atomic.AtomicLong;

/** Counts messages, each in a transaction of the container. The server's configuration says where they come from. */
@MessageDriven
public class LoadBean implements MessageListener {
    static final AtomicLong COUNT = new AtomicLong();
    static final AtomicLong INSTANCES = new AtomicLong();

    public LoadBean() {
        INSTANCES.incrementAndGet();
    }

    @Override
    public void onMessage(Message message) {
        try {
            ((BytesMessage) message).readByte();
            COUNT.incrementAndGet();
        } catch (JMSException e) {
            throw new EJBException(e);
        }
    }
}
