// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

/** Makes connection factories for {@code jakarta.jms.QueueConnectionFactory}. */
public class MambaManagedQueueConnectionFactory extends MambaManagedConnectionFactory {
    private static final long serialVersionUID = 1L;

    public MambaManagedQueueConnectionFactory() {}

    @Override
    Domain domain() {
        return Domain.QUEUE;
    }
}
