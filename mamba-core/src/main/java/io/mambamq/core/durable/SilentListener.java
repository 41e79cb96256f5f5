// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.queue.QueueIndex;

/** For replay: nobody is connected yet, and the delivery half is made from the state that replay ends with. */
final class SilentListener implements DurableListener {
    @Override
    public void queueDeclared(QueueIndex queue) {}

    @Override
    public void queueEnding(QueueIndex queue) {}

    @Override
    public void messageAdded(QueueIndex queue, long sequence) {}

    @Override
    public void messageReturned(QueueIndex queue, long sequence) {}

    @Override
    public void messageUnlocked(QueueIndex queue, long sequence) {}

    @Override
    public void bodyReleased(int stream, long position) {}
}
