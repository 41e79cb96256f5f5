// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

/**
 * The session may send that many more bytes of encoded messages.
 */
public record SendCreditGranted(long session, long bytes) implements Effect {
    @Override
    public EffectType type() {
        return EffectType.SEND_CREDIT_GRANTED;
    }
}
