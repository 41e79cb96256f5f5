// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** M-76: who was told that a message is safe was told the truth. */
final class EveryConfirmedMessageIsInTheLog implements Invariant {
    /** The log only grows: what was found in it once need not be looked for again. */
    private int checked;

    @Override
    public void check(World world) {
        while (checked < world.confirmed.size()) {
            long key = world.confirmed.get(checked++);
            assertTrue(world.oracle.logged.contains(key), () -> "message " + key + " is confirmed and not in the log");
        }
    }
}
