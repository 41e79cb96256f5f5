// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.temporary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.jms.EmbeddedBroker;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicRequestor;
import jakarta.jms.TopicSession;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class RequestorTest {
    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final CompletableFuture<Exception> failure = new CompletableFuture<>();

    @Test
    @DisplayName("M-43: QueueRequestor sends requests and gets their replies")
    void queueRequestor() throws Exception {
        Queue requests = EmbeddedBroker.newQueue();
        try (Connection server = BROKER.connections().createConnection();
                QueueConnection client = BROKER.connections().createQueueConnection()) {
            answer(server, requests);
            client.start();
            QueueSession session = client.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            QueueRequestor requestor = new QueueRequestor(session, requests);

            for (String question : new String[] {"one", "two"}) {
                TextMessage reply = (TextMessage) requestor.request(session.createTextMessage(question));
                assertEquals("answer to " + question, reply.getText());
            }

            requestor.close();
            assertThrows(jakarta.jms.IllegalStateException.class, session::createMessage);
            assertFalse(failure.isDone());
        }
    }

    @Test
    @DisplayName("M-43: TopicRequestor publishes requests and gets their replies")
    void topicRequestor() throws Exception {
        Topic requests = EmbeddedBroker.topic("requests");
        try (Connection server = BROKER.connections().createConnection();
                TopicConnection client = BROKER.connections().createTopicConnection()) {
            answer(server, requests);
            client.start();
            TopicSession session = client.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            TopicRequestor requestor = new TopicRequestor(session, requests);

            for (String question : new String[] {"one", "two"}) {
                TextMessage reply = (TextMessage) requestor.request(session.createTextMessage(question));
                assertEquals("answer to " + question, reply.getText());
            }

            requestor.close();
            assertThrows(jakarta.jms.IllegalStateException.class, session::createMessage);
            assertFalse(failure.isDone());
        }
    }

    @Test
    @DisplayName("M-43: a requestor has a queue")
    void withoutQueue() throws Exception {
        try (QueueConnection client = BROKER.connections().createQueueConnection()) {
            QueueSession session = client.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);

            assertThrows(jakarta.jms.InvalidDestinationException.class, () -> new QueueRequestor(session, null));
        }
    }

    private void answer(Connection connection, Destination requests) throws Exception {
        Session session = connection.createSession();
        session.createConsumer(requests).setMessageListener(request -> {
            try {
                Message reply = session.createTextMessage("answer to " + request.getBody(String.class));
                session.createProducer(request.getJMSReplyTo()).send(reply);
            } catch (Exception e) {
                failure.complete(e);
            }
        });
        connection.start();
    }
}
