// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * The context of one injection point outside of requests: made when it is first used, closed with the bean that it was injected into, and
 * made anew after its connection had a problem, together with whatever the bean made of it. Finding it is thread-safe; the context is for one
 * thread at a time, as every {@code JMSContext}.
 */
final class OwnContext {
    private final ContextSettings settings;
    private final ConnectionFactories factories;

    // guarded by this
    private @Nullable JMSContext context;
    private boolean failed;

    OwnContext(ContextSettings settings, ConnectionFactories factories) {
        this.settings = settings;
        this.factories = factories;
    }

    synchronized JMSContext get() {
        if (failed) {
            close();
        }
        JMSContext current = context;
        if (current == null) {
            current = settings.open(factories);
            current.setExceptionListener(problem -> fail());
            context = current;
        }
        return current;
    }

    private synchronized void fail() {
        failed = true;
    }

    synchronized void close() {
        failed = false;
        JMSContext current = context;
        context = null;
        if (current != null) {
            try {
                current.close();
            } catch (JMSRuntimeException e) {
                CdiLog.LOG.notClosed(e);
            }
        }
    }
}
