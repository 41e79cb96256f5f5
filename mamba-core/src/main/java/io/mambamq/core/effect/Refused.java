// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

import io.mambamq.protocol.ErrorCode;

/**
 * The request was refused, and nothing was changed.
 *
 * @param request 0 if the peer did not ask for an answer; then only a {@link ErrorCode#PROTOCOL_ERROR} needs to be told
 * @param code {@link ErrorCode#PROTOCOL_ERROR} means that the connection should be closed
 */
public record Refused(long session, int request, ErrorCode code, String text) implements Effect {
    @Override
    public EffectType type() {
        return EffectType.REFUSED;
    }
}
