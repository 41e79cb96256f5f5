// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core;

/**
 * The limits of a {@link PartitionMachine}: what one client, or all together, can make it hold. Immutable; start from
 * {@link #DEFAULT}.
 *
 * @param sessionsMax open sessions of all connections
 * @param consumersPerSessionMax attached consumers of one session
 * @param queuesMax destinations of the partition
 * @param openTransactionsMax transactions that were begun and are not over, prepared ones among them
 * @param boundTransactionsPerSessionMax transaction numbers that one session has in use
 * @param stagedBytesPerTransactionMax encoded messages sent in one transaction
 * @param settlesPerTransactionMax deliveries accepted in one transaction
 * @param inFlightPerSessionMax unsettled deliveries of one session; delivery pauses there, whatever credit is left
 * @param sendCreditBytes what a session may send before earlier sends are durable
 * @param autoCreate whether queues and topics come into being by being used
 * @param redelivery what becomes of messages that applications did not accept
 */
public record MachineConfig(
        int sessionsMax,
        int consumersPerSessionMax,
        int queuesMax,
        int openTransactionsMax,
        int boundTransactionsPerSessionMax,
        long stagedBytesPerTransactionMax,
        long settlesPerTransactionMax,
        int inFlightPerSessionMax,
        long sendCreditBytes,
        boolean autoCreate,
        RedeliverySettings redelivery) {
    public static final MachineConfig DEFAULT =
            new MachineConfig(100_000, 1_000, 100_000, 100_000, 64, 256L << 20, 1_000_000, 100_000, 1L << 20);

    /**
     * All limits are positive.
     *
     * @throws IllegalArgumentException if one is not; names it
     */
    public MachineConfig {
        requirePositive(sessionsMax, "sessionsMax");
        requirePositive(consumersPerSessionMax, "consumersPerSessionMax");
        requirePositive(queuesMax, "queuesMax");
        requirePositive(openTransactionsMax, "openTransactionsMax");
        requirePositive(boundTransactionsPerSessionMax, "boundTransactionsPerSessionMax");
        requirePositive(stagedBytesPerTransactionMax, "stagedBytesPerTransactionMax");
        requirePositive(settlesPerTransactionMax, "settlesPerTransactionMax");
        requirePositive(inFlightPerSessionMax, "inFlightPerSessionMax");
        requirePositive(sendCreditBytes, "sendCreditBytes");
    }

    /** With {@code autoCreate} and the default for redelivery. */
    public MachineConfig(
            int sessionsMax,
            int consumersPerSessionMax,
            int queuesMax,
            int openTransactionsMax,
            int boundTransactionsPerSessionMax,
            long stagedBytesPerTransactionMax,
            long settlesPerTransactionMax,
            int inFlightPerSessionMax,
            long sendCreditBytes) {
        this(
                sessionsMax,
                consumersPerSessionMax,
                queuesMax,
                openTransactionsMax,
                boundTransactionsPerSessionMax,
                stagedBytesPerTransactionMax,
                settlesPerTransactionMax,
                inFlightPerSessionMax,
                sendCreditBytes,
                true,
                RedeliverySettings.DEFAULT);
    }

    public MachineConfig withAutoCreate(boolean value) {
        return new MachineConfig(
                sessionsMax,
                consumersPerSessionMax,
                queuesMax,
                openTransactionsMax,
                boundTransactionsPerSessionMax,
                stagedBytesPerTransactionMax,
                settlesPerTransactionMax,
                inFlightPerSessionMax,
                sendCreditBytes,
                value,
                redelivery);
    }

    public MachineConfig withRedelivery(RedeliverySettings value) {
        return new MachineConfig(
                sessionsMax,
                consumersPerSessionMax,
                queuesMax,
                openTransactionsMax,
                boundTransactionsPerSessionMax,
                stagedBytesPerTransactionMax,
                settlesPerTransactionMax,
                inFlightPerSessionMax,
                sendCreditBytes,
                autoCreate,
                value);
    }

    private static void requirePositive(long limit, String name) {
        if (limit <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + limit);
        }
    }
}
