// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import io.mambamq.testkit.account.MessageAccount;
import io.mambamq.testkit.account.MessageKey;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;

/** Receives in transactions of a few messages; once it is stopped, until nothing comes any more. */
final class SurvivingConsumer extends SurvivingClient {
    private static final int MESSAGES_PER_TRANSACTION_MAX = 7;
    private static final long RECEIVE_TIMEOUT_MS = 50;
    /** How long nothing must come for the account to be closed. */
    private static final long DRAINED_TIMEOUT_MS = 2_000;

    private final String queue;

    SurvivingConsumer(Connection connection, String queue, MessageAccount account) {
        super(connection, Session.SESSION_TRANSACTED, account);
        this.queue = queue;
    }

    static MessageKey keyOf(Message message) throws JMSException {
        return new MessageKey(
                message.getIntProperty(AccountingProducer.PRODUCER),
                message.getLongProperty(AccountingProducer.NUMBER));
    }

    @Override
    void work(Session session) throws JMSException {
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
        boolean drained = false;
        while (!drained) {
            boolean lastChance = isStopped();
            List<MessageKey> received = receiveSome(consumer, lastChance ? DRAINED_TIMEOUT_MS : RECEIVE_TIMEOUT_MS);
            commit(session, received);
            drained = lastChance && received.isEmpty();
        }
    }

    private List<MessageKey> receiveSome(MessageConsumer consumer, long timeoutMs) throws JMSException {
        List<MessageKey> received = new ArrayList<>();
        while (received.size() < MESSAGES_PER_TRANSACTION_MAX) {
            Message message = consumer.receive(timeoutMs);
            if (message == null) {
                break;
            }
            MessageKey key = keyOf(message);
            account.received(key);
            received.add(key);
        }
        return received;
    }

    private void commit(Session session, List<MessageKey> received) throws JMSException {
        try {
            session.commit();
            received.forEach(account::consumed);
        } catch (TransactionRolledBackException e) {
            // They come again.
        }
    }
}
