// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

/**
 * The message that the command at this position of the log carried will not be delivered any more.
 *
 * @param stream of the log in which it is
 */
public record BodyReleased(int stream, long position) implements Effect {
    @Override
    public EffectType type() {
        return EffectType.BODY_RELEASED;
    }
}
