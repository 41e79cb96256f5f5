// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalConfig;
import io.mambamq.journal.format.Superblock;
import io.mambamq.server.log.CommandAppender;
import java.io.IOException;
import java.nio.file.Path;

/** A journal that did not exist before, filled with what a rebuild brings over. */
public final class NewJournal {
    /** Larger than any record that there may be. */
    private static final int RECORD_BYTES_MAX = 1 << 29;

    private NewJournal() {}

    /**
     * Creates the journal; when this returns all of it is durable, and closed in order.
     *
     * @param directory created; must not hold a journal
     * @param sizes of the old journal, which the new one keeps
     */
    public static RebuildReport fill(Path directory, Superblock sizes, BrokerRebuild rebuild) throws IOException {
        JournalConfig config = JournalConfig.builder(directory)
                .segmentBytes((int) sizes.segmentBytes())
                .blockBytes(sizes.blockBytes())
                .recordBytesMax(RECORD_BYTES_MAX)
                .batchBytesMax(1L << 30)
                .build();
        try (Journal journal = Journal.open(config, (position, userType, stream, body) -> {
            throw new IllegalStateException(directory + " holds a journal already");
        })) {
            CommandAppender appender = new CommandAppender(journal);
            RebuildReport report = rebuild.writeTo(appender::add);
            appender.flush();
            return report;
        }
    }
}
