// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

import java.util.List;

/**
 * Messages to be shown to the machine, which looks whether a consumer's or browser's selector matches them. To be answered with
 * {@link io.mambamq.core.PartitionMachine#examined}, but not at once: in a later turn, so that others have theirs.
 *
 * @param consumer or browser, of which no two have one number
 * @param examination names it in the answer
 * @param stream of the log in which they are
 * @param positions of the commands in the log whose messages they are
 */
public record Examine(long session, int consumer, long examination, int stream, List<Long> positions)
        implements Effect {
    @Override
    public EffectType type() {
        return EffectType.EXAMINE;
    }
}
