// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.jms.Async;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.MambaTopic;
import io.mambamq.jms.fake.FakeBroker;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.FrameType;
import io.mambamq.protocol.frame.Unsubscribe;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.SubscriptionName;
import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client says to the broker about subscriptions, frame by frame. */
@Timeout(30)
class SubscriptionFramesTest {
    private static final MambaTopic TOPIC = new MambaTopic("news");

    private FakeBroker broker;
    private Session session;

    /** How a consumer is created. */
    private interface Creation {
        MessageConsumer by(Session session) throws JMSException;
    }

    @BeforeEach
    void connect() throws Exception {
        broker = new FakeBroker().leaveAlone(FrameType.CONSUMER_ATTACH);
        Connection connection = broker.factory("clientId=client").createConnection();
        session = connection.createSession();
    }

    @AfterEach
    void disconnect() throws Exception {
        broker.close();
    }

    static Stream<Arguments> creations() {
        return Stream.of(
                attach("unshared", null, null, false, session -> session.createConsumer(TOPIC)),
                attach("noLocal", "a = 1", null, true, session -> session.createConsumer(TOPIC, "a = 1", true)),
                attach("white space is no selector", null, null, false, session -> session.createConsumer(TOPIC, " ")),
                attach(
                        "shared",
                        null,
                        new SubscriptionName("s", false, true),
                        false,
                        session -> session.createSharedConsumer(TOPIC, "s")),
                attach(
                        "durable",
                        "a = 1",
                        new SubscriptionName("s", true, false),
                        true,
                        session -> session.createDurableSubscriber(TOPIC, "s", "a = 1", true)),
                attach(
                        "shared and durable",
                        "a = 1",
                        new SubscriptionName("s", true, true),
                        false,
                        session -> session.createSharedDurableConsumer(TOPIC, "s", "a = 1")));
    }

    private static Arguments attach(
            String kind,
            @Nullable String selector,
            @Nullable SubscriptionName subscription,
            boolean noLocal,
            Creation creation) {
        return Arguments.of(
                kind,
                creation,
                new ConsumerAttach(1, 2, 1, DestinationName.topic("news"), selector, noLocal, subscription));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("creations")
    void attaches(String kind, Creation creation, ConsumerAttach expected) throws Exception {
        CompletableFuture<MessageConsumer> consumer = Async.call(() -> creation.by(session));

        assertEquals(expected, broker.expect(ConsumerAttach.class));
        broker.send(new Done(1, 2, 0));

        assertEquals(expected.selector(), consumer.get(10, TimeUnit.SECONDS).getMessageSelector());
    }

    @Test
    @DisplayName("noLocal of a queue is not said")
    void queue() throws Exception {
        Async.call(() -> session.createConsumer(new MambaQueue("orders"), null, true));

        ConsumerAttach attach = broker.expect(ConsumerAttach.class);

        assertEquals(new ConsumerAttach(1, 2, 1, DestinationName.queue("orders"), null, false, null), attach);
        broker.send(new Done(1, 2, 0));
    }

    @Test
    @DisplayName("M-82, M-91: a conflict is a JMSException with the broker's words; the session goes on")
    void conflict() throws Exception {
        CompletableFuture<MessageConsumer> consumer = Async.call(() -> session.createDurableConsumer(TOPIC, "s"));
        broker.expect(ConsumerAttach.class);
        broker.send(new Failed(1, 2, ErrorCode.SUBSCRIPTION_CONFLICT, "it is taken"));

        Throwable refusal = assertThrows(ExecutionException.class, () -> consumer.get(10, TimeUnit.SECONDS))
                .getCause();

        assertEquals(JMSException.class, refusal.getClass());
        assertEquals("it is taken", refusal.getMessage());
        CompletableFuture<MessageConsumer> next = Async.call(() -> session.createDurableConsumer(TOPIC, "t"));
        assertEquals(2, broker.expect(ConsumerAttach.class).consumer());
        broker.send(new Done(1, 3, 0));
        assertNull(next.get(10, TimeUnit.SECONDS).getMessageSelector());
    }

    @Test
    @DisplayName("M-85, M-91: unsubscribe asks for the name; what is not there is an InvalidDestinationException")
    void unsubscribe() throws Exception {
        CompletableFuture<Void> first = Async.run(() -> session.unsubscribe("s"));
        assertEquals(new Unsubscribe(1, 2, "s"), broker.expect(Unsubscribe.class));
        broker.send(new Done(1, 2, 0));
        first.get(10, TimeUnit.SECONDS);

        CompletableFuture<Void> second = Async.run(() -> session.unsubscribe("s"));
        broker.expect(Unsubscribe.class);
        broker.send(new Failed(1, 3, ErrorCode.SUBSCRIPTION_UNKNOWN, "there is none"));

        Throwable refusal = assertThrows(ExecutionException.class, () -> second.get(10, TimeUnit.SECONDS))
                .getCause();
        assertEquals(InvalidDestinationException.class, refusal.getClass());
    }
}
