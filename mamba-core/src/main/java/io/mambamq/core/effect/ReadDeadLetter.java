// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

/**
 * A message that is to go to the dead-letter queue is to be shown to the machine, with {@link
 * io.mambamq.core.PartitionMachine#deadLetterRead}, but not at once: in a later turn.
 *
 * @param number names it in the answer
 * @param stream of the log in which it is
 * @param position of the command in the log whose message it is
 */
public record ReadDeadLetter(long number, int stream, long position) implements Effect {
    @Override
    public EffectType type() {
        return EffectType.READ_DEAD_LETTER;
    }
}
