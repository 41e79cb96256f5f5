// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

/**
 * The send with that sequence of the session is durable; it asked to be told.
 */
public record SendConfirmed(long session, long sequence) implements Effect {
    @Override
    public EffectType type() {
        return EffectType.SEND_CONFIRMED;
    }
}
