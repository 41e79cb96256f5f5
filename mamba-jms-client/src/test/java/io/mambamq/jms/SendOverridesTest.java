// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("M-10: what an administrator decides about messages")
@Timeout(60)
class SendOverridesTest {
    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();

    @Test
    @DisplayName("M-10: shows in the header after the send, and on receipt, whatever the application says")
    void shows() throws Exception {
        try (Connection connection = BROKER.factory(
                                "overridePriority=8",
                                "overrideDeliveryMode=nonPersistent",
                                "overrideTimeToLiveMs=60000")
                        .createConnection();
                Session session = connection.createSession()) {
            connection.start();
            Message message = session.createTextMessage("hello");
            MessageProducer producer = session.createProducer(queue);

            producer.send(message, DeliveryMode.PERSISTENT, 2, 0);

            Message received = session.createConsumer(queue).receive(10_000);
            for (Message each : new Message[] {message, received}) {
                assertEquals(8, each.getJMSPriority());
                assertEquals(DeliveryMode.NON_PERSISTENT, each.getJMSDeliveryMode());
                assertEquals(each.getJMSTimestamp() + 60_000, each.getJMSExpiration());
            }
            assertEquals(DeliveryMode.PERSISTENT, producer.getDeliveryMode(), "what the application said stays said");
        }
    }

    @Test
    @DisplayName("M-10: also asynchronously and through a JMSProducer")
    void otherWays() throws Exception {
        try (JMSContext context = BROKER.factory("overrideDeliveryMode=persistent", "overrideDeliveryDelayMs=1")
                .createContext()) {
            CompletableFuture<Message> completed = new CompletableFuture<>();
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .setAsync(new CompletionListener() {
                        @Override
                        public void onCompletion(Message message) {
                            completed.complete(message);
                        }

                        @Override
                        public void onException(Message message, Exception failure) {
                            completed.completeExceptionally(failure);
                        }
                    })
                    .send(queue, "hello");

            Message sent = completed.get(10, TimeUnit.SECONDS);
            assertEquals(DeliveryMode.PERSISTENT, sent.getJMSDeliveryMode());
            assertEquals(sent.getJMSTimestamp() + 1, sent.getJMSDeliveryTime());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "overridePriority=10",
                "overridePriority=high",
                "overrideDeliveryMode=2",
                "overrideTimeToLiveMs=-1",
                "overrideDeliveryDelayMs=soon"
            })
    @DisplayName("M-10: what cannot be is refused by name")
    void refused(String option) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new MambaConnectionFactory("mamba://localhost?" + option));

        assertTrue(e.getMessage().contains(option.substring(0, option.indexOf('='))), e.getMessage());
    }
}
