// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** When all sends are durable, every session may send again. */
final class ProducersAreNotStarved implements Invariant {
    @Override
    public void check(World world) {
        if (world.log.outstanding() == 0) {
            world.openSessions()
                    .forEach(session -> assertTrue(
                            session.sendCreditBytes > 0, () -> "session " + session.id + " has no send credit"));
        }
    }
}
