// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.durable.LoggedTransaction.Staged;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.StoredMessage;
import io.mambamq.protocol.bytes.ArraySink;

/** Folds a state into one number, in an order that the state alone determines. */
final class Digest {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final ArraySink bytes = new ArraySink(256);
    private long value = 1;

    long value() {
        return value;
    }

    void addQueue(QueueIndex queue) {
        add(queue.id());
        if (queue.subscription() == null) {
            queue.name().encode(bytes);
        } else {
            queue.subscription().encode(bytes);
        }
        addBytes();
        add(queue.nextSequence());
        for (long sequence = queue.nextPresent(1);
                sequence != QueueIndex.NONE;
                sequence = queue.nextPresent(sequence + 1)) {
            add(sequence);
            add(queue.position(sequence));
            add(queue.sizeBytes(sequence));
            add(queue.flags(sequence));
            add(queue.expirationMs(sequence));
            add(queue.deliveryTimeMs(sequence));
        }
    }

    void addBody(long position, int queueId) {
        add(position);
        add(queueId);
    }

    void addTransaction(LoggedTransaction transaction) {
        transaction.id().encode(bytes);
        bytes.putString16(transaction.state().name());
        addBytes();
        add(transaction.sinceMs());
        for (Staged staged : transaction.staged()) {
            add(staged.queueId());
            if (staged.subscriptions() != null) {
                staged.subscriptions().forEach(this::add);
            }
            addMessage(staged.message());
        }
        for (QueueSettles settles : transaction.settles()) {
            add(settles.queueId());
            settles.sequences().forEach(this::add);
        }
    }

    private void addMessage(StoredMessage message) {
        add(message.position());
        add(message.sizeBytes());
        add(message.priority());
        add(message.persistent() ? 1 : 0);
        add(message.expirationMs());
        add(message.deliveryTimeMs());
    }

    private void addBytes() {
        for (int i = 0; i < bytes.position(); i++) {
            add(bytes.array()[i]);
        }
        add(bytes.position());
        bytes.clear();
    }

    private void add(long number) {
        value = (value ^ number) * MULTIPLIER;
        value ^= value >>> 32;
    }
}
