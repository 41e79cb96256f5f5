// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

/**
 * The request succeeded, and what it changed is durable.
 *
 * @param value depends on the request; 0 unless its description says otherwise
 */
public record Succeeded(long session, int request, long value) implements Effect {
    @Override
    public EffectType type() {
        return EffectType.SUCCEEDED;
    }
}
