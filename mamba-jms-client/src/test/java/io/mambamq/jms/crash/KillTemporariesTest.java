// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.jms.MambaQueue;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KillTemporariesTest {
    private static final int LIVES = 3;
    private static final long HOUR_MS = 3_600_000;

    private final MambaQueue queue = new MambaQueue("kept");

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    @DisplayName("M-09, M-41, M-42: kill -9 ends temporary queues, keeps delays, and what is left can be browsed")
    void killed(@TempDir Path data) throws Exception {
        try (MortalServer server = MortalServer.launch(data.resolve("broker"))) {
            server.becomeReady();
            MambaConnectionFactory factory = new MambaConnectionFactory(server.url()).withoutReconnect();
            for (int life = 0; life < LIVES; life++) {
                // Given what earlier lives left, a temporary queue, and a delayed message
                JMSContext context = factory.createContext();
                assertEquals(life, count(context));
                assertNull(context.createConsumer(queue, "JMSType = 'delayed'").receiveNoWait());
                TemporaryQueue replies = context.createTemporaryQueue();
                JMSProducer producer = context.createProducer();
                producer.send(replies, "reply");
                producer.send(queue, "now");
                producer.setJMSType("delayed").setDeliveryDelay(HOUR_MS).send(queue, "later");

                // When the server is killed
                server.killAndLaunch();
                server.becomeReady();
                context.close();

                // Then the temporary queue is no more
                try (JMSContext next = factory.createContext()) {
                    JMSProducer late = next.createProducer();
                    assertThrows(InvalidDestinationRuntimeException.class, () -> late.send(replies, "too late"));
                    assertNotEquals(
                            replies.getQueueName(), next.createTemporaryQueue().getQueueName());
                }
            }
        }
    }

    private int count(JMSContext context) throws Exception {
        Enumeration<?> shown = context.createBrowser(queue).getEnumeration();
        int count = 0;
        while (shown.hasMoreElements()) {
            assertEquals("now", ((Message) shown.nextElement()).getBody(String.class));
            count++;
        }
        return count;
    }
}
