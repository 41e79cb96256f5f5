// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.jms.fake.FakeBroker;
import jakarta.jms.IllegalStateException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** What the sessions of one domain inherit and do not offer (JMS 3.1 §9.2). */
@DisplayName("M-90, M-91: the queue domain has no topics and the topic domain no queues")
class DomainsTest {
    private final Queue queue = new MambaQueue("orders");
    private final Topic topic = new MambaTopic("news");
    private FakeBroker broker;

    @BeforeEach
    void listen() throws Exception {
        broker = new FakeBroker();
    }

    @AfterEach
    void close() throws IOException {
        broker.close();
    }

    private static DynamicTest refused(String method, Executable call) {
        return DynamicTest.dynamicTest(
                method + " -> IllegalStateException", () -> assertThrows(IllegalStateException.class, call));
    }

    @TestFactory
    Stream<DynamicTest> queueSession() throws Exception {
        QueueConnection connection = broker.factory().createQueueConnection();
        QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        return Stream.of(
                refused("createTopic", () -> session.createTopic("news")),
                refused("createTemporaryTopic", session::createTemporaryTopic),
                refused("createDurableSubscriber", () -> session.createDurableSubscriber(topic, "name")),
                refused(
                        "createDurableSubscriber with a selector",
                        () -> session.createDurableSubscriber(topic, "name", null, true)),
                refused("createDurableConsumer", () -> session.createDurableConsumer(topic, "name")),
                refused(
                        "createDurableConsumer with a selector",
                        () -> session.createDurableConsumer(topic, "name", null, true)),
                refused("createSharedConsumer", () -> session.createSharedConsumer(topic, "name")),
                refused(
                        "createSharedConsumer with a selector",
                        () -> session.createSharedConsumer(topic, "name", null)),
                refused("createSharedDurableConsumer", () -> session.createSharedDurableConsumer(topic, "name")),
                refused(
                        "createSharedDurableConsumer with a selector",
                        () -> session.createSharedDurableConsumer(topic, "name", null)),
                refused("unsubscribe", () -> session.unsubscribe("name")),
                refused(
                        "createSharedConnectionConsumer",
                        () -> connection.createSharedConnectionConsumer(topic, "name", null, null, 1)),
                refused(
                        "createDurableConnectionConsumer",
                        () -> connection.createDurableConnectionConsumer(topic, "name", null, null, 1)),
                refused(
                        "createSharedDurableConnectionConsumer",
                        () -> connection.createSharedDurableConnectionConsumer(topic, "name", null, null, 1)));
    }

    @TestFactory
    Stream<DynamicTest> topicSession() throws Exception {
        TopicConnection connection = broker.factory().createTopicConnection();
        TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        return Stream.of(
                refused("createQueue", () -> session.createQueue("orders")),
                refused("createTemporaryQueue", session::createTemporaryQueue),
                refused("createBrowser", () -> session.createBrowser(queue)),
                refused("createBrowser with a selector", () -> session.createBrowser(queue, "a = 1")));
    }

    @Test
    @DisplayName("Each names its own destinations")
    void names() throws Exception {
        QueueConnection queues = broker.factory().createQueueConnection();

        assertEquals(
                "orders",
                queues.createQueueSession(true, 0).createQueue("orders").getQueueName());
        queues.close();
        assertEquals(
                "news",
                broker.factory()
                        .createTopicConnection()
                        .createTopicSession(true, 0)
                        .createTopic("news")
                        .getTopicName());
    }
}
