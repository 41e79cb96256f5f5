// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core;

/**
 * How much is remembered for clients that connect again. Immutable.
 *
 * @param ledgersMax of all clients, connected or away
 * @param clientsAwayMax clients that are not connected and may come back
 * @param awayMs how long they may take
 */
public record ReconnectLimits(int ledgersMax, int clientsAwayMax, long awayMs) {
    public static final ReconnectLimits DEFAULT = new ReconnectLimits(200_000, 10_000, 10 * 60_000L);

    /**
     * All limits are positive.
     *
     * @throws IllegalArgumentException if one is not; names it
     */
    public ReconnectLimits {
        MachineConfig.requirePositive(ledgersMax, "ledgersMax");
        MachineConfig.requirePositive(clientsAwayMax, "clientsAwayMax");
        MachineConfig.requirePositive(awayMs, "awayMs");
    }
}
