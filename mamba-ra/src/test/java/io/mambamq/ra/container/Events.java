// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.container;

import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What managed connections tell the container, in order. */
public final class Events implements ConnectionEventListener {
    private final BlockingQueue<ConnectionEvent> seen = new LinkedBlockingQueue<>();

    /** Waits for the next one. */
    public ConnectionEvent next() throws InterruptedException {
        return seen.take();
    }

    public int count() {
        return seen.size();
    }

    @Override
    public void connectionClosed(ConnectionEvent event) {
        seen.add(event);
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
        seen.add(event);
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {
        seen.add(event);
    }

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {
        seen.add(event);
    }

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {
        seen.add(event);
    }
}
