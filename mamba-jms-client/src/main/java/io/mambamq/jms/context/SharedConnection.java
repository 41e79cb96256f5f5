// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.context;

import io.mambamq.jms.connection.ConnectionCore;
import jakarta.jms.JMSException;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that lives as long as one of the contexts on it is open (JMS 3.1 §6.1.8). Thread-safe. */
final class SharedConnection {
    private final ConnectionCore core;
    private final AtomicInteger contexts = new AtomicInteger(1);

    /** With one context on it. */
    SharedConnection(ConnectionCore core) {
        this.core = core;
    }

    ConnectionCore core() {
        return core;
    }

    /** For one more context. */
    SharedConnection retain() {
        contexts.incrementAndGet();
        return this;
    }

    /** A context is closed; the last one closes the connection. */
    void release() throws JMSException {
        if (contexts.decrementAndGet() == 0) {
            core.close();
        }
    }
}
