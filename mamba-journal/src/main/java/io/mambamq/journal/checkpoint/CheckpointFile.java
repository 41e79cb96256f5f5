// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.checkpoint;

/** Names of the two checkpoint files. */
public final class CheckpointFile {

    private static final int FILES = 2;

    private CheckpointFile() {}

    /** The file that the checkpoint of this number is written to. */
    public static String name(long number) {
        return "checkpoint-" + number % FILES + ".mj";
    }

    /** The file of the checkpoint before it. */
    public static String otherName(long number) {
        return name(number + 1);
    }
}
