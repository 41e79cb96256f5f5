// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

/**
 * All sends from first to last, both included, of the ledger with which the session was opened are durable; an earlier session
 * may have been told so or not.
 */
public record SendsRecalled(long session, long first, long last) implements Effect {
    @Override
    public EffectType type() {
        return EffectType.SENDS_RECALLED;
    }
}
