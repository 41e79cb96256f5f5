// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

import io.mambamq.jms.classic.MambaXAConnection;
import io.mambamq.jms.inbound.InboundConsumer;
import io.mambamq.jms.inbound.InboundSession;
import io.mambamq.jms.session.ConsumerSource;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The use of a shared connection until {@link #close}. Thread-safe. */
public final class ConnectionLease implements AutoCloseable {
    private final SharedConnection shared;
    private final XAConnection connection;

    // guarded by this
    private @Nullable JMSException failure;
    private @Nullable Consumer<JMSException> failureListener;

    ConnectionLease(SharedConnection shared, XAConnection connection) {
        this.shared = shared;
        this.connection = connection;
    }

    /** A session of its own on the connection; whoever asked closes it. */
    public XASession createXaSession() throws JMSException {
        return noticingLoss(connection::createXASession);
    }

    /** A consumer of one source, whose window is closed at first; whoever asked closes it. */
    public InboundConsumer createInboundConsumer(ConsumerSource source) throws JMSException {
        return noticingLoss(() -> ((MambaXAConnection) connection).createInboundConsumer(source));
    }

    /** A session that accepts what such consumers have received; whoever asked closes it. */
    public InboundSession createInboundSession() throws JMSException {
        return noticingLoss(((MambaXAConnection) connection)::createInboundSession);
    }

    public ConnectionMetaData metaData() throws JMSException {
        return connection.getMetaData();
    }

    /** Whether the connection has been lost; it stays so. */
    public synchronized boolean isFailed() {
        return failure != null;
    }

    /** Whether this failure of something on the connection means that the connection is lost; then it is, for everyone. */
    public boolean isLostBy(JMSException cause) {
        boolean loss = SharedConnection.isLoss(cause);
        if (loss) {
            shared.lost(connection, cause);
        }
        return loss || isFailed();
    }

    /** Tells the listener of the connection's loss once, at once if it is lost already. At most one listener. */
    public void onFailure(Consumer<JMSException> listener) {
        JMSException past;
        synchronized (this) {
            failureListener = listener;
            past = failure;
        }
        if (past != null) {
            listener.accept(past);
        }
    }

    /** Gives the connection back; the last one out closes it. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            failureListener = null;
        }
        shared.release(this);
    }

    /** Whoever opens a session may find the loss before the client's own report of it arrives. */
    private <T> T noticingLoss(Opening<T> opening) throws JMSException {
        try {
            return opening.open();
        } catch (JMSException e) {
            isLostBy(e);
            throw e;
        }
    }

    private interface Opening<T> {
        T open() throws JMSException;
    }

    void failed(JMSException cause) {
        Consumer<JMSException> listener;
        synchronized (this) {
            failure = cause;
            listener = failureListener;
        }
        if (listener != null) {
            listener.accept(cause);
        }
    }
}
