// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

/**
 * All that there was for the consumer was delivered before this, and its credit is zero.
 */
public record Drained(long session, int consumer) implements Effect {
    @Override
    public EffectType type() {
        return EffectType.DRAINED;
    }
}
