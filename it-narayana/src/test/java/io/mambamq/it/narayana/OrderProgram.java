// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.narayana;

import com.arjuna.ats.jta.TransactionManager;
import io.mambamq.jms.MambaConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.XAJMSContext;
import jakarta.transaction.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;

/** Takes one order from a queue, stores it in a database and replies, in one transaction. */
final class OrderProgram {
    /** Which of the two resources takes part, prepares and commits first. */
    enum First {
        BROKER,
        DATABASE
    }

    /** How the program ends the transaction. */
    enum Outcome {
        COMMIT,
        ROLLBACK
    }

    private static final long WAIT_MS = 10_000;

    private OrderProgram() {}

    /** Arguments: the transaction manager's log, the broker, the database, who is first, the outcome, where to die. */
    public static void main(String[] arguments) throws Exception {
        Narayana.configure(Path.of(arguments[0]));
        var connectionFactory = new MambaConnectionFactory(arguments[1]);
        var orders = new Orders(Path.of(arguments[2]));
        CrashPoint point = CrashPoint.valueOf(arguments[5]);
        orders.create();
        try (XAJMSContext jms = connectionFactory.createXAContext()) {
            XAConnection database = orders.connect();
            process(
                    jms,
                    database,
                    First.valueOf(arguments[3]) == First.BROKER
                            ? new XAResource[] {
                                jms.getXAResource(), new CrashingXaResource(database.getXAResource(), point)
                            }
                            : new XAResource[] {
                                database.getXAResource(), new CrashingXaResource(jms.getXAResource(), point)
                            },
                    Outcome.valueOf(arguments[4]));
            database.close();
        }
        System.out.println("rows " + orders.count());
        System.exit(0);
    }

    private static void process(XAJMSContext jms, XAConnection database, XAResource[] resources, Outcome outcome)
            throws Exception {
        var transactions = TransactionManager.transactionManager();
        transactions.begin();
        Transaction transaction = transactions.getTransaction();
        for (XAResource resource : resources) {
            transaction.enlistResource(resource);
        }
        try (JMSConsumer consumer = jms.createConsumer(jms.createQueue("orders"));
                Connection connection = database.getConnection()) {
            String order = consumer.receiveBody(String.class, WAIT_MS);
            Orders.insert(connection, order);
            jms.createProducer().send(jms.createQueue("replies"), "stored " + order);
            for (XAResource resource : resources) {
                transaction.delistResource(resource, XAResource.TMSUCCESS);
            }
        }
        switch (outcome) {
            case COMMIT -> transactions.commit();
            case ROLLBACK -> transactions.rollback();
        }
    }
}
