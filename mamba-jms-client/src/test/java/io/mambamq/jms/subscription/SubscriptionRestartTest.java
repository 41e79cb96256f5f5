// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.jms.xa.TestXid;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Topic;
import jakarta.jms.XAJMSContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What of subscriptions is there still after the broker was stopped and started. */
@Timeout(60)
class SubscriptionRestartTest {
    private static final long WAIT_MS = 10_000;
    private static final String CLIENT_ID = "client";

    @TempDir
    Path directory;

    private MambaServer server;

    @BeforeEach
    void start() throws Exception {
        server = MambaServer.start(
                ServerConfig.builder(directory).listen("127.0.0.1", 0).build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart() throws Exception {
        stop();
        start();
    }

    private JMSContext context() {
        return new MambaConnectionFactory(server.url() + "?clientId=" + CLIENT_ID).createContext();
    }

    private static Topic topic(JMSContext context) {
        return context.createTopic("news");
    }

    private void publish(String... texts) {
        try (JMSContext context = new MambaConnectionFactory(server.url()).createContext()) {
            for (String text : texts) {
                context.createProducer().send(topic(context), text);
            }
        }
    }

    private static List<String> takeAll(JMSConsumer consumer) {
        List<String> texts = new ArrayList<>();
        for (String next = consumer.receiveBodyNoWait(String.class);
                next != null;
                next = consumer.receiveBodyNoWait(String.class)) {
            texts.add(next);
        }
        return texts;
    }

    @Test
    @DisplayName("M-45, M-47: durable subscriptions and what they gathered outlive the broker's restart")
    void gathered() throws Exception {
        try (JMSContext context = context()) {
            context.createDurableConsumer(topic(context), "one");
            context.createSharedDurableConsumer(topic(context), "shared");
        }
        publish("before");

        restart();
        publish("after");

        try (JMSContext context = context()) {
            assertEquals(List.of("before", "after"), takeAll(context.createDurableConsumer(topic(context), "one")));
            assertEquals(
                    List.of("before", "after"), takeAll(context.createSharedDurableConsumer(topic(context), "shared")));
        }
    }

    @Test
    @DisplayName("M-82, M-84: so do their selector, noLocal and kind")
    void properties() throws Exception {
        try (JMSContext context = context()) {
            context.createDurableConsumer(topic(context), "one", "colour = 'green'", true);
        }

        restart();
        try (JMSContext context = context()) {
            context.createProducer().setProperty("colour", "green").send(topic(context), "mine");
            assertThrows(JMSRuntimeException.class, () -> context.createSharedDurableConsumer(topic(context), "one"));
        }
        try (JMSContext other = new MambaConnectionFactory(server.url()).createContext()) {
            other.createProducer()
                    .setProperty("colour", "red")
                    .send(topic(other), "red")
                    .setProperty("colour", "green")
                    .send(topic(other), "green");
        }

        try (JMSContext context = context()) {
            assertEquals(
                    List.of("green"),
                    takeAll(context.createDurableConsumer(topic(context), "one", "colour = 'green'", true)));
        }
    }

    @Test
    @DisplayName("M-80, M-81: subscriptions that are not durable end with the broker")
    void notDurable() throws Exception {
        JMSContext lost = context();
        lost.createConsumer(topic(lost));
        lost.createSharedConsumer(topic(lost), "shared");
        publish("before");

        restart();

        try (JMSContext context = new MambaConnectionFactory(server.url()).createContext()) {
            assertEquals(List.of(), takeAll(context.createSharedConsumer(topic(context), "shared")));
            assertEquals(List.of(), takeAll(context.createConsumer(topic(context))));
        }
        lost.close();
    }

    @Test
    @DisplayName("M-47: of a durable subscription non-persistent messages may be lost, and are not repeated")
    void nonPersistent() throws Exception {
        try (JMSContext context = context()) {
            context.createDurableConsumer(topic(context), "one").close();
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .send(topic(context), "brief")
                    .setDeliveryMode(DeliveryMode.PERSISTENT)
                    .send(topic(context), "lasting");
        }

        restart();

        try (JMSContext context = context()) {
            assertEquals(List.of("lasting"), takeAll(context.createDurableConsumer(topic(context), "one")));
        }
    }

    @Test
    @DisplayName("M-85, M-92: what a prepared transaction received from one stays with it, and holds the subscription")
    void prepared() throws Exception {
        Xid xid = TestXid.next();
        XAJMSContext lost = new MambaConnectionFactory(server.url() + "?clientId=" + CLIENT_ID).createXAContext();
        JMSConsumer consumer = lost.createDurableConsumer(topic(lost), "one");
        publish("one", "two");
        XAResource resource = lost.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        assertEquals("one", consumer.receiveBody(String.class, WAIT_MS));
        resource.end(xid, XAResource.TMSUCCESS);
        assertEquals(XAResource.XA_OK, resource.prepare(xid));

        restart();
        lost.close();

        try (JMSContext context = context();
                XAJMSContext manager = new MambaConnectionFactory(server.url()).createXAContext()) {
            JMSConsumer again = context.createDurableConsumer(topic(context), "one");
            assertEquals(List.of("two"), takeAll(again));
            again.close();
            assertThrows(JMSRuntimeException.class, () -> context.unsubscribe("one"));

            manager.getXAResource().rollback(xid);

            JMSConsumer afterwards = context.createDurableConsumer(topic(context), "one");
            Message one = afterwards.receive(WAIT_MS);
            assertEquals("one", one.getBody(String.class));
            assertTrue(one.getJMSRedelivered());
            afterwards.close();
            context.unsubscribe("one");
        }
    }
}
