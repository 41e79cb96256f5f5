// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.it.app.ParcelBean;
import io.mambamq.it.app.ParcelBean.Attempt;
import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A message that its bean can never process, on the embedded broker. Runs inside the server. */
@ExtendWith(ArquillianExtension.class)
class PoisonedMessageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** The bean's delay of one second, without a fifth of it and the tick of the broker's clock. */
    private static final long DELAY_MS_MIN = 700;

    @Resource(lookup = "jms/connectionFactory")
    private ConnectionFactory connectionFactory;

    @Resource(lookup = "jms/parcels")
    private Queue parcels;

    @Resource(lookup = "jms/deadLetters")
    private Queue deadLetters;

    @Deployment
    static WebArchive application() {
        return OrderArchive.createForTestsInside();
    }

    @Test
    @DisplayName(
            "A poisoned message comes ever later while others flow, and goes to the dead-letter queue with the cause")
    void poisoned() throws Exception {
        TextMessage poison = sendPoison();
        awaitAttempts("poison", 2);
        for (int i = 0; i < 20; i++) {
            send("parcel " + i);
        }

        List<Attempt> tries = awaitAttempts("poison", 4);

        assertEquals(
                List.of(1, 2, 3, 4), tries.stream().map(Attempt::deliveryCount).toList());
        assertTrue(gapMs(tries, 2) >= DELAY_MS_MIN, () -> "before the third: " + gapMs(tries, 2));
        assertTrue(gapMs(tries, 3) >= 2 * DELAY_MS_MIN, () -> "before the fourth: " + gapMs(tries, 3));
        assertOthersPassed(tries);
        assertDeadLetter(poison);
    }

    private TextMessage sendPoison() throws Exception {
        try (JMSContext jms = connectionFactory.createContext()) {
            TextMessage poison = jms.createTextMessage("poison");
            jms.createProducer()
                    .setPriority(3)
                    .setJMSCorrelationID("customer 7")
                    .setProperty("weight", 12)
                    .send(parcels, poison);
            return poison;
        }
    }

    private void send(String parcel) {
        try (JMSContext jms = connectionFactory.createContext()) {
            jms.createProducer().send(parcels, parcel);
        }
    }

    private static List<Attempt> awaitAttempts(String parcel, int count) {
        return await().atMost(PATIENCE)
                .until(
                        () -> ParcelBean.attempts().stream()
                                .filter(attempt -> attempt.parcel().equals(parcel))
                                .toList(),
                        tries -> tries.size() >= count);
    }

    /** Since the try before; the first is of index 0. */
    private static long gapMs(List<Attempt> tries, int index) {
        return TimeUnit.NANOSECONDS.toMillis(
                tries.get(index).atNs() - tries.get(index - 1).atNs());
    }

    /** All of them came, once, and the first ones while the poison waited for its third try or its fourth. */
    private static void assertOthersPassed(List<Attempt> tries) {
        List<Attempt> others = new ArrayList<>(ParcelBean.attempts());
        others.removeAll(tries);
        assertEquals(20, others.size(), others::toString);
        assertTrue(others.stream().allMatch(other -> other.deliveryCount() == 1), others::toString);
        assertTrue(others.stream().anyMatch(other -> other.atNs() < tries.get(3).atNs()), "others before the last try");
    }

    private void assertDeadLetter(TextMessage poison) throws Exception {
        try (JMSContext jms = connectionFactory.createContext();
                JMSConsumer consumer = jms.createConsumer(deadLetters)) {
            Message letter = consumer.receive(PATIENCE.toMillis());
            assertNotNull(letter, "a dead letter");
            assertEquals("poison", letter.getBody(String.class));
            assertEquals(poison.getJMSMessageID(), letter.getJMSMessageID());
            assertEquals(poison.getJMSTimestamp(), letter.getJMSTimestamp());
            assertEquals(parcels.getQueueName(), ((Queue) letter.getJMSDestination()).getQueueName());
            assertEquals("customer 7", letter.getJMSCorrelationID());
            assertEquals(3, letter.getJMSPriority());
            assertEquals(12, letter.getIntProperty("weight"));
            assertEquals("parcels", letter.getStringProperty("JMS_MAMBA_OriginalDestination"));
            assertEquals(4, letter.getIntProperty("JMS_MAMBA_DeliveryAttempts"));
            assertTrue(letter.getStringProperty("JMS_MAMBA_DeadLetterReason").contains("at most 4"));
        }
    }
}
