// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.ledger;

import java.util.BitSet;

/** Gives ids from 1, the lowest that is free, so that they can be places of an array. */
final class LedgerIds {
    private final BitSet taken = new BitSet();
    /** All below it are taken. */
    private int lowestFree = 1;

    int take() {
        int id = taken.nextClearBit(lowestFree);
        take(id);
        lowestFree = id + 1;
        return id;
    }

    /** This one is taken already. */
    void take(int id) {
        taken.set(id);
    }

    void free(int id) {
        taken.clear(id);
        lowestFree = Math.min(lowestFree, id);
    }
}
