// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.queue.QueueIndex;

/** Learns what a command changed while it is applied: the delivery half listens where the partition is led. */
public interface DurableListener {
    /** A queue, topic or subscription is there. */
    void queueDeclared(QueueIndex queue);

    /** A subscription is about to end, with all that it has. */
    void queueEnding(QueueIndex queue);

    /** The message is there, for everyone. */
    void messageAdded(QueueIndex queue, long sequence);

    /** The message is back after an application may have seen it; the index has its delivery time. */
    void messageReturned(QueueIndex queue, long sequence);

    /** A prepared transaction that settled the message was rolled back. */
    void messageUnlocked(QueueIndex queue, long sequence);

    /** Nobody needs the message that this position of the log carries any more. Not told where many leave at once. */
    void bodyReleased(int stream, long position);
}
