// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import io.mambamq.journal.BackEnd;
import io.mambamq.server.ServerConfig;
import picocli.CommandLine.Option;

/** How the server keeps its journal. */
final class JournalOptions {
    @Option(
            names = "--journal-bytes-max",
            paramLabel = "SIZE",
            defaultValue = "1G",
            converter = ByteSizeOption.class,
            description = "What the journal's log may take on the disk, such as 256M or 1G. Sends wait rather than "
                    + "exceed it; messages that stay go to page files, which come on top. Default: ${DEFAULT-VALUE}")
    private long bytesMax;

    @Option(
            names = "--page-bytes-max",
            paramLabel = "SIZE",
            defaultValue = "0",
            converter = ByteSizeOption.class,
            description = "What messages that stay may take in page files, such as 20G: beyond it sends are refused "
                    + "until enough has been consumed. 0 for no limit but the disk. Default: ${DEFAULT-VALUE}")
    private long pageBytesMax;

    @Option(
            names = "--back-end",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "How the log is written: buffered, direct (past the page cache; not every file system can), "
                    + "or auto, the better of the two, measured once. Default: ${DEFAULT-VALUE}")
    private BackEnd backEnd;

    @Option(
            names = "--sync-interval-ms",
            paramLabel = "MS",
            defaultValue = "0",
            description = "How long a send may wait for others to share its sync with; 0 for not at all, which is best "
                    + "but where syncs are dear. Default: ${DEFAULT-VALUE}")
    private int syncIntervalMs;

    @Option(
            names = "--sync-batch-size",
            paramLabel = "N",
            defaultValue = "0",
            description = "So many pending records end that wait early. Without --sync-interval-ms the wait is 10 ms "
                    + "then; 0 for no such number. Default: ${DEFAULT-VALUE}")
    private int syncBatchSize;

    @Option(
            names = "--sync-failure-ms",
            paramLabel = "MS",
            defaultValue = "30000",
            description = "The journal has failed when a write and its sync take longer; 0 to wait for ever. "
                    + "Default: ${DEFAULT-VALUE}")
    private int syncFailureMs;

    /** Called by picocli. */
    @SuppressWarnings("NullAway.Init") // picocli fills the options in
    JournalOptions() {}

    /** @throws IllegalArgumentException if a value cannot be; names it */
    void applyTo(ServerConfig.Builder config) {
        config.journalBytesMax(bytesMax)
                .pageBytesMax(pageBytesMax)
                .backEnd(backEnd)
                .syncIntervalMs(syncIntervalMs)
                .syncBatchSize(syncBatchSize)
                .syncFailureMs(syncFailureMs);
    }
}
