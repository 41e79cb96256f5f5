// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.testkit.account.MessageKey;
import jakarta.jms.Connection;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that consumes a durable subscription in transactions of a few messages, keeps a ledger, and is killed. Arguments: url,
 * topic, kind of subscription, ledger.
 */
final class MortalSubscriber {
    static final String READY = "subscribed";
    static final String CLIENT_ID = "mortal";

    private static final int MESSAGES_PER_TRANSACTION_MAX = 3;
    private static final long RECEIVE_TIMEOUT_MS = 10;

    /** Which durable subscription. */
    enum Kind {
        UNSHARED {
            @Override
            MessageConsumer open(Session session, String topic) throws JMSException {
                return session.createDurableConsumer(session.createTopic(topic), name());
            }
        },
        SHARED {
            @Override
            MessageConsumer open(Session session, String topic) throws JMSException {
                return session.createSharedDurableConsumer(session.createTopic(topic), name());
            }
        };

        abstract MessageConsumer open(Session session, String topic) throws JMSException;

        /**
         * Without a client id where several are to share, since it is one connection's. The broker may not have noticed yet that
         * the last one that had it has died.
         */
        Connection connect(String url) throws JMSException {
            MambaConnectionFactory factory =
                    new MambaConnectionFactory(this == UNSHARED ? url + "?clientId=" + CLIENT_ID : url);
            while (true) {
                try {
                    return factory.createConnection();
                } catch (InvalidClientIDException inUse) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private MortalSubscriber() {}

    public static void main(String[] arguments) throws JMSException, IOException {
        Kind kind = Kind.valueOf(arguments[2]);
        LedgerFile ledger = new LedgerFile(Path.of(arguments[3]));
        Connection connection = kind.connect(arguments[0]);
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = kind.open(session, arguments[1]);
        connection.start();
        System.out.println(READY);
        while (true) {
            consumeTransaction(session, consumer, ledger);
        }
    }

    private static void consumeTransaction(Session session, MessageConsumer consumer, LedgerFile ledger)
            throws JMSException, IOException {
        List<MessageKey> received = new ArrayList<>();
        Message message = consumer.receive();
        while (message != null) {
            received.add(new MessageKey(
                    message.getIntProperty(AccountingProducer.PRODUCER),
                    message.getLongProperty(AccountingProducer.NUMBER)));
            message = received.size() < MESSAGES_PER_TRANSACTION_MAX ? consumer.receive(RECEIVE_TIMEOUT_MS) : null;
        }
        ledger.received(received);
        session.commit();
        ledger.committed(received);
    }
}
