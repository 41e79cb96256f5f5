// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bytes of a journal's files.
 *
 * @param log segments, those being prepared included
 * @param pages page files, those being written included
 * @param rest checkpoints and the superblock
 */
record DiskUse(long log, long pages, long rest) {
    static final DiskUse NONE = new DiskUse(0, 0, 0);

    /** What is there now. Files may come and go meanwhile. */
    static DiskUse of(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.toList();
        }
        DiskUse use = NONE;
        for (Path file : files) {
            use = use.with(file.getFileName().toString(), sizeBytes(file));
        }
        return use;
    }

    /** The higher of each. */
    DiskUse max(DiskUse other) {
        return new DiskUse(Math.max(log, other.log), Math.max(pages, other.pages), Math.max(rest, other.rest));
    }

    private DiskUse with(String name, long bytes) {
        if (name.startsWith("wal-")) {
            return new DiskUse(log + bytes, pages, rest);
        }
        return name.startsWith("page-") ? new DiskUse(log, pages + bytes, rest) : new DiskUse(log, pages, rest + bytes);
    }

    private static long sizeBytes(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
