// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.browsing;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.session.ConsumerSource;
import io.mambamq.jms.session.SessionCore;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * JMS 3.1 §4.1. Each enumeration shows the queue as it is when it is made, without what leaves it until its turn comes. It
 * needs no started connection: nothing is delivered. Belongs to its session's thread; only {@link #close} comes from any.
 */
public final class MambaQueueBrowser implements QueueBrowser {
    private final SessionCore session;
    private final MambaDestination queue;
    private final @Nullable String selector;
    /** Those that are not at their end. */
    private final Set<MessageEnumeration> enumerations = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    private MambaQueueBrowser(SessionCore session, MambaDestination queue, @Nullable String selector) {
        this.session = session;
        this.queue = queue;
        this.selector = selector;
    }

    /**
     * Asks the broker whether the queue can be browsed.
     *
     * @param selector null, empty or white space for none
     * @throws InvalidDestinationException if it is no queue of Mamba, or does not exist
     * @throws jakarta.jms.InvalidSelectorException if it is malformed
     */
    public static MambaQueueBrowser create(SessionCore session, @Nullable Queue queue, @Nullable String selector)
            throws JMSException {
        session.requireOpen();
        MambaDestination own = MambaDestination.from(queue);
        if (!own.name().kind().isQueue()) {
            throw new InvalidDestinationException(own + " is no queue, so it cannot be browsed");
        }
        String applied = ConsumerSource.parsed(selector);
        session.browse(own, applied).close();
        return new MambaQueueBrowser(session, own, applied);
    }

    void requireOpen() throws IllegalStateException {
        session.requireOpen();
        if (closed) {
            throw new IllegalStateException("the browser is closed");
        }
    }

    /** For an {@link Enumeration}, which cannot throw what is checked. */
    void requireOpenUnchecked() {
        try {
            requireOpen();
        } catch (IllegalStateException e) {
            throw new IllegalStateRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    @Override
    public Queue getQueue() throws JMSException {
        requireOpen();
        return (Queue) queue;
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        requireOpen();
        return selector;
    }

    /** Of {@link Message}s; its methods throw unchecked exceptions of JMS. */
    @Override
    public Enumeration<Message> getEnumeration() throws JMSException {
        requireOpen();
        MessageEnumeration enumeration = new MessageEnumeration(this, session, session.browse(queue, selector));
        enumerations.add(enumeration);
        return enumeration;
    }

    void ended(MessageEnumeration enumeration) {
        enumerations.remove(enumeration);
    }

    /** Its enumerations end. Idempotent. */
    @Override
    public void close() {
        closed = true;
        enumerations.forEach(MessageEnumeration::end);
    }
}
