// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MambaDestinationTest {
    @Test
    void destinationsAreEqualByKindAndName() {
        assertEquals(new MambaQueue("orders"), new MambaQueue("orders"));
        assertEquals(new MambaQueue("orders").hashCode(), new MambaQueue("orders").hashCode());
        assertNotEquals(new MambaQueue("orders"), new MambaQueue("invoices"));
        assertNotEquals(new MambaQueue("orders"), new MambaTopic("orders"));
    }

    @Test
    @DisplayName("M-48: a destination survives serialization")
    void serialization() throws Exception {
        for (MambaDestination destination : new MambaDestination[] {new MambaQueue("orders"), new MambaTopic("news")}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(destination);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertEquals(destination, in.readObject());
            }
        }
    }

    @Test
    void aForeignQueueCountsByItsName() throws Exception {
        Queue foreign = () -> "orders";

        assertEquals(new MambaQueue("orders"), MambaDestination.from(foreign));
    }

    @Test
    void ownDestinationsAreTakenAsTheyAre() throws JMSException {
        MambaQueue own = new MambaQueue("orders");

        assertSame(own, MambaDestination.from(own));
    }

    @Test
    void whatIsNoDestinationIsRefusedWithTheReason() {
        assertRefused(null, "null");
        assertRefused(new Destination() {}, "neither a queue nor a topic");
        Queue nameless = () -> "";
        assertRefused(nameless, "needs a name");
    }

    private static void assertRefused(Destination destination, String reason) {
        InvalidDestinationException refusal =
                assertThrows(InvalidDestinationException.class, () -> MambaDestination.from(destination));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }
}
