// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.ReplayHandler;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.page.PageCatalog;
import io.mambamq.journal.page.PageFile;
import io.mambamq.journal.page.PageFileLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the page files that count, and checks that each live record that the log does not hold any more is in one of them.
 * Files that were written for a checkpoint that never came into force, or of which nothing is live, are deleted.
 */
final class PageRecovery {

    private final IoLayer io;
    private final Superblock superblock;

    PageRecovery(IoLayer io, Superblock superblock) {
        this.io = io;
        this.superblock = superblock;
    }

    /** @throws io.mambamq.journal.JournalCorruptionException where a file is damaged or missing */
    RecoveredPages recover(ReplayHandler handler) throws IOException {
        PageFileLoader loader = new PageFileLoader(io, superblock.journalId(), Recovery.ADVICE);
        List<PageFile> found = new ArrayList<>();
        Set<String> superfluous = new HashSet<>();
        long numberMax = 0;
        for (String name : io.list()) {
            if (PageFile.isName(name)) {
                PageFile file = loader.load(name);
                numberMax = Math.max(numberMax, file.number());
                if (file.header().checkpoint() <= superblock.checkpointNumber()) {
                    found.add(file);
                }
                superfluous.add(name);
            }
        }
        PageCatalog catalog = PageCatalog.of(found);
        long[] counts = superblock.checkpointNumber() == 0 ? new long[0] : countLive(catalog, handler);
        Set<Long> dead = new HashSet<>();
        long[] liveCounts = new long[counts.length];
        int liveFiles = 0;
        for (int i = 0; i < counts.length; i++) {
            PageFile file = catalog.files().get(i);
            if (counts[i] == 0) {
                dead.add(file.number());
            } else {
                superfluous.remove(file.name());
                liveCounts[liveFiles] = counts[i];
                liveFiles++;
            }
        }
        // After a failed sync in the last run the superblock may be in the page cache only. What it calls superfluous,
        // files
        // here and segments later, must not go before it is durable.
        new SuperblockStore(io).write(superblock);
        for (String name : superfluous) {
            io.delete(name);
        }
        PageCatalog live = catalog.with(dead, List.of());
        return new RecoveredPages(live, Arrays.copyOf(liveCounts, liveFiles), numberMax + 1);
    }

    private long[] countLive(PageCatalog catalog, ReplayHandler handler) throws IOException {
        LiveCount count = new LiveCount(catalog, superblock.oldestSegmentId() * superblock.segmentBytes());
        handler.live(count::add);
        String missing = count.missing;
        if (missing != null) {
            throw Recovery.refuse(
                    "page files",
                    missing,
                    "no file that holds it",
                    "it is live, and the log begins after it, with segment " + superblock.oldestSegmentId());
        }
        return count.counts;
    }

    /** Counts the live records of each file. */
    private static final class LiveCount {

        private final PageCatalog catalog;
        private final long oldestPosition;
        private final long[] counts;
        private PageCatalog.@Nullable Location last;
        private @Nullable String missing;

        LiveCount(PageCatalog catalog, long oldestPosition) {
            this.catalog = catalog;
            this.oldestPosition = oldestPosition;
            this.counts = new long[catalog.files().size()];
        }

        void add(int stream, long position) {
            if (position >= oldestPosition) {
                return;
            }
            PageCatalog.Location location = last;
            if (location == null
                    || location.run().stream() != stream
                    || !location.run().covers(position)) {
                location = catalog.find(stream, position);
                if (location == null) {
                    missing = "record " + position + " of stream " + stream;
                    return;
                }
                last = location;
            }
            counts[location.fileIndex()]++;
        }
    }
}
