// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.inbound.InboundDelivery;
import io.mambamq.jms.inbound.InboundSession;
import io.mambamq.ra.log.ResourceAdapterLog;
import io.mambamq.ra.transaction.TrackedXaResource;
import jakarta.jms.JMSException;

/** A worker's session at the broker with its XA resource. The worker's thread uses it, any thread closes it. */
final class WorkerSession implements AutoCloseable {
    private final InboundSession session;
    private final TrackedXaResource resource;

    WorkerSession(InboundSession session) {
        this.session = session;
        this.resource = new TrackedXaResource(session.xaResource());
    }

    TrackedXaResource resource() {
        return resource;
    }

    /** Within the branch that the resource has started. */
    void accept(InboundDelivery delivery) throws JMSException {
        session.accept(delivery);
    }

    /** What it does in a branch now is rolled back, whether the broker hears of this or finds the connection lost. */
    @Override
    public void close() {
        resource.sessionCloses();
        try {
            session.close();
        } catch (JMSException e) {
            ResourceAdapterLog.LOG.closingFailed("a worker's session", e);
        }
    }
}
