// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import io.mambamq.testkit.account.MessageAccount;
import io.mambamq.testkit.account.MessageKey;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/**
 * Sends numbered persistent messages, each waiting for its confirmation, and reconnects whenever the server dies. A number
 * whose send failed is not sent again: nobody knows whether it arrived.
 */
final class AccountingProducer implements Runnable {
    static final String PRODUCER = "producer";
    static final String NUMBER = "number";

    private final int id;
    private final String queue;
    private final ConnectionFactory factory;
    private final MortalServer server;
    private final MessageAccount account;
    private volatile boolean stopped;
    private long number;

    AccountingProducer(int id, String queue, ConnectionFactory factory, MortalServer server, MessageAccount account) {
        this.id = id;
        this.queue = queue;
        this.factory = factory;
        this.server = server;
        this.account = account;
    }

    /** The send under way is finished first. */
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
                producer.send(message);
                account.confirmed(key);
            }
        } catch (JMSException serverDied) {
            // The next life continues with the next number.
        }
    }
}
