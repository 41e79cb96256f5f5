// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

/**
 * The message that the command at this position of the log carried will not be delivered any more.
 *
 * @param queueId of the queue that it was in, or was staged for
 */
public record BodyReleased(int queueId, long position) implements Effect {
    @Override
    public EffectType type() {
        return EffectType.BODY_RELEASED;
    }
}
