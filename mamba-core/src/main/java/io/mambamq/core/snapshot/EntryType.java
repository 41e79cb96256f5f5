// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.snapshot;

/** The kinds of entries and the values they have in snapshots, which are never reused. */
public enum EntryType {
    /** A queue or a topic; before its blocks. */
    QUEUE(0x01),
    /** A block of an index. */
    BLOCK(0x02),
    /** A subscription; behind its topic and before its blocks. */
    SUBSCRIPTION(0x03),
    /** The id that the next queue, topic or subscription gets. Without it, the one behind the last. */
    NEXT_ID(0x04),
    /** Queues that are bodies of messages; behind all queues. */
    BODIES(0x05),
    /** A transaction; what it consists of follows. */
    TRANSACTION(0x10),
    /** Messages that the transaction before it has staged. */
    STAGED(0x11),
    /** A message that the transaction before it has staged for subscriptions. */
    STAGED_PUBLISH(0x13),
    /** Messages that the transaction before it has locked. */
    SETTLES(0x12),
    /** There is no more. */
    END(0x7F);

    private static final EntryType[] VALUES = values();

    private final int snapshotValue;

    EntryType(int snapshotValue) {
        this.snapshotValue = snapshotValue;
    }

    int snapshotValue() {
        return snapshotValue;
    }

    /** @throws SnapshotFormatException if no type has it */
    static EntryType ofSnapshotValue(int snapshotValue) {
        for (EntryType type : VALUES) {
            if (type.snapshotValue == snapshotValue) {
                return type;
            }
        }
        throw new SnapshotFormatException("an entry of the unknown type " + snapshotValue + " in a snapshot");
    }
}
