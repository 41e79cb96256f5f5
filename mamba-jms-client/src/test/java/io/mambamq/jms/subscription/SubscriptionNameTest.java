// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.subscription;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JMS 3.1 §4.2.1, §4.2.7. */
class SubscriptionNameTest extends TopicStory {
    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "_", ".", "-", "a_b.c-d", LETTERS_AND_DIGITS, "Übersicht 1/2"})
    @DisplayName("M-44: letters, digits, underscores, dots and minus signs, and what else can be printed")
    void allowed(String name) throws Exception {
        Session session = session("client");
        MessageConsumer durable = session.createDurableConsumer(topic(session), name);
        MessageConsumer shared = session.createSharedConsumer(topic(session), name);

        publish("one");

        assertReceivesOnly(durable, "one");
        assertReceivesOnly(shared, "one");
        durable.close();
        session.unsubscribe(name);
    }

    @Test
    @DisplayName("M-44: 128 characters and more, each of which counts")
    void length() throws Exception {
        Session session = session("client");
        String prefix = "n".repeat(127);
        MessageConsumer first = session.createDurableConsumer(topic(session), prefix + 'a');
        MessageConsumer second = session.createDurableConsumer(otherTopic(session), prefix + 'b');
        session.createDurableConsumer(topic(session), "n".repeat(255));

        publish("news");
        publish(session, otherTopic(session), "sport");

        assertReceivesOnly(first, "news");
        assertReceivesOnly(second, "sport");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a\nb"})
    @DisplayName("M-44: no name, and one that cannot be printed, is a JMSException")
    void refused(@Nullable String name) throws Exception {
        Session session = session("client");
        Topic topic = topic(session);

        assertThrows(JMSException.class, () -> session.createSharedConsumer(topic, name));
        assertThrows(JMSException.class, () -> session.createSharedDurableConsumer(topic, name));
        assertThrows(JMSException.class, () -> session.createDurableConsumer(topic, name));
        assertThrows(JMSException.class, () -> session.createDurableSubscriber(topic, name));
    }

    @Test
    @DisplayName("M-44: a name of more than 255 bytes is a JMSException that says so")
    void tooLong() throws Exception {
        Session session = session("client");
        String name = "ä".repeat(128);

        JMSException refusal =
                assertThrows(JMSException.class, () -> session.createDurableConsumer(topic(session), name));
        assertTrue(String.valueOf(refusal.getMessage()).contains("255 bytes"), refusal.getMessage());
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe(name));
    }
}
