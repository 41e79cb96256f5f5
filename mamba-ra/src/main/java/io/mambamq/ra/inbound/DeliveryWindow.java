// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.inbound.InboundConsumer;
import jakarta.jms.JMSException;

/** How many messages the broker is asked for: as many as there are instances that are free, or soon will be. Guarded by its flow's lock. */
final class DeliveryWindow {
    private final DeliverySettings settings;
    private final DeliveryGate gate;
    private final InboundConsumer consumer;

    /** Nothing is here that was not assigned, and nothing is on its way. */
    private boolean quiet;

    DeliveryWindow(DeliverySettings settings, DeliveryGate gate, InboundConsumer consumer) {
        this.settings = settings;
        this.gate = gate;
        this.consumer = consumer;
    }

    /** How many messages may be with the bean now. */
    int capacity() {
        return gate.capacity(settings.concurrency());
    }

    void resize(WorkerPool workers, MessageGroups groups) {
        quiet = false;
        int wanted = capacity() - workers.inBeanCount() + settings.prefetch();
        consumer.resizeWindow(Math.max(0, groups.limit(wanted)));
    }

    /** Closes, and gives back what was sent ahead; until it is resized. */
    void quieten() throws JMSException {
        if (!quiet) {
            consumer.giveUnseenBack();
            quiet = true;
        }
    }
}
