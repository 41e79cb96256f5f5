// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What can still be delivered is what the log must keep. */
final class EveryLiveBodyIsKnown implements Invariant {
    @Override
    public void check(World world) {
        assertEquals(world.oracle.live(), Checkpoints.liveIn(world.machine), "live bodies");
    }
}
