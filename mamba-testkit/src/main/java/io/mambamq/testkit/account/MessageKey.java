// SPDX-License-Identifier: Apache-2.0

package io.mambamq.testkit.account;

/** Names a message: its producer and its number there, from 1. */
public record MessageKey(int producer, long number) implements Comparable<MessageKey> {
    @Override
    public int compareTo(MessageKey other) {
        int byProducer = Integer.compare(producer, other.producer);
        return byProducer != 0 ? byProducer : Long.compare(number, other.number);
    }
}
