// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Messages whose bodies travel in chunks")
@Timeout(60)
class LargeMessageTest {
    private static final long WAIT_MS = 10_000;
    /** Twelve chunks and some bytes, more than is kept in memory. */
    private static final byte[] BODY = random(12 * (1 << 18) + 77);

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();
    private Connection connection;
    private Session session;
    private MessageProducer producer;
    private MessageConsumer consumer;

    @BeforeEach
    void connect() throws Exception {
        connection = BROKER.factory("largeMessageBytes=10000").createConnection();
        connection.start();
        session = connection.createSession();
        producer = session.createProducer(queue);
        consumer = session.createConsumer(queue);
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Test
    @DisplayName("The body arrives as it was sent, with headers and properties, and can be read again and again")
    void bytes() throws Exception {
        BytesMessage message = bytesMessage();
        message.setStringProperty("kind", "large");
        message.setJMSCorrelationID("c");
        producer.send(message);

        BytesMessage received = (BytesMessage) consumer.receive(WAIT_MS);
        assertEquals("large", received.getStringProperty("kind"));
        assertEquals("c", received.getJMSCorrelationID());
        assertEquals(BODY.length, received.getBodyLength());
        assertArrayEquals(BODY, received.getBody(byte[].class));
        assertEquals(BODY[0], received.readByte());
        received.reset();
        byte[] part = new byte[100_000];
        assertEquals(part.length, received.readBytes(part));
        assertArrayEquals(Arrays.copyOf(BODY, part.length), part);
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @DisplayName("A read over the end of the body does not move the position")
    void readOverTheEnd() throws Exception {
        producer.send(bytesMessage());

        BytesMessage received = (BytesMessage) consumer.receive(WAIT_MS);
        byte[] most = new byte[BODY.length - 3];
        received.readBytes(most);
        assertThrows(jakarta.jms.MessageEOFException.class, received::readInt);
        assertEquals(BODY[BODY.length - 3], received.readByte());
        byte[] rest = new byte[10];
        assertEquals(2, received.readBytes(rest));
        assertEquals(-1, received.readBytes(rest));
    }

    @Test
    @DisplayName("The sender's message stays as it is, and can be sent again")
    void sentTwice() throws Exception {
        BytesMessage message = bytesMessage();
        producer.send(message);
        message.writeByte((byte) 1);
        producer.send(message);

        assertEquals(BODY.length, ((BytesMessage) consumer.receive(WAIT_MS)).getBodyLength());
        assertEquals(BODY.length + 1, ((BytesMessage) consumer.receive(WAIT_MS)).getBodyLength());
    }

    @Test
    @DisplayName("Texts, maps, streams and objects can be large too")
    void allKinds() throws Exception {
        String text = "größe".repeat(100_000);
        producer.send(session.createTextMessage(text));
        MapMessage map = session.createMapMessage();
        map.setBytes("bytes", BODY);
        map.setInt("int", 7);
        producer.send(map);
        StreamMessage stream = session.createStreamMessage();
        stream.writeString(text);
        stream.writeBytes(BODY);
        producer.send(stream);
        producer.send(session.createObjectMessage(BODY));

        assertEquals(text, ((TextMessage) consumer.receive(WAIT_MS)).getText());
        MapMessage receivedMap = (MapMessage) consumer.receive(WAIT_MS);
        assertArrayEquals(BODY, receivedMap.getBytes("bytes"));
        assertEquals(7, receivedMap.getInt("int"));
        StreamMessage receivedStream = (StreamMessage) consumer.receive(WAIT_MS);
        assertEquals(text, receivedStream.readString());
        assertArrayEquals(BODY, (byte[]) receivedStream.readObject());
        assertArrayEquals(BODY, (byte[]) ((ObjectMessage) consumer.receive(WAIT_MS)).getObject());
    }

    @Test
    @DisplayName("A received message is sent on with its body, also by a connection that finds it small")
    void sentOn() throws Exception {
        Queue next = EmbeddedBroker.newQueue();
        producer.send(bytesMessage());
        Message received = consumer.receive(WAIT_MS);
        try (Connection other = BROKER.factory("largeMessageBytes=100000000").createConnection()) {
            Session otherSession = other.createSession();
            otherSession.createProducer(next).send(received);
            other.start();
            BytesMessage again =
                    (BytesMessage) otherSession.createConsumer(next).receive(WAIT_MS);
            assertArrayEquals(BODY, again.getBody(byte[].class));
        }
    }

    @Test
    @DisplayName(
            "In a transaction it comes with the commit, goes with the rollback, and comes again when its receiver rolls back")
    void transacted() throws Exception {
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer inTransaction = transacted.createProducer(queue);
        inTransaction.send(bytesMessage());
        transacted.rollback();
        assertNull(consumer.receiveNoWait());
        inTransaction.send(bytesMessage());
        transacted.commit();
        consumer.close();

        MessageConsumer receiver = transacted.createConsumer(queue);
        assertArrayEquals(BODY, receiver.receive(WAIT_MS).getBody(byte[].class));
        transacted.rollback();
        Message again = receiver.receive(WAIT_MS);
        assertTrue(again.getJMSRedelivered());
        assertArrayEquals(BODY, again.getBody(byte[].class));
        transacted.commit();
        assertNull(receiver.receiveNoWait());
    }

    @Test
    @DisplayName("Each subscriber of a topic gets it")
    void topic() throws Exception {
        Topic topic = EmbeddedBroker.topic("large-news");
        MessageConsumer first = session.createConsumer(topic);
        MessageConsumer second = session.createConsumer(topic);
        session.createProducer(topic).send(bytesMessage());

        assertArrayEquals(BODY, first.receive(WAIT_MS).getBody(byte[].class));
        assertArrayEquals(BODY, second.receive(WAIT_MS).getBody(byte[].class));
    }

    @Test
    @DisplayName("A browser shows it, and it stays")
    void browsed() throws Exception {
        consumer.close();
        producer.send(bytesMessage());

        QueueBrowser browser = session.createBrowser(queue);
        Enumeration<?> shown = browser.getEnumeration();
        assertArrayEquals(BODY, ((Message) shown.nextElement()).getBody(byte[].class));
        assertFalse(shown.hasMoreElements());
        assertArrayEquals(BODY, session.createConsumer(queue).receive(WAIT_MS).getBody(byte[].class));
    }

    @Test
    @DisplayName("A message that was consumed while a browser had it under way shows that its body is gone")
    void goneMeanwhile() throws Exception {
        producer.send(session.createTextMessage("first"));
        producer.send(bytesMessage());
        QueueBrowser browser = session.createBrowser(queue);
        Enumeration<?> shown = browser.getEnumeration();
        shown.nextElement();
        consumer.receive(WAIT_MS);
        consumer.receive(WAIT_MS);
        // What was acknowledged is, once this has an answer.
        session.createBrowser(queue).getEnumeration().hasMoreElements();

        Message late = (Message) shown.nextElement();
        assertNotNull(late.getJMSMessageID());
        MessageFormatException failure = assertThrows(MessageFormatException.class, () -> late.getBody(byte[].class));
        assertTrue(failure.getMessage().contains("consumed"), failure::getMessage);
    }

    @Test
    @DisplayName("A listener and an asynchronous send do as with any message")
    void asynchronously() throws Exception {
        CompletableFuture<byte[]> heard = new CompletableFuture<>();
        consumer.setMessageListener(message -> {
            try {
                heard.complete(message.getBody(byte[].class));
            } catch (JMSException e) {
                heard.completeExceptionally(e);
            }
        });
        CompletableFuture<Message> sent = new CompletableFuture<>();
        Session sending = connection.createSession();
        BytesMessage message = bytesMessage();
        sending.createProducer(queue).send(message, new CompletionListener() {
            @Override
            public void onCompletion(Message completed) {
                sent.complete(completed);
            }

            @Override
            public void onException(Message failed, Exception exception) {
                sent.completeExceptionally(exception);
            }
        });

        assertArrayEquals(BODY, heard.get(WAIT_MS, TimeUnit.MILLISECONDS));
        assertEquals(message, sent.get(WAIT_MS, TimeUnit.MILLISECONDS));
    }

    @Test
    @DisplayName("It survives a restart of the broker")
    void restarted() throws Exception {
        producer.send(bytesMessage());
        producer.setDeliveryMode(jakarta.jms.DeliveryMode.NON_PERSISTENT);
        producer.send(bytesMessage());
        connection.close();
        BROKER.restart();
        connect();

        assertArrayEquals(BODY, consumer.receive(WAIT_MS).getBody(byte[].class));
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @DisplayName("By stream properties a body is sent from a stream and saved to one")
    void streams() throws Exception {
        BytesMessage message = session.createBytesMessage();
        message.setObjectProperty("JMS_MAMBA_InputStream", new ByteArrayInputStream(BODY));
        producer.send(message);

        BytesMessage received = (BytesMessage) consumer.receive(WAIT_MS);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        received.setObjectProperty("JMS_MAMBA_SaveStream", saved);
        assertArrayEquals(BODY, saved.toByteArray());
        InputStream stream = (InputStream) received.getObjectProperty("JMS_MAMBA_InputStream");
        assertArrayEquals(BODY, stream.readAllBytes());
        assertFalse(received.getPropertyNames().asIterator().next().toString().contains("Stream"));
        assertThrows(
                MessageFormatException.class, () -> message.setObjectProperty("JMS_MAMBA_InputStream", "no stream"));
        assertThrows(
                MessageFormatException.class,
                () -> session.createTextMessage()
                        .setObjectProperty("JMS_MAMBA_InputStream", new ByteArrayInputStream(BODY)));
    }

    @Test
    @DisplayName("What is sent behind it comes behind it")
    void ordinaryMessagesBehind() throws Exception {
        producer.send(bytesMessage());
        producer.send(session.createTextMessage("behind"));

        assertArrayEquals(BODY, consumer.receive(WAIT_MS).getBody(byte[].class));
        assertEquals("behind", consumer.receive(WAIT_MS).getBody(String.class));
    }

    private BytesMessage bytesMessage() throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(BODY);
        return message;
    }
}
