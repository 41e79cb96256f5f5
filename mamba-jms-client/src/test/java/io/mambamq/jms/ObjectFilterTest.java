// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import java.io.Serializable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class ObjectFilterTest {
    private static final long WAIT_MS = 5_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private final Queue queue = EmbeddedBroker.newQueue();

    record Order(String id) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private ObjectMessage sendAndReceive(String... options) {
        try (JMSContext sender = BROKER.factory().createContext();
                JMSContext receiver = BROKER.factory(options).createContext()) {
            sender.createProducer().send(queue, new Order("4711"));
            return (ObjectMessage) receiver.createConsumer(queue).receive(WAIT_MS);
        }
    }

    @Test
    @DisplayName("A class of the application is refused until the URL allows it; the error says how")
    void refused() throws Exception {
        ObjectMessage received = sendAndReceive();

        MessageFormatException refusal = assertThrows(MessageFormatException.class, received::getObject);

        assertTrue(
                refusal.getMessage().contains("deserializationFilter=" + Order.class.getName()), refusal.getMessage());
        assertFalse(received.isBodyAssignableTo(Order.class));
        assertEquals(queue, received.getJMSDestination());
    }

    @Test
    @DisplayName("What the error of a refused class proposes is what allows it")
    void allowed() throws Exception {
        ObjectMessage received = sendAndReceive("deserializationFilter=" + Order.class.getName());

        assertEquals(new Order("4711"), received.getObject());
        assertTrue(received.isBodyAssignableTo(Order.class));
    }

    @Test
    @DisplayName("An object that its receiver may not read can be forwarded: nothing is read for that")
    void forwarded() throws Exception {
        ObjectMessage refused = sendAndReceive();
        try (JMSContext forwarder = BROKER.factory().createContext();
                JMSContext receiver =
                        BROKER.factory("deserializationFilter=io.mambamq.**").createContext()) {
            forwarder.createProducer().send(queue, refused);

            assertEquals(new Order("4711"), receiver.createConsumer(queue).receiveBody(Order.class, WAIT_MS));
        }
    }

    @Test
    @DisplayName("A filter that does not parse is refused when a factory connects or before")
    void noFilter() {
        assertThrows(
                IllegalArgumentException.class,
                () -> BROKER.factory("deserializationFilter=maxdepth%3Dmany")
                        .createContext()
                        .close());
    }
}
