// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.durable.DurableListener;
import io.mambamq.core.effect.BodyReleased;
import io.mambamq.core.effect.EffectList;
import io.mambamq.core.queue.QueueIndex;

/** Feeds the delivery half with what applied commands changed. */
public final class DeliveryFeed implements DurableListener {
    private final QueueDirectory queues;
    private final Dispatcher dispatcher;
    private final EffectList effects;

    public DeliveryFeed(QueueDirectory queues, Dispatcher dispatcher, EffectList effects) {
        this.queues = queues;
        this.dispatcher = dispatcher;
        this.effects = effects;
    }

    @Override
    public void queueDeclared(QueueIndex queue) {
        queues.bindDeclared(queue);
    }

    @Override
    public void queueEnding(QueueIndex queue) {
        QueueDelivery ended = queues.removeEnded(queue);
        if (ended != null) {
            dispatcher.forget(ended);
        }
    }

    @Override
    public void messageAdded(QueueIndex queue, long sequence) {
        dispatcher.add(queues.queue(queue.id()), sequence);
    }

    @Override
    public void messageRemoving(QueueIndex queue, long sequence) {
        queues.queue(queue.id()).forget(sequence);
    }

    @Override
    public void messageUnlocked(QueueIndex queue, long sequence) {
        dispatcher.giveBack(queues.queue(queue.id()), sequence, true);
    }

    @Override
    public void bodyReleased(int stream, long position) {
        effects.add(new BodyReleased(stream, position));
    }

    /**
     * Everything in the queue that no prepared transaction locks can be delivered: the start of leading. Nobody consumes from
     * a topic's index or from the body of a message.
     */
    public void addAll(QueueIndex queue) {
        QueueDelivery delivery = queue.isTopic() ? null : queues.queue(queue.id());
        if (delivery != null && !queues.isBody(delivery)) {
            dispatcher.addAll(delivery);
        }
    }
}
