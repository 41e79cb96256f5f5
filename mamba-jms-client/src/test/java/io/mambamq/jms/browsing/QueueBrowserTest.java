// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.browsing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.EmbeddedBroker;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
@SuppressWarnings("JdkObsolete") // QueueBrowser has Enumerations
class QueueBrowserTest {
    private static final long WAIT_MS = 10_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private Connection connection;
    private Session session;
    private MessageProducer producer;

    @BeforeEach
    void connect() throws Exception {
        connection = BROKER.connections().createConnection();
        session = connection.createSession();
        producer = session.createProducer(queue);
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    @Test
    @DisplayName("M-42: a browser shows the queue in its order and takes nothing, also on a stopped connection")
    void shows() throws Exception {
        send("low", 1);
        send("first", 4);
        send("second", 4);
        send("high", 9);

        QueueBrowser browser = session.createBrowser(queue);

        assertEquals(queue, browser.getQueue());
        assertNull(browser.getMessageSelector());
        assertEquals(List.of("high", "first", "second", "low"), texts(browser));
        connection.start();
        assertEquals("high", session.createConsumer(queue).receive(WAIT_MS).getBody(String.class));
    }

    @Test
    @DisplayName("M-42: each enumeration shows the queue as it is when it is made")
    void enumerations() throws Exception {
        QueueBrowser browser = session.createBrowser(queue);
        send("one", 4);
        Enumeration<?> first = browser.getEnumeration();
        send("two", 9);

        assertEquals(List.of("two", "one"), texts(browser));
        assertEquals(List.of("one"), rest(first));
        assertFalse(first.hasMoreElements());
        assertThrows(NoSuchElementException.class, first::nextElement);
    }

    @Test
    @DisplayName("M-42: a selector shows what matches")
    void selector() throws Exception {
        for (int i = 0; i < 500; i++) {
            TextMessage message = session.createTextMessage(Integer.toString(i));
            message.setIntProperty("number", i);
            producer.send(message, DeliveryMode.NON_PERSISTENT, 4, 0);
        }

        QueueBrowser browser = session.createBrowser(queue, "number = 500");
        assertEquals(List.of(), texts(browser));
        browser = session.createBrowser(queue, "number >= 250 AND number < 253");
        assertEquals("number >= 250 AND number < 253", browser.getMessageSelector());
        assertEquals(List.of("250", "251", "252"), texts(browser));
    }

    @Test
    @DisplayName("M-31: a malformed selector is refused when the browser is created")
    void malformedSelector() {
        assertThrows(InvalidSelectorException.class, () -> session.createBrowser(queue, "number >"));
    }

    @Test
    @DisplayName("M-42 M-09: a message before its delivery time is not shown")
    void delayed() throws Exception {
        producer.setDeliveryDelay(3_600_000);
        send("later", 4);
        producer.setDeliveryDelay(0);
        send("now", 4);

        assertEquals(List.of("now"), texts(session.createBrowser(queue)));
    }

    @Test
    @DisplayName("M-42 M-07: an expired message is not shown")
    void expired() throws Exception {
        Message message = session.createTextMessage("gone");
        producer.send(message, DeliveryMode.PERSISTENT, 4, 1);
        while (System.currentTimeMillis() <= message.getJMSExpiration()) {
            Thread.onSpinWait();
        }
        send("fresh", 4);

        assertEquals(List.of("fresh"), texts(session.createBrowser(queue)));
    }

    @Test
    @DisplayName("M-42: what the session has received and acknowledges by itself is not shown any more")
    void received() throws Exception {
        connection.start();
        for (int i = 0; i < 10; i++) {
            send(Integer.toString(i), 4);
        }
        MessageConsumer consumer = session.createConsumer(queue);
        for (int i = 0; i < 5; i++) {
            consumer.receive(WAIT_MS);
        }

        assertEquals(List.of("5", "6", "7", "8", "9"), texts(session.createBrowser(queue)));
    }

    @Test
    @DisplayName("M-42: what another transaction has not committed is still shown, what it sends is not")
    void transactions() throws Exception {
        connection.start();
        send("received", 4);
        Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED);
        transacted.createConsumer(queue).receive(WAIT_MS);
        transacted.createProducer(queue).send(transacted.createTextMessage("sent"));

        assertEquals(List.of("received"), texts(session.createBrowser(queue)));
        transacted.commit();
        assertEquals(List.of("sent"), texts(session.createBrowser(queue)));
    }

