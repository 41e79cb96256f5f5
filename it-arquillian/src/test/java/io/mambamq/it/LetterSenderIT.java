// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.it.app.LetterSender;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sending from application code: with and without a JTA transaction, with an injected context. Runs inside the server. */
@ExtendWith(ArquillianExtension.class)
class LetterSenderIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Resource(lookup = "jms/connectionFactory")
    private ConnectionFactory connectionFactory;

    @Resource(lookup = "jms/letters")
    private Queue letters;

    @EJB
    private LetterSender sender;

    @Resource(lookup = "java:comp/UserTransaction")
    private UserTransaction transaction;

    @Deployment
    static WebArchive application() {
        return OrderArchive.createForTestsInside();
    }

    @Test
    @DisplayName("M-99: an injected JMSContext sends in the transaction that the container begins")
    void sendsWithAnInjectedContext() {
        sender.send("by injection");

        assertEquals("by injection", nextLetter());
    }

    @Test
    @DisplayName("M-99: what belongs to the container, an injected JMSContext refuses")
    void whatIsTheContainers() {
        assertEquals(List.of(), sender.allowedByMistake());

        sender.send("still good");
        assertEquals("still good", nextLetter());
    }

    @Test
    @DisplayName("C-14: a factory's context sends at once when there is no JTA transaction")
    void sendsWithoutATransaction() {
        try (JMSContext jms = connectionFactory.createContext()) {
            jms.createProducer().send(letters, "no transaction");

            assertEquals("no transaction", jms.createConsumer(letters).receiveBody(String.class, PATIENCE.toMillis()));
        }
    }

    @Test
    @DisplayName("C-14: a factory's context sends with the commit of the JTA transaction, also when closed before it")
    void sendsWithTheCommitOfATransaction() throws Exception {
        transaction.begin();
        send("first of two");
        send("second of two");
        transaction.commit();

        assertEquals("first of two", nextLetter());
        assertEquals("second of two", nextLetter());
    }

    @Test
    @DisplayName("the rollback of a JTA transaction sends nothing, whichever way the letter was sent")
    void sendsNothingAfterARollback() throws Exception {
        transaction.begin();
        send("never arrives");
        sender.send("never arrives either");
        transaction.rollback();
        send("the next one");

        assertEquals("the next one", nextLetter());
    }

    @Test
    @DisplayName("a rolled-back receive leaves the letter in the queue")
    void leavesTheLetterAfterARollback() throws Exception {
        send("read twice");

        transaction.begin();
        assertEquals("read twice", nextLetter());
        transaction.rollback();

        assertEquals("read twice", nextLetter());
    }

    private void send(String letter) {
        try (JMSContext jms = connectionFactory.createContext()) {
            jms.createProducer().send(letters, letter);
        }
    }

    private String nextLetter() {
        try (JMSContext jms = connectionFactory.createContext();
                var consumer = jms.createConsumer(letters)) {
            return consumer.receiveBody(String.class, PATIENCE.toMillis());
        }
    }
}
