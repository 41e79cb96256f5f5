// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.classic;

import io.mambamq.jms.ClientConfig;
import io.mambamq.jms.session.SessionCore;
import jakarta.jms.JMSException;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TopicSession;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XATopicSession;
import javax.transaction.xa.XAResource;

/** JMS 3.1 ch. 11. Outside of a branch it sends and acknowledges at once. */
final class MambaXASession extends MambaSession implements XAQueueSession, XATopicSession {
    private final XAResource xaResource;

    MambaXASession(SessionCore core, ClientConfig config, Domain domain, XAResource xaResource) {
        super(core, config, domain);
        this.xaResource = xaResource;
    }

    @Override
    public XAResource getXAResource() {
        return xaResource;
    }

    @Override
    public Session getSession() throws JMSException {
        return this;
    }

    @Override
    public QueueSession getQueueSession() throws JMSException {
        return this;
    }

    @Override
    public TopicSession getTopicSession() throws JMSException {
        return this;
    }
}
