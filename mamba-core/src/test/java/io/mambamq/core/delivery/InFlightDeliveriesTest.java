// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightDeliveriesTest {
    private final InFlightDeliveries inFlight = new InFlightDeliveries(200);
    private final QueueConsumer consumer = new QueueConsumer(
            1, 1, new QueueDelivery(1, DestinationName.queue("orders")), null, RedeliveryPolicy.DEFAULT, inFlight);

    @Test
    void findsADeliveryByItsNumber() {
        assertEquals(1, inFlight.add(consumer, 70));
        assertEquals(2, inFlight.add(consumer, 71));

        assertSame(consumer, inFlight.consumer(2));
        assertEquals(71, inFlight.sequence(2));
        assertNull(inFlight.consumer(3));
        assertNull(inFlight.consumer(Long.MAX_VALUE));
    }

    @Test
    void forgetsADeliveryOnce() {
        inFlight.add(consumer, 70);
        inFlight.remove(1);

        assertNull(inFlight.consumer(1));
        assertThrows(IllegalStateException.class, () -> inFlight.remove(1));
    }

    @Test
    void anOldDeliveryStaysWhileMillionsPassByIt() {
        long old = inFlight.add(consumer, 1);
        for (int i = 0; i < 1_000_000; i++) {
            inFlight.remove(inFlight.add(consumer, 2));
        }

        assertEquals(1, inFlight.count());
        assertEquals(old, inFlight.nextFrom(1));
        assertEquals(InFlightDeliveries.NONE, inFlight.nextFrom(old + 1));
    }

    @Test
    void visitsWhatIsInFlightInOrder() {
        for (int i = 1; i <= 200; i++) {
            inFlight.add(consumer, i);
        }
        for (int i = 1; i <= 200; i++) {
            if (i % 67 != 0) {
                inFlight.remove(i);
            }
        }

        List<Long> visited = new ArrayList<>();
        for (long next = inFlight.nextFrom(1); next != InFlightDeliveries.NONE; next = inFlight.nextFrom(next + 1)) {
            visited.add(next);
        }

        assertEquals(List.of(67L, 134L), visited);
    }

    @Test
    void isFullAtItsLimit() {
        for (int i = 0; i < 199; i++) {
            inFlight.add(consumer, 1);
        }
        assertFalse(inFlight.isFull());

        inFlight.add(consumer, 1);

        assertTrue(inFlight.isFull());
        inFlight.remove(100);
        assertFalse(inFlight.isFull());
    }
}
