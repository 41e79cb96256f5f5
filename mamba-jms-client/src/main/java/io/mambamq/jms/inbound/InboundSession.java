// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.inbound;

import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.session.ConsumerCore;
import io.mambamq.jms.session.SessionCore;
import io.mambamq.jms.xa.MambaXaResource;
import jakarta.jms.JMSException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** One consumer in a session of its own. Its connection has to be started. */
public final class InboundSession implements AutoCloseable {
    private final SessionCore session;
    private final ConsumerCore consumer;
    private final XAResource xaResource;

    public InboundSession(SessionCore session, ConsumerCore consumer, MambaXaResource xaResource) {
        this.session = session;
        this.consumer = consumer;
        this.xaResource = xaResource;
    }

    /** To enlist around {@link InboundDelivery#accept}; always the same one. */
    public XAResource xaResource() {
        return xaResource;
    }

    /**
     * Waits for the next message; {@link InboundDelivery#accept} or {@link InboundDelivery#giveBack} follows.
     *
     * @param timeoutMs positive
     * @return null when the time is over, or when the session was closed meanwhile
     * @throws jakarta.jms.IllegalStateException if the session is closed
     * @throws JMSException if the connection is lost; what was received and not settled is delivered again
     */
    public @Nullable InboundDelivery receive(long timeoutMs) throws JMSException {
        Received received = consumer.receiveUnsettled(timeoutMs);
        return received == null ? null : InboundDelivery.of(session, received);
    }

    /** Waits for a receive to return; what was received and not settled is delivered to others. Idempotent. */
    @Override
    public void close() throws JMSException {
        session.close();
    }
}
