// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeliveryGateTest {
    private static final long PAUSE_MS = 1_000;

    private final List<String> told = new ArrayList<>();
    private long nowNs = Long.MAX_VALUE - 5; // the clock of the JVM may overflow

    private DeliveryGate gate(int failuresMax) {
        return new DeliveryGate(failuresMax, PAUSE_MS, new SplittableRandom(1), new DeliveryGate.Listener() {
            @Override
            public void tripped(int failures, long pauseMs) {
                told.add("tripped after " + failures);
            }

            @Override
            public void recovered() {
                told.add("recovered");
            }
        });
    }

    private void pass(long ms) {
        nowNs += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private long closedForMs(DeliveryGate gate) {
        return TimeUnit.NANOSECONDS.toMillis(gate.closedForNs(nowNs));
    }

    @Test
    @DisplayName("The first failure is tried again at once, the next ones in a row after a pause; a success ends it")
    void failures() {
        DeliveryGate gate = gate(0);

        gate.failed(nowNs);
        assertEquals(0, gate.closedForNs(nowNs));
        gate.failed(nowNs);
        assertTrue(gate.closedForNs(nowNs) > 0);

        gate.consumed();
        assertEquals(0, gate.closedForNs(nowNs));
        gate.failed(nowNs);
        assertEquals(0, gate.closedForNs(nowNs));
        assertEquals(10, gate.capacity(10));
    }

    @Test
    @DisplayName(
            "C-21: an endpoint that is not available is left alone for a while, and asked again at once when a delivery succeeds")
    void refusals() {
        DeliveryGate gate = gate(0);

        gate.refused(nowNs);
        assertTrue(gate.closedForNs(nowNs) > 0);
        pass(20);
        assertEquals(0, gate.closedForNs(nowNs));

        gate.refused(nowNs);
        gate.consumed();
        assertEquals(0, gate.closedForNs(nowNs));
    }

    @Test
    @DisplayName(
            "The circuit breaker trips after the failures in a row that it is told, pauses ever longer, and lets one message try")
    void trips() {
        DeliveryGate gate = gate(3);
        gate.failed(nowNs);
        gate.failed(nowNs);
        pass(PAUSE_MS);
        assertEquals(10, gate.capacity(10));

        gate.failed(nowNs);
        assertEquals(PAUSE_MS, closedForMs(gate));
        assertEquals(1, gate.capacity(10));
        gate.failed(nowNs); // ran already
        assertEquals(PAUSE_MS, closedForMs(gate));

        pass(PAUSE_MS);
        assertEquals(0, closedForMs(gate));
        gate.failed(nowNs);
        assertEquals(2 * PAUSE_MS, closedForMs(gate));
        pass(2 * PAUSE_MS);
        gate.consumed();

        assertEquals(10, gate.capacity(10));
        assertEquals(List.of("tripped after 3", "recovered"), told);
    }

    @Test
    @DisplayName("The pauses of the circuit breaker have an end, and begin small again after a success")
    void growth() {
        DeliveryGate gate = gate(1);
        for (int i = 0; i < 20; i++) {
            gate.failed(nowNs);
            pass(60 * PAUSE_MS);
        }
        gate.failed(nowNs);
        assertEquals(60 * PAUSE_MS, closedForMs(gate));

        gate.consumed();
        gate.failed(nowNs);
        assertEquals(PAUSE_MS, closedForMs(gate));
    }
}
