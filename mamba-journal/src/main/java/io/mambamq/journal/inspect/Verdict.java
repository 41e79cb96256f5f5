// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

/** What a finding is, from harmless to fatal. */
public enum Verdict {
    /** A file or a part of one that counts for nothing and that the next start deletes or overwrites. */
    LEFTOVER(Weight.NONE),
    /** Batches of an earlier use of the file stand behind the end of the log. */
    GHOST(Weight.NONE),
    /** The last batches are good, but nothing says that they were confirmed; a start writes them once more. */
    UNSEALED(Weight.NONE),
    /** The write that a crash cut short; a start cuts it. */
    TORN_TAIL(Weight.OPENS),
    /** One of two copies is damaged, or a file was being overwritten when the process ended; the other serves. */
    COPY_DAMAGED(Weight.OPENS),
    /** What was confirmed, or may have been, is not what was written. */
    DAMAGE(Weight.LOSES),
    /** Intact, but of another version or another journal. */
    INCOMPATIBLE(Weight.FOREIGN);

    /** What a finding means for a start. */
    public enum Weight {
        /** Nothing. */
        NONE,
        /** A start puts it right by itself, and nothing that was confirmed is lost. */
        OPENS,
        /** Something that was confirmed is lost. */
        LOSES,
        /** This version cannot tell. */
        FOREIGN
    }

    private final Weight weight;

    Verdict(Weight weight) {
        this.weight = weight;
    }

    public Weight weight() {
        return weight;
    }

    /** The name in lower case, with spaces. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
