// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.delivery.ConsumerBuffer;
import io.mambamq.jms.delivery.Inbox;
import io.mambamq.jms.delivery.ListenerThread;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.message.MambaMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Calls listeners and acknowledges as the session's mode wants. Confined to the listener thread. */
final class ListenerDispatch implements ListenerThread.Handler {
    private final SessionCore session;

    ListenerDispatch(SessionCore session) {
        this.session = session;
    }

    /**
     * A listener that throws has not consumed the message: a session that acknowledges by itself gets it again at once, in
     * the others the application decides (JMS 3.1 §8.7).
     */
    @Override
    public void dispatch(Inbox.Dispatch dispatch) throws CallException {
        ConsumerBuffer buffer = dispatch.buffer();
        long delivery = dispatch.received().delivery();
        if (!session.acknowledgements().delivered(delivery)) {
            return;
        }
        MambaMessage message;
        try {
            message = session.decode(dispatch.received());
        } catch (CutException e) {
            ClientLog.LOG.debugf("a message comes again: %s", e.getMessage());
            return;
        }
        boolean returned = call(dispatch.listener(), message);
        // An interrupt that the listener left behind must not end what follows.
        Thread.interrupted();
        if (returned || !session.isAutomatic()) {
            session.acknowledgements().completed(delivery, !buffer.isEmpty());
            session.consumers().giveCredit(buffer);
        } else {
            session.restart();
        }
    }

    @Override
    public void beforeWaiting() throws CallException {
        session.acknowledgements().flush();
        ConsumerBuffer buffer = session.inbox().listenerCreditDue();
        while (buffer != null) {
            session.consumers().giveCredit(buffer);
            buffer = session.inbox().listenerCreditDue();
        }
        session.wire().flush();
    }

    @Override
    public void onEnded(CallException reason) {
        session.onListenersEnded(reason);
    }

    /** Whether the listener returned; what it throws is logged. */
    static boolean call(MessageListener listener, Message message) {
        try {
            listener.onMessage(message);
            return true;
        } catch (RuntimeException | Error e) {
            ClientLog.LOG.listenerThrew(String.valueOf(message), e);
            return false;
        }
    }
}
