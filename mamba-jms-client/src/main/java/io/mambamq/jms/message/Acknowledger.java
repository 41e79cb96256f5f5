// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import jakarta.jms.JMSException;

/** What {@code Message.acknowledge()} asks of the session that delivered the message (JMS 3.1 §6.2.10). */
@FunctionalInterface
public interface Acknowledger {
    /** For sessions that acknowledge by themselves, and for messages that nobody delivered. */
    Acknowledger NONE = () -> {};

    /**
     * Acknowledges every message that the session has delivered so far.
     *
     * @throws jakarta.jms.IllegalStateException if the session is closed
     */
    void acknowledge() throws JMSException;
}
