// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

/**
 * Counters since the journal was opened. Each is exact; together they are not one instant.
 *
 * @param appends record batches confirmed durable
 * @param records records in them
 * @param recordBytes bytes of those records with their headers
 * @param writes batches written to disk, idle seals included
 * @param writtenBytes bytes written to segments, with headers and padding
 * @param syncs completed syncs of the log
 * @param syncNanos time spent in them and in the writes before them
 * @param syncMaxNanos the longest
 * @param segmentSwitches segments begun after the first
 * @param readySegments zero-filled segments waiting to be used
 * @param diskFullFailures appends refused for lack of space
 */
public record JournalStats(
        long appends,
        long records,
        long recordBytes,
        long writes,
        long writtenBytes,
        long syncs,
        long syncNanos,
        long syncMaxNanos,
        long segmentSwitches,
        int readySegments,
        long diskFullFailures) {}
