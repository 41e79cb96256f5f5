// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

import io.mambamq.protocol.ErrorCode;

/**
 * The send was refused and left no trace. If it belonged to a transaction, that can only be rolled back now.
 *
 * @param code {@link ErrorCode#PROTOCOL_ERROR} means that the connection should be closed
 */
public record SendRefused(long session, long sequence, ErrorCode code, String text) implements Effect {
    @Override
    public EffectType type() {
        return EffectType.SEND_REFUSED;
    }
}
