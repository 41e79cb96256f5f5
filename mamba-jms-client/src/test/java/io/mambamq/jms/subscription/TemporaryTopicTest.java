// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Topics that belong to their connection (JMS 3.1 §4.2.4). */
class TemporaryTopicTest extends TopicStory {
    @Test
    @DisplayName("M-41: every connection publishes to a temporary topic, its own one consumes, shared or not")
    void publishAndConsume() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        TemporaryTopic topic = session.createTemporaryTopic();
        MessageConsumer plain = session.createConsumer(topic, null, true);
        Session neighbour = connection.createSession();
        MessageConsumer first = session.createSharedConsumer(topic, own("s"));
        neighbour.createSharedConsumer(topic, own("s")).close();

        Session other = session();
        publish(other, topic, "theirs");
        publish(session, topic, "mine");

        assertReceivesOnly(plain, "theirs");
        assertReceivesOnly(first, "theirs", "mine");
    }

    @Test
    @DisplayName("M-41: another connection cannot consume from it")
    void foreignConsumer() throws Exception {
        TemporaryTopic topic = session().createTemporaryTopic();
        Session other = session();

        assertThrows(JMSException.class, () -> other.createConsumer(topic));
        assertThrows(JMSException.class, () -> other.createSharedConsumer(topic, own("s")));
    }

    @Test
    @DisplayName("M-41: it cannot be deleted while it has subscribers, and is gone afterwards")
    void delete() throws Exception {
        Session session = session();
        TemporaryTopic topic = session.createTemporaryTopic();
        MessageConsumer consumer = session.createConsumer(topic);
        assertThrows(JMSException.class, topic::delete);
        publish(session(), topic, "still there");
        assertReceivesOnly(consumer, "still there");

        consumer.close();
        topic.delete();

        assertThrows(InvalidDestinationException.class, () -> session.createConsumer(topic));
    }

    @Test
    @DisplayName("M-46: a durable subscription of a temporary topic is an InvalidDestinationException")
    void durable() throws Exception {
        Session session = session("client");
        TemporaryTopic topic = session.createTemporaryTopic();

        assertThrows(InvalidDestinationException.class, () -> session.createDurableConsumer(topic, "d"));
        assertThrows(InvalidDestinationException.class, () -> session.createDurableSubscriber(topic, "d"));
        assertThrows(InvalidDestinationException.class, () -> session.createSharedDurableConsumer(topic, "d"));
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe("d"));
    }

    @Test
    @DisplayName("M-41: answers to a temporary topic reach whoever asked")
    void replyTo() throws Exception {
        Session asking = session();
        TemporaryTopic answers = asking.createTemporaryTopic();
        MessageConsumer consumer = asking.createConsumer(answers);
        Session answering = session();
        MessageConsumer questions = answering.createConsumer(topic(answering));
        var question = asking.createTextMessage("question");
        question.setJMSReplyTo(answers);
        asking.createProducer(topic(asking)).send(question);

        Topic replyTo = (Topic) assertReceives("question", questions).getJMSReplyTo();
        publish(answering, replyTo, "answer");

        assertEquals(answers.getTopicName(), replyTo.getTopicName());
        assertReceivesOnly(consumer, "answer");
    }
}
