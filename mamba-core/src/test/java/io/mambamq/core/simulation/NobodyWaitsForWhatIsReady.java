// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A ready message and a consumer with credit do not stand beside each other. */
final class NobodyWaitsForWhatIsReady implements Invariant {
    @Override
    public void check(World world) {
        for (SimulatedSession session : world.openSessions()) {
            if (session.unsettled.size() >= World.CONFIG.inFlightPerSessionMax()) {
                continue;
            }
            for (SimulatedSession.Consumer consumer : session.consumers.values()) {
                if (consumer.hasCredit()) {
                    assertEquals(
                            0,
                            world.machine.queueCounts(consumer.queue).ready(),
                            () -> "consumer " + consumer.number + " of session " + session.id
                                    + " has credit, messages ready");
                }
            }
        }
    }
}
