// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

/**
 * A browser shows a message, which stays where it is. When it is read back from the log it may be gone: then it is not shown.
 *
 * @param deliveryCount what its next delivery would have
 * @param stream of the log in which it is
 * @param position of the command in the log whose message it is
 */
public record Browsed(long session, int browser, int deliveryCount, int stream, long position) implements Effect {
    @Override
    public EffectType type() {
        return EffectType.BROWSED;
    }
}
