// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.fake.FakeBroker;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendFailed;
import io.mambamq.protocol.frame.Sent;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AsynchronousSendTest {
    private static final int OUTSTANDING_MAX = 1024;

    private final MambaQueue queue = new MambaQueue("orders");
    private final Completions completions = new Completions();
    private FakeBroker broker;
    private Connection connection;
    private Session session;
    private MessageProducer producer;

    @BeforeEach
    void start() throws Exception {
        broker = new FakeBroker();
        connect();
    }

    private void connect(String... options) throws JMSException {
        connection = broker.factory(options).createConnection();
        session = connection.createSession();
        producer = session.createProducer(queue);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private Message sendOne(CompletionListener listener) throws JMSException {
        Message message = session.createTextMessage("hello");
        producer.send(message, listener);
        return message;
    }

    private void confirm(long first, long last) throws Exception {
        broker.send(new Sent(1, first, last));
    }

    @Test
    @DisplayName("M-71, M-72: the listener is called once the broker has confirmed, on another thread")
    void confirmed() throws Exception {
        Message message = sendOne(completions);
        Send frame = broker.expect(Send.class);
        assertTrue(frame.confirm());
        assertEquals(0, completions.count());

        broker.send(new Sent(frame.session(), 1, 1));

        Completions.Call call = completions.next();
        assertSame(message, call.message());
        assertNull(call.failure());
        assertNotSame(Thread.currentThread(), call.thread());
        assertTrue(message.getJMSMessageID().startsWith("ID:"));
        assertEquals(queue, message.getJMSDestination());
        connection.close();
        assertEquals(0, completions.count());
    }

    @Test
    @DisplayName("M-72: completions come in the order of the sends, whatever order the broker decides in")
    void order() throws Exception {
        Message first = sendOne(completions);
        Message second = sendOne(completions);
        Message third = sendOne(completions);
        int number = broker.expect(Send.class).session();

        broker.send(
                new SendFailed(number, 2, ErrorCode.INVALID_DESTINATION, "not that one"),
                new Sent(number, 3, 3),
                new Sent(number, 1, 1));

        Completions.Call one = completions.next();
        Completions.Call two = completions.next();
        Completions.Call three = completions.next();
        assertSame(first, one.message());
        assertNull(one.failure());
        assertSame(second, two.message());
        assertInstanceOf(InvalidDestinationException.class, two.failure());
        assertEquals("not that one", two.failure().getMessage());
        assertSame(third, three.message());
        assertNull(three.failure());
        assertSame(one.thread(), three.thread());
    }

    @Test
    @DisplayName("M-71: a null listener is an illegal argument, in every variant")
    void nullListener() throws Exception {
        Message message = session.createMessage();
        MessageProducer anonymous = session.createProducer(null);

        assertThrows(IllegalArgumentException.class, () -> producer.send(message, null));
        assertThrows(IllegalArgumentException.class, () -> producer.send(message, 2, 4, 0, null));
        assertThrows(IllegalArgumentException.class, () -> anonymous.send(queue, message, null));
        assertThrows(IllegalArgumentException.class, () -> anonymous.send(queue, message, 2, 4, 0, null));
        assertEquals(0, broker.unexpectedCount());
    }

    @Test
    @DisplayName("M-71: when the call throws, the listener is not called")
    void failedCall() throws Exception {
        MessageProducer anonymous = session.createProducer(null);
        Message message = session.createMessage();

        assertThrows(MessageFormatException.class, () -> producer.send((Message) null, completions));
        assertThrows(JMSException.class, () -> producer.send(message, 7, 4, 0, completions));
        assertThrows(JMSException.class, () -> producer.send(message, 2, 10, 0, completions));
        assertThrows(UnsupportedOperationException.class, () -> anonymous.send(message, completions));
        assertThrows(UnsupportedOperationException.class, () -> producer.send(queue, message, completions));
        assertThrows(InvalidDestinationException.class, () -> anonymous.send(null, message, completions));
        Message unsendable = session.createTextMessage("half a pair: \uD800");
        assertThrows(MessageFormatException.class, () -> producer.send(unsendable, completions));

        connection.close();
        assertEquals(0, completions.count());
    }

    @Test
    @DisplayName(
            "M-73: closing the producer, the session or the connection waits for the confirmation and for the listener")
    void closing() throws Exception {
        assertWaits(() -> producer.close());
        assertWaits(() -> session.close());
        connection.close();
        connect();
        assertWaits(() -> connection.close());
    }

    private void assertWaits(Async.Action action) throws Exception {
        CountDownLatch mayReturn = new CountDownLatch(1);
        CompletableFuture<Void> called = new CompletableFuture<>();
        session.createProducer(queue);
        producer = session.createProducer(queue);
        sendOne(onCompletion(message -> {
            called.complete(null);
            Async.unchecked(mayReturn::await);
        }));
        Send frame = nextSend();
        CompletableFuture<Void> waiting = Async.run(action);
        Async.awaitWaiting(waiting);
        assertFalse(waiting.isDone());

        broker.send(new Sent(frame.session(), frame.sequence(), frame.sequence()));
        called.get(10, TimeUnit.SECONDS);
        Async.awaitWaiting(waiting);
        assertFalse(waiting.isDone());

        mayReturn.countDown();
        waiting.get(10, TimeUnit.SECONDS);
    }

    /** Of the current connection; the goodbye of the one before may still lie there. */
    private Send nextSend() throws InterruptedException {
        while (true) {
            if (broker.expectAny() instanceof Send frame) {
                return frame;
            }
        }
    }

    private static CompletionListener onCompletion(java.util.function.Consumer<Message> action) {
        return new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                action.accept(message);
            }

            @Override
            public void onException(Message message, Exception exception) {
                throw new AssertionError(exception);
            }
        };
    }

    @Test
    @DisplayName("M-73: a listener cannot close its producer, session or connection")
    void closingFromTheListener() throws Exception {
        CompletableFuture<Void> tried = new CompletableFuture<>();
        sendOne(onCompletion(message -> Async.completing(tried, () -> {
            assertThrows(jakarta.jms.IllegalStateException.class, producer::close);
            assertThrows(jakarta.jms.IllegalStateException.class, session::close);
            assertThrows(jakarta.jms.IllegalStateException.class, connection::close);
        })));
        broker.expect(Send.class);
        confirm(1, 1);

        tried.get(10, TimeUnit.SECONDS);

        // None of them was closed by it.
        assertNull(session.getMessageListener());
        producer.getPriority();
        connection.close();
    }

    @Test
    @DisplayName("M-71: a lost connection fails everything outstanding, in order")
    void lostConnection() throws Exception {
        Message first = sendOne(completions);
        Message second = sendOne(completions);
        broker.expect(Send.class);
        broker.expect(Send.class);

        broker.sever();

        Completions.Call one = completions.next();
        Completions.Call two = completions.next();
        assertSame(first, one.message());
        assertSame(second, two.message());
        assertEquals("CONNECTION_LOST", ((JMSException) one.failure()).getErrorCode());
        assertEquals("CONNECTION_LOST", ((JMSException) two.failure()).getErrorCode());
        assertThrows(JMSException.class, () -> sendOne(completions));
        connection.close();
        assertEquals(0, completions.count());
    }

    @Test
    @DisplayName("M-73: a confirmation that does not come is given up, so that closing ends")
    void noAnswer() throws Exception {
        connection.close();
        connect("callTimeoutMs=100");
        sendOne(completions);

        connection.close();

        assertEquals("NO_ANSWER", ((JMSException) completions.next().failure()).getErrorCode());
    }

    @Test
    @DisplayName("M-60, M-72: completion listeners take turns with the session's message listeners")
    void turns() throws Exception {
        CountDownLatch mayReturn = new CountDownLatch(1);
        CompletableFuture<Void> listening = new CompletableFuture<>();
        session.createConsumer(queue).setMessageListener(message -> {
            listening.complete(null);
            Async.unchecked(mayReturn::await);
            completions.onCompletion(message);
        });
        connection.start();
        broker.send(FakeBroker.deliver(1, 1, 1, "hello"));
        listening.get(10, TimeUnit.SECONDS);
        Message sent = sendOne(completions);
        confirm(1, 1);

        // The message listener runs: the completion has to wait for it.
        CompletableFuture<Void> closing = Async.run(producer::close);
        Async.awaitWaiting(closing);
        assertEquals(0, completions.count());
        mayReturn.countDown();

        assertNotSame(sent, completions.next().message());
        assertSame(sent, completions.next().message());
        closing.get(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("M-73: a message listener that waits for its sends lends their listeners its turn")
    void waitingInAMessageListener() throws Exception {
        CompletableFuture<Void> listened = new CompletableFuture<>();
        session.createConsumer(queue)
                .setMessageListener(message -> Async.completing(listened, () -> {
                    sendOne(completions);
                    producer.close();
                    assertEquals(1, completions.count());
                }));
        connection.start();
        broker.send(FakeBroker.deliver(1, 1, 1, "hello"));
        nextSend();

        confirm(1, 1);

        listened.get(10, TimeUnit.SECONDS);
        assertNull(completions.next().failure());
    }

    @Test
    @DisplayName("M-72: what is outstanding is bounded; a sender waits for the oldest to complete")
    void bounded() throws Exception {
        for (int i = 0; i < OUTSTANDING_MAX; i++) {
            sendOne(completions);
            broker.expect(Send.class);
        }
        CompletableFuture<Message> another = Async.call(() -> sendOne(completions));
        Async.awaitWaiting(another);
        assertFalse(another.isDone());
        assertEquals(0, broker.unexpectedCount());

        confirm(1, 1);

        another.get(10, TimeUnit.SECONDS);
        assertEquals(OUTSTANDING_MAX + 1, broker.expect(Send.class).sequence());
    }

    @Test
    void anInterruptedSenderThrowsAndHasSentNothing() throws Exception {
        for (int i = 0; i < OUTSTANDING_MAX; i++) {
            sendOne(completions);
            broker.expect(Send.class);
        }
        CompletableFuture<Throwable> another = Async.call(() -> Async.failureOf(() -> sendOne(completions)));
        Async.awaitWaiting(another);

        Async.threadOf(another).interrupt();

        JMSException failure = assertInstanceOf(JMSException.class, another.get(10, TimeUnit.SECONDS));
        assertEquals("INTERRUPTED", failure.getErrorCode());
        assertEquals(0, broker.unexpectedCount());
    }

    @Test
    @DisplayName("M-72: a listener may send, also when senders have to wait")
    void sendingFromTheListener() throws Exception {
        sendOne(onCompletion(message -> Async.unchecked(() -> sendOne(completions))));
        broker.expect(Send.class);
        for (int i = 1; i < OUTSTANDING_MAX; i++) {
            sendOne(completions);
            broker.expect(Send.class);
        }

        confirm(1, 1);

        assertEquals(OUTSTANDING_MAX + 1, broker.expect(Send.class).sequence());
        confirm(2, OUTSTANDING_MAX + 1);
        for (int i = 0; i < OUTSTANDING_MAX; i++) {
            assertNull(completions.next().failure());
        }
    }

    @Test
    @DisplayName("M-72: a listener that sends more than completes gets an error instead of all memory")
    void sendingTooMuchFromTheListener() throws Exception {
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        sendOne(onCompletion(message -> failed.complete(Async.failureOf(() -> {
            for (int i = 0; i <= 2 * OUTSTANDING_MAX; i++) {
                sendOne(completions);
            }
        }))));
        broker.expect(Send.class);

        confirm(1, 1);

        assertInstanceOf(ResourceAllocationException.class, failed.get(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("M-71: a listener that throws does not keep the next from being called")
    void throwingListener() throws Exception {
        sendOne(onCompletion(message -> {
            throw new IllegalArgumentException("thrown by the test");
        }));
        sendOne(completions);
        broker.expect(Send.class);

        confirm(1, 2);

        assertNull(completions.next().failure());
    }

    @Test
    @DisplayName("M-22: a bytes message is reset when its listener gets it")
    void reset() throws Exception {
        BytesMessage message = session.createBytesMessage();
        message.writeInt(42);
        producer.send(message, completions);
        broker.expect(Send.class);
        confirm(1, 1);

        BytesMessage completed = (BytesMessage) completions.next().message();

        assertEquals(42, completed.readInt());
    }

    @Test
    @DisplayName("M-54, M-71: the refusal of a non-persistent message reaches its completion listener only")
    void refusedNonPersistent() throws Exception {
        CompletableFuture<JMSException> reported = new CompletableFuture<>();
        connection.setExceptionListener(reported::complete);
        producer.send(session.createMessage(), DeliveryMode.NON_PERSISTENT, 4, 0, completions);
        broker.expect(Send.class);

        broker.send(new SendFailed(1, 1, ErrorCode.RESOURCE_LIMIT, "full"));

        assertInstanceOf(ResourceAllocationException.class, completions.next().failure());
        assertFalse(reported.isDone());
    }
}
