// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.bench.Arguments;
import io.mambamq.journal.JournalConfig;
import io.mambamq.journal.ReclaimConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param capBytes size of the log
 * @param rate messages a second; 0 for as fast as it goes
 * @param appendMsMax what no append may take while a checkpoint is being taken; 0 to judge none
 * @param json where the figures go, or null
 */
record SoakOptions(
        double minutes,
        long capBytes,
        int bodyBytes,
        int rate,
        double appendMsMax,
        @Nullable Path json) {
    static final String USAGE = """
            Usage: mamba-bench/soak [--minutes 10] [--cap 256M] [--bytes 1024] [--rate 10000] [--append-ms-max N] [--json FILE]
              --cap            size of the log, at least 16M
              --rate           messages a second; 0 for as fast as it goes
              --append-ms-max  fail where an append takes longer while a checkpoint is being taken
            """;

    private static final int SEGMENTS = 32;
    private static final int SEGMENT_BYTES_MAX = 64 << 20;
    private static final int STAGING_BYTES_MAX = 1 << 20;
    private static final int CAP_BYTES_MIN = 16 << 20;
    private static final int RECORD_BYTES_MAX = 256 << 10;
    private static final int UNIT = 64 << 10;

    SoakOptions {
        if (capBytes < CAP_BYTES_MIN || bodyBytes < 1 || bodyBytes > RECORD_BYTES_MAX || rate < 0 || minutes <= 0) {
            throw new IllegalArgumentException(
                    "--cap from 16M on, --bytes 1 to 256K, --rate 0 or more, --minutes more");
        }
    }

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException naming the one that it does not understand
     */
    static SoakOptions parse(String[] arguments) {
        Arguments options = Arguments.parse(
                arguments, List.of("--minutes", "--cap", "--bytes", "--rate", "--append-ms-max", "--json"));
        return new SoakOptions(
                options.number("--minutes", 10),
                options.bytes("--cap", 256 << 20),
                (int) options.bytes("--bytes", 1024),
                (int) options.count("--rate", 10_000),
                options.number("--append-ms-max", 0),
                options.path("--json").orElse(null));
    }

    JournalConfig journal(Path directory) {
        int segmentBytes = (int) Math.min(SEGMENT_BYTES_MAX, capBytes / SEGMENTS / UNIT * UNIT);
        return JournalConfig.builder(directory)
                .segmentBytes(segmentBytes)
                .stagingBytes(Math.min(STAGING_BYTES_MAX, segmentBytes / 4))
                .recordBytesMax(RECORD_BYTES_MAX)
                .batchBytesMax(2 * RECORD_BYTES_MAX)
                .reclaim(ReclaimConfig.logBytesMax(capBytes))
                .build();
    }
}
