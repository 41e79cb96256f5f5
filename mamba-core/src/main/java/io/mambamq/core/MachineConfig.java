// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core;

import io.mambamq.core.durable.SentSequences;

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
 * @param reconnect what is remembered for clients that connect again
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
        ReconnectLimits reconnect) {
    /** Less than any encoded message has. */
    private static final int MESSAGE_BYTES_MIN = 64;

    /** With more a client could have more sends unanswered than a ledger tells of. */
    private static final long SEND_CREDIT_BYTES_MAX = (long) SentSequences.WINDOW * MESSAGE_BYTES_MIN;

    public static final MachineConfig DEFAULT =
            new MachineConfig(100_000, 1_000, 100_000, 100_000, 64, 256L << 20, 1_000_000, 100_000, 1L << 20);

    /**
     * All limits are positive; a client's credit is at most 1 MiB.
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
        if (sendCreditBytes > SEND_CREDIT_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "sendCreditBytes must be at most " + SEND_CREDIT_BYTES_MAX + ", not " + sendCreditBytes);
        }
    }

    /** With {@code autoCreate}, and what is usual for clients that connect again. */
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
                ReconnectLimits.DEFAULT);
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
                reconnect);
    }

    public MachineConfig withReconnect(ReconnectLimits value) {
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

    static void requirePositive(long limit, String name) {
        if (limit <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + limit);
        }
    }
}
