// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.browsing;

import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.JmsFailures;
import io.mambamq.jms.session.BrowserCore;
import io.mambamq.jms.session.SessionCore;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayDeque;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Queue;

/** Fetches a page at a time: what the application has not asked for, beyond that, stays at the broker. */
@SuppressWarnings("JdkObsolete") // QueueBrowser has it so
final class MessageEnumeration implements Enumeration<Message> {
    private final MambaQueueBrowser owner;
    private final SessionCore session;
    private final BrowserCore browser;
    private final Queue<Received> page = new ArrayDeque<>();
    private boolean atEnd;

    MessageEnumeration(MambaQueueBrowser owner, SessionCore session, BrowserCore browser) {
        this.owner = owner;
        this.session = session;
        this.browser = browser;
    }

    @Override
    public boolean hasMoreElements() {
        owner.requireOpenUnchecked();
        try {
            while (page.isEmpty() && !atEnd) {
                fetch();
            }
            return !page.isEmpty();
        } catch (JMSException e) {
            throw JmsFailures.unchecked(e);
        }
    }

    private void fetch() throws JMSException {
        atEnd = browser.fetch(page);
        if (atEnd) {
            end();
        }
    }

    @Override
    public Message nextElement() {
        if (!hasMoreElements()) {
            throw new NoSuchElementException("the browser has shown all messages");
        }
        try {
            return session.decodeBrowsed(page.remove());
        } catch (CallException e) {
            throw JmsFailures.unchecked(e.toJms());
        }
    }

    /** The broker forgets it. */
    void end() {
        owner.ended(this);
        browser.close();
    }
}