    @Test
    @DisplayName("M-42: a long queue is shown page by page, by several browsers at once")
    void pages() throws Exception {
        List<String> expected = new ArrayList<>();
        Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer sender = transacted.createProducer(queue);
        for (int i = 0; i < 1_000; i++) {
            sender.send(transacted.createTextMessage(Integer.toString(i)));
            expected.add(Integer.toString(i));
        }
        transacted.commit();

        Enumeration<?> slow = session.createBrowser(queue).getEnumeration();
        List<String> slowTexts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slowTexts.add(text(slow.nextElement()));
        }
        assertEquals(expected, texts(session.createBrowser(queue)));
        slowTexts.addAll(rest(slow));
        assertEquals(expected, slowTexts);
    }

    @Test
    @DisplayName("M-42: messages that are larger than a page come one at a time")
    void largeMessages() throws Exception {
        for (int i = 0; i < 4; i++) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[2 << 20]);
            producer.send(message);
        }

        Enumeration<?> enumeration = session.createBrowser(queue).getEnumeration();

        for (int i = 0; i < 4; i++) {
            assertEquals(2 << 20, ((BytesMessage) enumeration.nextElement()).getBodyLength());
        }
        assertFalse(enumeration.hasMoreElements());
    }

    @Test
    @DisplayName("M-42: messages of before a restart are read back from the journal")
    void coldMessages() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            send(Integer.toString(i), 4);
            expected.add(Integer.toString(i));
        }
        connection.close();
        BROKER.restart();

        connection = BROKER.connections().createConnection();
        session = connection.createSession();
        assertEquals(expected, texts(session.createBrowser(queue)));
        assertEquals(expected, texts(session.createBrowser(queue, "JMSPriority = 4")));
    }

    @Test
    @DisplayName("M-15, M-64: a shown message is read-only, and there is nothing in it to acknowledge")
    void shownMessage() throws Exception {
        connection.start();
        Session client = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(queue);
        send("one", 4);
        send("two", 4);
        consumer.receive(WAIT_MS);

        TextMessage shown =
                (TextMessage) client.createBrowser(queue).getEnumeration().nextElement();
        assertThrows(MessageNotWriteableException.class, () -> shown.setText("other"));
        shown.acknowledge();

        client.recover();
        assertTrue(consumer.receive(WAIT_MS).getJMSRedelivered(), "the browser acknowledged nothing");
    }

    @Test
    @DisplayName("M-55: a closed browser, and one of a closed session, refuses everything but close")
    void closed() throws Exception {
        send("one", 4);
        QueueBrowser browser = session.createBrowser(queue);
        Enumeration<?> enumeration = browser.getEnumeration();
        browser.close();
        browser.close();
        assertThrows(IllegalStateException.class, browser::getEnumeration);
        assertThrows(IllegalStateException.class, browser::getQueue);
        assertThrows(IllegalStateException.class, browser::getMessageSelector);
        assertThrows(IllegalStateRuntimeException.class, enumeration::hasMoreElements);
        assertThrows(IllegalStateRuntimeException.class, enumeration::nextElement);

        QueueBrowser other = session.createBrowser(queue);
        Enumeration<?> otherEnumeration = other.getEnumeration();
        session.close();
        assertThrows(IllegalStateException.class, other::getEnumeration);
        assertThrows(IllegalStateRuntimeException.class, otherEnumeration::hasMoreElements);
        other.close();
        session = connection.createSession();
        assertEquals(List.of("one"), texts(session.createBrowser(queue)), "the connection goes on");
    }

    @Test
    @DisplayName("M-42: a session has a bounded number of open enumerations; those at their end or closed do not count")
    void limit() throws Exception {
        send("one", 4);
        for (int i = 0; i < 1_500; i++) {
            QueueBrowser browser = session.createBrowser(queue);
            assertTrue(browser.getEnumeration().hasMoreElements());
            browser.close();
        }
        QueueBrowser browser = session.createBrowser(queue);
        for (int i = 0; i < 1_000; i++) {
            browser.getEnumeration();
        }
        assertThrows(ResourceAllocationException.class, browser::getEnumeration);

        browser.close();

        assertEquals(List.of("one"), texts(session.createBrowser(queue)));
    }

    @Test
    @DisplayName("M-91: no queue, no browser")
    void destinations() {
        assertThrows(InvalidDestinationException.class, () -> session.createBrowser(null));
    }

    @Test
    @DisplayName("M-42: JMSContext browses, which starts nothing")
    void simplifiedApi() throws Exception {
        send("one", 4);
        try (JMSContext context = BROKER.connections().createContext()) {
            QueueBrowser browser = context.createBrowser(queue, "JMSPriority = 4");

            assertEquals(List.of("one"), texts(browser));
            try (JMSConsumer consumer = context.createConsumer(queue)) {
                assertEquals("one", consumer.receiveBody(String.class, WAIT_MS));
            }
            assertEquals(List.of(), texts(browser));
        }
    }

    // ---- words

    private void send(String text, int priority) throws JMSException {
        producer.send(session.createTextMessage(text), DeliveryMode.PERSISTENT, priority, 0);
    }

    private static List<String> texts(QueueBrowser browser) throws JMSException {
        return rest(browser.getEnumeration());
    }

    private static List<String> rest(Enumeration<?> enumeration) throws JMSException {
        List<String> texts = new ArrayList<>();
        while (enumeration.hasMoreElements()) {
            texts.add(text(enumeration.nextElement()));
        }
        return texts;
    }

    private static String text(Object message) throws JMSException {
        return ((TextMessage) message).getText();
    }
}
