// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.inbound;

import io.mambamq.jms.session.SessionCore;
import io.mambamq.jms.xa.MambaXaResource;
import jakarta.jms.JMSException;
import javax.transaction.xa.XAResource;

/**
 * A session in whose branches deliveries of {@link InboundConsumer}s of the same connection are accepted. One branch at a time, one
 * thread at a time; closing from any.
 */
public final class InboundSession implements AutoCloseable {
    private final SessionCore session;
    private final XAResource xaResource;

    public InboundSession(SessionCore session, MambaXaResource xaResource) {
        this.session = session;
        this.xaResource = xaResource;
    }

    /** To enlist around {@link #accept}; always the same one. */
    public XAResource xaResource() {
        return xaResource;
    }

    /**
     * Consumes a message by the commit of the branch that the XA resource has started.
     *
     * @throws jakarta.jms.IllegalStateException if there is no such branch
     * @throws JMSException if the connection is lost; the message is then delivered again
     */
    public void accept(InboundDelivery delivery) throws JMSException {
        delivery.acceptInBranchOf(session);
    }

    /** Rolls back what it does in a branch that was not ended. Idempotent. */
    @Override
    public void close() throws JMSException {
        session.close();
    }
}
