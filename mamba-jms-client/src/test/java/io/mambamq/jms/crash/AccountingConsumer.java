// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import io.mambamq.testkit.account.MessageAccount;
import io.mambamq.testkit.account.MessageKey;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Receives in transactions of a few messages and books what each commit says. Within one session nothing is rolled back, so
 * the numbers of each producer must ascend (M-63).
 */
final class AccountingConsumer implements Runnable {
    private static final int MESSAGES_PER_TRANSACTION_MAX = 7;
    private static final long RECEIVE_TIMEOUT_MS = 50;
    /** How long nothing must come for the account to be closed. */
    private static final long DRAINED_TIMEOUT_MS = 2_000;

    /** A consumer anew in each life of the server. */
    @FunctionalInterface
    interface Source {
        MessageConsumer open(Session session) throws JMSException;
    }

    private final Source source;
    private final ConnectionFactory factory;
    private final MortalServer server;
    private final MessageAccount account;
    private volatile boolean draining;
    private boolean drained;

    AccountingConsumer(Source source, ConnectionFactory factory, MortalServer server, MessageAccount account) {
        this.source = source;
        this.factory = factory;
        this.server = server;
        this.account = account;
    }

    /** Nothing new is sent: end when nothing comes any more. */
    void drain() {
        draining = true;
    }

    @Override
    public void run() {
        try {
            while (!drained && server.awaitUp()) {
                receiveUntilTheServerDies();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receiveUntilTheServerDies() {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = source.open(session);
            connection.start();
            Map<Integer, Long> lastNumbers = new HashMap<>();
            while (!drained) {
                receiveTransaction(session, consumer, lastNumbers);
            }
        } catch (JMSException serverDied) {
            // What was not committed comes again in the next life.
        }
    }

    private void receiveTransaction(Session session, MessageConsumer consumer, Map<Integer, Long> lastNumbers)
            throws JMSException {
        List<MessageKey> received = new ArrayList<>();
        boolean lastChance = draining;
        while (received.size() < MESSAGES_PER_TRANSACTION_MAX) {
            Message message = consumer.receive(lastChance ? DRAINED_TIMEOUT_MS : RECEIVE_TIMEOUT_MS);
            if (message == null) {
                drained = lastChance && received.isEmpty();
                break;
            }
            received.add(check(message, lastNumbers));
        }
        commit(session, received);
    }

    private MessageKey check(Message message, Map<Integer, Long> lastNumbers) throws JMSException {
        MessageKey key = new MessageKey(
                message.getIntProperty(AccountingProducer.PRODUCER),
                message.getLongProperty(AccountingProducer.NUMBER));
        account.received(key);
        Long last = lastNumbers.put(key.producer(), key.number());
        if (last != null && last >= key.number()) {
            account.violation("order: " + key + " after number " + last + " in one session");
        }
        return key;
    }

    private void commit(Session session, List<MessageKey> received) throws JMSException {
        try {
            session.commit();
            received.forEach(account::consumed);
        } catch (TransactionRolledBackException nothingHappened) {
            throw nothingHappened;
        } catch (JMSException outcomeUnknown) {
            received.forEach(account::inDoubt);
            throw outcomeUnknown;
        }
    }
}
