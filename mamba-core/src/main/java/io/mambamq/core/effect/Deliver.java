// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

/**
 * A message goes to a consumer.
 *
 * @param delivery names it in a settle; grows by one with each delivery of the session, from 1
 * @param deliveryCount 1 at first; more means redelivered
 * @param stream of the log in which its message is
 * @param position of the command in the log whose message it is
 * @param sizeBytes of the encoded message
 */
public record Deliver(
        long session, int consumer, long delivery, int deliveryCount, int stream, long position, int sizeBytes)
        implements Effect {
    @Override
    public EffectType type() {
        return EffectType.DELIVER;
    }
}
