// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import io.mambamq.testkit.account.MessageAccount;
import io.mambamq.testkit.account.MessageKey;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.List;
import java.util.stream.Stream;

/** Sends numbered persistent messages. A transaction that was rolled back is sent once more, under the same numbers. */
final class SurvivingProducer extends SurvivingClient {
    private static final int MESSAGES_PER_TRANSACTION = 5;

    private final String queue;
    private final int id;
    private final AccountingProducer.Mode mode;
    private long number;

    SurvivingProducer(
            Connection connection, String queue, int id, AccountingProducer.Mode mode, MessageAccount account) {
        super(
                connection,
                mode == AccountingProducer.Mode.TRANSACTED ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE,
                account);
        this.queue = queue;
        this.id = id;
        this.mode = mode;
    }

    @Override
    void work(Session session) throws JMSException {
        MessageProducer producer = session.createProducer(session.createQueue(queue));
        while (!isStopped()) {
            switch (mode) {
                case SYNCHRONOUS -> sendOne(session, producer);
                case ASYNCHRONOUS -> producer.send(message(session, nextKey()), new Confirming());
                case TRANSACTED -> sendTransaction(session, producer);
            }
        }
    }

    private void sendOne(Session session, MessageProducer producer) throws JMSException {
        MessageKey key = nextKey();
        producer.send(message(session, key));
        account.confirmed(key);
    }

    private void sendTransaction(Session session, MessageProducer producer) throws JMSException {
        List<MessageKey> keys =
                Stream.generate(this::nextKey).limit(MESSAGES_PER_TRANSACTION).toList();
        while (!isCommitted(session, producer, keys)) {
            // Nothing of it happened.
        }
        keys.forEach(account::confirmed);
    }

    private static boolean isCommitted(Session session, MessageProducer producer, List<MessageKey> keys)
            throws JMSException {
        for (MessageKey key : keys) {
            producer.send(message(session, key));
        }
        try {
            session.commit();
            return true;
        } catch (TransactionRolledBackException e) {
            return false;
        }
    }

    private MessageKey nextKey() {
        MessageKey key = new MessageKey(id, ++number);
        account.attempted(key);
        return key;
    }

    private static Message message(Session session, MessageKey key) throws JMSException {
        Message message = session.createTextMessage("message " + key);
        message.setIntProperty(AccountingProducer.PRODUCER, key.producer());
        message.setLongProperty(AccountingProducer.NUMBER, key.number());
        return message;
    }

    private final class Confirming implements CompletionListener {
        @Override
        public void onCompletion(Message message) {
            try {
                account.confirmed(SurvivingConsumer.keyOf(message));
            } catch (JMSException e) {
                account.violation("a message without its number: " + e);
            }
        }

        @Override
        public void onException(Message message, Exception exception) {
            account.violation("a send failed: " + exception);
        }
    }
}
