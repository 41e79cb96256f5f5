// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import io.mambamq.testkit.account.MessageAccount;
import io.mambamq.testkit.account.MessageKey;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/**
 * Sends numbered persistent messages and reconnects whenever the server dies. Each send waits for its confirmation, or has it told
 * to a completion listener. A number whose send failed is not sent again: nobody knows whether it arrived.
 */
final class AccountingProducer implements Runnable {
    static final String PRODUCER = "producer";
    static final String NUMBER = "number";

    /** How a producer learns that a message is on the broker's disk. */
    enum Mode {
        SYNCHRONOUS,
        ASYNCHRONOUS
    }

    private record Confirming(MessageAccount account, MessageKey key) implements CompletionListener {
        @Override
        public void onCompletion(Message message) {
            account.confirmed(key);
        }

        @Override
        public void onException(Message message, Exception exception) {
            // Nobody knows whether it arrived.
        }
    }

    private final int id;
    private final Mode mode;
    private final String queue;
    private final ConnectionFactory factory;
    private final MortalServer server;
    private final MessageAccount account;
    private volatile boolean stopped;
    private long number;

    AccountingProducer(
            int id, Mode mode, String queue, ConnectionFactory factory, MortalServer server, MessageAccount account) {
        this.id = id;
        this.mode = mode;
        this.queue = queue;
        this.factory = factory;
        this.server = server;
        this.account = account;
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
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            while (!stopped) {
                MessageKey key = new MessageKey(id, ++number);
                Message message = session.createTextMessage("message " + key);
                message.setIntProperty(PRODUCER, key.producer());
                message.setLongProperty(NUMBER, key.number());
                account.attempted(key);
                send(producer, message, key);
            }
        } catch (JMSException serverDied) {
            // The next life continues with the next number.
        }
    }

    private void send(MessageProducer producer, Message message, MessageKey key) throws JMSException {
        if (mode == Mode.ASYNCHRONOUS) {
            producer.send(message, new Confirming(account, key));
        } else {
            producer.send(message);
            account.confirmed(key);
        }
    }
}
