// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSPasswordCredential;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A listener method")
@Timeout(60)
@SuppressWarnings("try") // the application runs meanwhile, nobody calls it
class MambaListenerTest {
    private static final long WAIT_MS = 10_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    /** What listeners were called with. */
    private static final BlockingQueue<Object> SEEN = new LinkedBlockingQueue<>();

    private JMSContext client;

    @BeforeEach
    void connect() {
        SEEN.clear();
        client = BROKER.context();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private static Object seen() throws InterruptedException {
        Object next = SEEN.poll(WAIT_MS, TimeUnit.MILLISECONDS);
        assertNotNull(next, "nothing more was delivered");
        return next;
    }

    private void send(String queue, String text) {
        client.createProducer().send(client.createQueue(queue), text);
    }

    private void publish(String topic, String text) {
        client.createProducer().send(client.createTopic(topic), text);
    }

    /** Nobody consumes any more, but this message waits, perhaps for a while. */
    private void assertLeft(String queue, String text) {
        try (JMSConsumer consumer = client.createConsumer(client.createQueue(queue))) {
            assertEquals(text, consumer.receiveBody(String.class, WAIT_MS));
        }
    }

    private void assertEmpty(String queue) {
        try (JMSConsumer consumer = client.createConsumer(client.createQueue(queue))) {
            assertNull(consumer.receiveNoWait());
        }
    }

    @ApplicationScoped
    static class Desk {
        @MambaListener(destination = "texts")
        void text(String body) {
            SEEN.add(body);
        }

        @MambaListener(destination = "messages")
        public void message(Message message) throws JMSException {
            SEEN.add(message.getStringProperty("colour"));
        }

        @MambaListener(destination = "text-messages", selector = "colour = 'red'")
        protected void textMessage(TextMessage message) throws JMSException {
            SEEN.add(message.getText());
        }

        @MambaListener(destination = "bytes")
        void bytes(byte[] body) {
            SEEN.add(body.length);
        }

        @MambaListener(destination = "maps")
        void map(Map<String, Object> body) {
            SEEN.add(body);
        }

        @MambaListener(destination = "numbers")
        void number(Integer body) {
            SEEN.add(body);
        }
    }

    @Test
    @DisplayName("gets the message or its body, as its parameter says")
    void parameters() throws Exception {
        try (SeContainer container = Application.start(Desk.class)) {
            send("texts", "hello");
            assertEquals("hello", seen());
            client.createProducer().setProperty("colour", "blue").send(client.createQueue("messages"), "sky");
            assertEquals("blue", seen());
            client.createProducer().setProperty("colour", "blue").send(client.createQueue("text-messages"), "sky");
            client.createProducer().setProperty("colour", "red").send(client.createQueue("text-messages"), "rose");
            assertEquals("rose", seen());
            client.createProducer().send(client.createQueue("bytes"), new byte[3]);
            assertEquals(3, seen());
            client.createProducer().send(client.createQueue("maps"), Map.of("size", 7));
            assertEquals(Map.of("size", 7), seen());
            client.createProducer().send(client.createQueue("numbers"), 42);
            assertEquals(42, seen());
        }
        assertLeft("text-messages", "sky");
        assertEmpty("texts");
    }

    @ApplicationScoped
    static class Moody {
        private final AtomicInteger calls = new AtomicInteger();

        @MambaListener(destination = "moods")
        void mood(Message message) throws Exception {
            if (calls.incrementAndGet() == 1) {
                throw new Exception("not before my coffee");
            }
            SEEN.add(message.getIntProperty("JMSXDeliveryCount"));
        }
    }

    @Test
    @DisplayName("that throws gets the message again")
    void throwing() throws Exception {
        try (SeContainer container = Application.start(Moody.class)) {
            send("moods", "good morning");
            assertEquals(2, seen());
        }
        assertEmpty("moods");
    }

    @Test
    @DisplayName("that wants another body than the message has leaves it to the broker")
    void otherBody() throws Exception {
        try (SeContainer container = Application.start(Desk.class)) {
            send("numbers", "forty-two");
            send("texts", "meanwhile");
            assertEquals("meanwhile", seen());
        }
        assertLeft("numbers", "forty-two");
    }

    @ApplicationScoped
    static class Office {
        static final int CLERKS = 4;
        private final CountDownLatch together = new CountDownLatch(CLERKS);

        @MambaListener(destination = "crowd", concurrency = CLERKS)
        void handle(String body) throws InterruptedException {
            together.countDown();
            if (together.await(WAIT_MS, TimeUnit.MILLISECONDS)) {
                SEEN.add(body);
            }
        }
    }

    @Test
    @DisplayName("has as many messages at once as its concurrency says")
    void concurrency() throws Exception {
        try (SeContainer container = Application.start(Office.class)) {
            for (int i = 0; i < Office.CLERKS; i++) {
                send("crowd", "visitor");
            }
            for (int i = 0; i < Office.CLERKS; i++) {
                assertEquals("visitor", seen());
            }
        }
    }

    @RequestScoped
    static class Notebook {
        private String page = "";

        void write(String text) {
            page += text;
        }

        String read() {
            return page;
        }
    }

    @Dependent
    static class Scribe {
        @Inject
        Notebook notebook;

        @Inject
        JMSContext context;

        @MambaListener(destination = "dictations")
        void take(TextMessage dictation) throws JMSException {
            notebook.write(dictation.getText());
            context.createProducer().send(dictation.getJMSReplyTo(), notebook.read());
        }

        @PreDestroy
        void leave() {
            SEEN.add("left");
        }
    }

    @Test
    @DisplayName("is called in a request of its own, where it can answer; a dependent bean is made for each message")
    void requests() throws Exception {
        try (SeContainer container = Application.start(Scribe.class, Notebook.class)) {
            Queue answers = client.createTemporaryQueue();
            try (JMSConsumer consumer = client.createConsumer(answers)) {
                for (String text : new String[] {"first", "second"}) {
                    client.createProducer().setJMSReplyTo(answers).send(client.createQueue("dictations"), text);
                    assertEquals(text, consumer.receiveBody(String.class, WAIT_MS));
                    assertEquals("left", seen());
                }
            }
        }
    }

    @ApplicationScoped
    static class Slow {
        static final CompletableFuture<Void> BEGUN = new CompletableFuture<>();
        static final CompletableFuture<Void> GO_ON = new CompletableFuture<>();

        @MambaListener(destination = "slow")
        void handle(String body) {
            BEGUN.complete(null);
            GO_ON.join();
            SEEN.add(body);
        }
    }

    @Test
    @DisplayName("may end what it does when the container stops; what waits behind it stays in the queue")
    void drain() throws Exception {
        SeContainer container = Application.start(Slow.class);
        send("slow", "first");
        Slow.BEGUN.get(WAIT_MS, TimeUnit.MILLISECONDS);
        send("slow", "second");

        Thread closing = new Thread(container::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.WAITING);
        assertTrue(SEEN.isEmpty());
        Slow.GO_ON.complete(null);
        closing.join();

        assertEquals("first", seen());
        assertTrue(SEEN.isEmpty());
        assertLeft("slow", "second");
    }

    @ApplicationScoped
    static class Reader {
        @MambaListener(destination = "prices", type = DestinationType.TOPIC)
        void price(String body) {
            SEEN.add(body);
        }

        @MambaListener(
                destination = "news",
                type = DestinationType.TOPIC,
                subscription = "readers",
                durable = true,
                concurrency = 2)
        void news(String body) {
            SEEN.add(body);
        }

        @MambaListener(destination = "weather", type = DestinationType.TOPIC, subscription = "readers", concurrency = 3)
        void weather(String body) {
            SEEN.add(body);
        }
    }

    @Test
    @DisplayName(
            "M-45, M-81: gets each message of a topic once, of a durable subscription also those from when it was away")
    void topics() throws Exception {
        try (SeContainer container = Application.start(Reader.class)) {
            publish("prices", "1.00");
            assertEquals("1.00", seen());
            publish("weather", "rain");
            assertEquals("rain", seen());
            publish("news", "old");
            assertEquals("old", seen());
        }
        publish("prices", "2.00");
        publish("weather", "sun");
        publish("news", "new");
        try (SeContainer container = Application.start(Reader.class)) {
            assertEquals("new", seen());
            publish("prices", "3.00");
            assertEquals("3.00", seen());
        }
        assertTrue(SEEN.isEmpty());
    }

    @Test
    @DisplayName("goes on when the broker was away")
    void brokerRestarts() throws Exception {
        try (SeContainer container = Application.start(Desk.class)) {
            send("texts", "before");
            assertEquals("before", seen());
            client.close();
            BROKER.stop();
            BROKER.start();
            client = BROKER.context();
            send("texts", "after");
            // The one from before comes again if its acknowledgement was under way.
            await().until(() -> "after".equals(SEEN.poll()));
        }
    }

    @Test
    @DisplayName("waits for a broker that is not there yet")
    void brokerComesLater() throws Exception {
        client.close();
        BROKER.stop();
        try (SeContainer container = Application.start(Desk.class)) {
            BROKER.start();
            client = BROKER.context();
            send("texts", "at last");
            assertEquals("at last", seen());
        }
    }

    @ApplicationScoped
    static class Impostor {
        @JMSPasswordCredential(userName = "anna", password = "guess")
        @MambaListener(destination = "secrets")
        void secret(String body) {
            SEEN.add(body);
        }
    }

    @ApplicationScoped
    static class Member {
        @JMSPasswordCredential(userName = "anna", password = "secret")
        @MambaListener(destination = "secrets")
        void secret(String body) {
            SEEN.add("anna " + body);
        }
    }

    @Test
    @DisplayName("M-50: connects as @JMSPasswordCredential says")
    void credentials() throws Exception {
        send("secrets", "recipe");
        try (SeContainer container = Application.start(Impostor.class, Member.class)) {
            assertEquals("anna recipe", seen());
        }
    }

    @Test
    @DisplayName("leaves no thread behind")
    void threads() {
        Application.start(Desk.class, Reader.class).close();
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("mamba-listener-")));
    }
}
