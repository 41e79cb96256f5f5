// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.bench.Arguments;
import io.mambamq.journal.JournalConfig;
import io.mambamq.journal.ReclaimConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param messages live ones
 * @param capBytes size of the log: what does not fit goes to page files
 * @param json where the figures go, or null
 */
record RestartOptions(
        long messages,
        int bodyBytes,
        long capBytes,
        @Nullable Path json) {
    static final String USAGE = """
            Usage: mamba-bench/restart [--messages 10000000] [--bytes 1024] [--cap 1G] [--json FILE]
              --cap  size of the log, at least 1G: what does not fit goes to page files
            """;

    /** The log may grow so far behind a checkpoint, as with the defaults: it is what a start has to replay at most. */
    static final long INTERVAL_BYTES = 256L << 20;

    private static final long CAP_BYTES_MIN = 1L << 30;
    private static final int SEGMENT_BYTES = 64 << 20;
    private static final int RECORD_BYTES_MAX = 256 << 10;
    private static final int BATCH_BYTES_MAX = 1 << 20;

    /** What a message takes in a page file beside its body: header, padding, index entry. */
    private static final int OVERHEAD_BYTES = 64;

    /** Two checkpoints, which grow together. */
    private static final int CHECKPOINT_BYTES_PER_MESSAGE = 10;

    RestartOptions {
        if (messages < 1 || bodyBytes < 1 || bodyBytes > RECORD_BYTES_MAX || capBytes < CAP_BYTES_MIN) {
            throw new IllegalArgumentException("--messages from 1 on, --bytes 1 to 256K, --cap from 1G on");
        }
    }

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException naming the one that it does not understand
     */
    static RestartOptions parse(String[] arguments) {
        Arguments options = Arguments.parse(arguments, List.of("--messages", "--bytes", "--cap", "--json"));
        return new RestartOptions(
                options.count("--messages", 10_000_000),
                (int) options.bytes("--bytes", 1024),
                options.bytes("--cap", CAP_BYTES_MIN),
                options.path("--json").orElse(null));
    }

    RestartOptions withMessages(long fewer) {
        return new RestartOptions(fewer, bodyBytes, capBytes, json);
    }

    /** Disk that so many messages take, the log included. */
    long diskBytes() {
        return capBytes + messages * messageBytes();
    }

    /** How many messages a disk with so much space has room for. */
    long messagesWithin(long bytes) {
        return Math.max(0, (bytes - capBytes) / messageBytes());
    }

    private long messageBytes() {
        return storedBytes() + CHECKPOINT_BYTES_PER_MESSAGE;
    }

    private long storedBytes() {
        return (long) bodyBytes + OVERHEAD_BYTES;
    }

    /** Messages that are appended behind the last checkpoint: as many as there are before the next would be due, about. */
    long messagesBehindCheckpoint() {
        return Math.min(messages / 2, INTERVAL_BYTES / 10 * 9 / storedBytes());
    }

    JournalConfig journal(Path directory) {
        return journal(directory, capBytes);
    }

    /** The configuration of a journal that has been filled; only the limit of its log matters. */
    static JournalConfig journal(Path directory, long capBytes) {
        ReclaimConfig defaults = ReclaimConfig.DEFAULT;
        return JournalConfig.builder(directory)
                .segmentBytes(SEGMENT_BYTES)
                .recordBytesMax(RECORD_BYTES_MAX)
                .batchBytesMax(BATCH_BYTES_MAX)
                .reclaim(new ReclaimConfig(
                        capBytes,
                        INTERVAL_BYTES,
                        TimeUnit.HOURS.toMillis(1),
                        defaults.reserveSegments(),
                        defaults.pageFileBytes()))
                .build();
    }
}
