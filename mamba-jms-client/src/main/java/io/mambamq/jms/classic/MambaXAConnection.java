// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.classic;

import io.mambamq.jms.connection.ConnectionCore;
import io.mambamq.jms.inbound.InboundConsumer;
import io.mambamq.jms.inbound.InboundSession;
import io.mambamq.jms.session.ConsumerSource;
import io.mambamq.jms.session.SessionCore;
import io.mambamq.jms.session.SessionMode;
import io.mambamq.jms.xa.MambaXaResource;
import jakarta.jms.JMSException;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XASession;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicSession;

/** JMS 3.1 ch. 11. Thread-safe. */
public final class MambaXAConnection extends MambaConnection implements XAQueueConnection, XATopicConnection {
    public MambaXAConnection(ConnectionCore core) {
        super(core);
    }

    @Override
    public XASession createXASession() throws JMSException {
        return createXASession(Domain.COMMON);
    }

    @Override
    public XAQueueSession createXAQueueSession() throws JMSException {
        return createXASession(Domain.QUEUE);
    }

    @Override
    public XATopicSession createXATopicSession() throws JMSException {
        return createXASession(Domain.TOPIC);
    }

    private MambaXASession createXASession(Domain domain) throws JMSException {
        SessionCore session = core().createSession(SessionMode.XA);
        return new MambaXASession(session, core().config(), domain, new MambaXaResource(session, core().branchCalls()));
    }

    /** A consumer for a resource adapter, whose window is closed at first. */
    public InboundConsumer createInboundConsumer(ConsumerSource source) throws JMSException {
        SessionCore session = core().createSession(SessionMode.AUTO);
        boolean created = false;
        try {
            InboundConsumer consumer = new InboundConsumer(session, session.createConsumer(source, 1));
            created = true;
            return consumer;
        } finally {
            if (!created) {
                session.close();
            }
        }
    }

    /** A session for a resource adapter, to accept what such consumers of this connection have received. */
    public InboundSession createInboundSession() throws JMSException {
        SessionCore session = core().createSession(SessionMode.XA);
        return new InboundSession(session, new MambaXaResource(session, core().branchCalls()));
    }
}
