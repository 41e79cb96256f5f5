// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import io.mambamq.protocol.message.DestinationName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A session as a well-behaved client keeps account of it. */
final class SimulatedSession {
    static final class Consumer {
        final int number;
        final DestinationName queue;
        int creditMessages;
        long creditBytes;

        Consumer(int number, DestinationName queue) {
            this.number = number;
            this.queue = queue;
        }

        boolean hasCredit() {
            return creditMessages > 0 && creditBytes > 0;
        }

        void takeCredit() {
            creditMessages = 0;
            creditBytes = 0;
        }
    }

    record Delivery(Consumer consumer, long key) {}

    final long id;
    final long connection;
    final Map<Integer, Consumer> consumers = new LinkedHashMap<>();
    final TreeMap<Long, Delivery> unsettled = new TreeMap<>();
    final Map<Integer, SimulatedBranch> bound = new LinkedHashMap<>();
    /** Keys of sends that were neither confirmed nor refused, by sequence. */
    final Map<Long, Long> unconfirmed = new HashMap<>();

    boolean open = true;
    long lastDelivery;
    long lastSequence;
    int lastNumber;
    int lastRequest;
    long sendCreditBytes;

    SimulatedSession(long id, long connection) {
        this.id = id;
        this.connection = connection;
    }

    int nextNumber() {
        return ++lastNumber;
    }
}
