// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.classic;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.session.ConsumerCore;
import io.mambamq.jms.session.SessionCore;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Receives for the sessions of an application server's pool (JMS 3.1 §6.1.10): a thread of its own waits for messages, takes
 * a session from the pool, loads as many messages into it as there are, up to a limit, and has the server start it. What the
 * session does about them is told in the consumer's name.
 */
final class MambaConnectionConsumer implements ConnectionConsumer {
    private static final long WAIT_MS = 60_000;

    private final SessionCore session;
    private final ConsumerCore consumer;
    private final ServerSessionPool pool;
    private final int messagesMax;
    private final Consumer<JMSException> failures;

    private MambaConnectionConsumer(
            SessionCore session,
            ConsumerCore consumer,
            ServerSessionPool pool,
            int messagesMax,
            Consumer<JMSException> failures) {
        this.session = session;
        this.consumer = consumer;
        this.pool = pool;
        this.messagesMax = messagesMax;
        this.failures = failures;
    }

    /**
     * Begins to receive.
     *
     * @param session its own; closed with it
     * @param failures learns what goes wrong with the pool, upon which no more is received
     */
    static MambaConnectionConsumer start(
            SessionCore session,
            ConsumerCore consumer,
            ServerSessionPool pool,
            int messagesMax,
            Consumer<JMSException> failures) {
        MambaConnectionConsumer started = new MambaConnectionConsumer(session, consumer, pool, messagesMax, failures);
        Thread thread = new Thread(
                started::receive,
                "mamba-client-connection-consumer-" + session.wire().wire().peer());
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    @Override
    public ServerSessionPool getServerSessionPool() throws JMSException {
        session.requireOpen();
        return pool;
    }

    /** What was loaded and is not settled is delivered to others. */
    @Override
    public void close() throws JMSException {
        session.close();
    }

    private void receive() {
        try {
            while (true) {
                Received first = consumer.receiveUnsettled(WAIT_MS);
                if (first != null) {
                    serve(first);
                } else {
                    session.requireOpen();
                }
            }
        } catch (IllegalStateException e) {
            // Closed.
        } catch (JMSException e) {
            tell(e);
        } catch (RuntimeException e) {
            JMSException failure = new JMSException("the pool of server sessions failed: " + e);
            failure.setLinkedException(e);
            tell(failure);
        }
    }

    /** That the connection is lost, it tells itself. */
    private void tell(JMSException failure) {
        try {
            session.wire().requireOpen();
            failures.accept(failure);
        } catch (CallException lost) {
            ClientLog.LOG.debugf("a connection consumer ends: %s", lost.getMessage());
        }
    }

    private void serve(Received first) throws JMSException {
        ServerSession server = pool.getServerSession();
        MambaSession target = targetOf(server);
        target.load(session, first);
        for (int count = 1; count < messagesMax; count++) {
            Received next = consumer.pollUnsettled();
            if (next == null) {
                break;
            }
            target.load(session, next);
        }
        server.start();
    }

    private static MambaSession targetOf(@Nullable ServerSession server) throws JMSException {
        Session target = server == null ? null : server.getSession();
        if (target instanceof MambaSession own) {
            return own;
        }
        throw new JMSException("the pool gave a session that is none of Mamba: " + target);
    }
}
