// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A message-driven bean on a topic, with a durable subscription that needs neither name nor client id. Runs inside the server. */
@ExtendWith(ArquillianExtension.class)
class NewsBeanIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Resource(lookup = "jms/connectionFactory")
    private ConnectionFactory connectionFactory;

    @Resource(lookup = "jms/news")
    private Topic news;

    @Resource(lookup = "jms/clippings")
    private Queue clippings;

    @Deployment
    static WebArchive application() {
        return OrderArchive.createForTestsInside();
    }

    /** The endpoint subscribes a moment after its activation. */
    @BeforeEach
    void awaitSubscription() {
        String clipping = null;
        while (clipping == null) {
            publish("hello");
            clipping = nextClipping(Duration.ofMillis(200));
        }
        while (clipping != null) {
            clipping = nextClipping(Duration.ofSeconds(1));
        }
    }

    @Test
    @DisplayName("M-100: each message on the topic reaches the bean once, whatever its concurrency")
    void once() {
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            publish("item " + i);
            expected.add("read item " + i);
        }

        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            seen.add(String.valueOf(nextClipping(PATIENCE)));
        }
        assertEquals(expected, seen);
        assertNull(nextClipping(Duration.ofSeconds(1)));
    }

    @Test
    @DisplayName("M-100, C-22: a delivery that fails is undone with all that it sent, and comes again")
    void comesAgain() {
        publish("X-ray");

        assertEquals("read X-ray", nextClipping(PATIENCE));
        assertNull(nextClipping(Duration.ofSeconds(1)));
    }

    private void publish(String text) {
        try (JMSContext jms = connectionFactory.createContext()) {
            jms.createProducer().send(news, text);
        }
    }

    private String nextClipping(Duration patience) {
        try (JMSContext jms = connectionFactory.createContext();
                JMSConsumer consumer = jms.createConsumer(clippings)) {
            return consumer.receiveBody(String.class, patience.toMillis());
        }
    }
}
