// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import io.mambamq.testkit.account.MessageAccount;
import io.mambamq.testkit.account.MessageKey;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends numbered persistent messages and reconnects whenever the server dies. A number whose send failed is not sent again:
 * nobody knows whether it arrived.
 */
final class AccountingProducer implements Runnable {
    static final String PRODUCER = "producer";
    static final String NUMBER = "number";

    private static final int MESSAGES_PER_TRANSACTION = 5;

    /** How a producer learns that a message is on the broker's disk. */
    enum Mode {
        /** By the return of the send. */
        SYNCHRONOUS,
        /** By its completion listener. */
        ASYNCHRONOUS,
        /** By the return of the commit of a few. */
        TRANSACTED
    }

    /** Where to. */
    @FunctionalInterface
    interface Target {
        Destination in(Session session) throws JMSException;
    }

    private final class Confirming implements CompletionListener {
        private final MessageKey key;

        Confirming(MessageKey key) {
            this.key = key;
        }

        @Override
        public void onCompletion(Message message) {
            confirmed(key);
        }

        @Override
        public void onException(Message message, Exception exception) {
            // Nobody knows whether it arrived.
        }
    }

    private final int id;
    private final Mode mode;
    private final Target target;
    private final ConnectionFactory factory;
    private final MortalServer server;
    private final List<MessageAccount> accounts;
    private volatile boolean stopped;
    private long number;

    /** With an account for the queue, or for each subscription that the messages belong to. */
    AccountingProducer(
            int id,
            Mode mode,
            Target target,
            ConnectionFactory factory,
            MortalServer server,
            List<MessageAccount> accounts) {
        this.id = id;
        this.mode = mode;
        this.target = target;
        this.factory = factory;
        this.server = server;
        this.accounts = accounts;
    }

    /** The sends under way are finished first. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped && server.awaitUp()) {
                sendUntilTheServerDies();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendUntilTheServerDies() {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(
                    mode == Mode.TRANSACTED ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(target.in(session));
            while (!stopped) {
                if (mode == Mode.TRANSACTED) {
                    sendTransaction(session, producer);
                } else {
                    sendOne(session, producer);
                }
            }
        } catch (JMSException serverDied) {
            // The next life continues with the next number.
        }
    }

    private void sendOne(Session session, MessageProducer producer) throws JMSException {
        MessageKey key = nextKey();
        Message message = message(session, key);
        if (mode == Mode.ASYNCHRONOUS) {
            producer.send(message, new Confirming(key));
        } else {
            producer.send(message);
            confirmed(key);
        }
    }

    private void sendTransaction(Session session, MessageProducer producer) throws JMSException {
        List<MessageKey> sent = new ArrayList<>();
        while (sent.size() < MESSAGES_PER_TRANSACTION) {
            MessageKey key = nextKey();
            producer.send(message(session, key));
            sent.add(key);
        }
        session.commit();
        sent.forEach(this::confirmed);
    }

    private MessageKey nextKey() {
        MessageKey key = new MessageKey(id, ++number);
        accounts.forEach(account -> account.attempted(key));
        return key;
    }

    private static Message message(Session session, MessageKey key) throws JMSException {
        Message message = session.createTextMessage("message " + key);
        message.setIntProperty(PRODUCER, key.producer());
        message.setLongProperty(NUMBER, key.number());
        return message;
    }

    private void confirmed(MessageKey key) {
        accounts.forEach(account -> account.confirmed(key));
    }
}
