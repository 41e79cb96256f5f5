// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.journal.file.FileIoLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Puts a rebuilt journal in the place of a damaged one by renaming directories:
 *
 * <pre>
 *   journal.unfinished   being written; deleted by the next repair
 *   journal.rebuilt      complete, and not in its place yet
 *   journal.damaged-T    the old one, whole, as it was found at time T
 * </pre>
 *
 * Each step is durable before the next. A crash between the last two renames leaves {@code journal.rebuilt} and no
 * {@code journal}; {@link #finishInterrupted} puts it right.
 */
public final class JournalSwap {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path journal;

    /** @param journal the directory of the journal that is to be replaced */
    public JournalSwap(Path journal) {
        this.journal = journal;
    }

    /** Where to write the new one; empty when this returns. */
    public Path prepare() throws IOException {
        Path unfinished = sibling("unfinished");
        delete(unfinished);
        return unfinished;
    }

    /**
     * The new one is complete: it takes the place of the old one.
     *
     * @return where the old one is now
     */
    public Path swap(Instant now) throws IOException {
        Path damaged = sibling("damaged-" + TIME.format(now));
        move(sibling("unfinished"), sibling("rebuilt"));
        move(journal, damaged);
        move(sibling("rebuilt"), journal);
        return damaged;
    }

    /** Whether a crash came between taking the old one away and putting the new one in its place. */
    public boolean isInterrupted() {
        return !Files.exists(journal) && Files.isDirectory(sibling("rebuilt"));
    }

    /** Puts the new one in its place where an earlier repair did not get to do so. */
    public boolean finishInterrupted() throws IOException {
        if (!isInterrupted()) {
            return false;
        }
        move(sibling("rebuilt"), journal);
        return true;
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        Path parent = to.toAbsolutePath().getParent();
        if (parent != null) {
            FileIoLayer.syncDirectory(parent);
        }
    }

    private Path sibling(String suffix) {
        return journal.resolveSibling(journal.getFileName() + "." + suffix);
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
