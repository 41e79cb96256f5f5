// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What keeps one measurement from paying for the files of another. */
public final class FileSystem {
    private FileSystem() {}

    /** Writes out what any process left in the page cache. */
    public static void sync() throws IOException, InterruptedException {
        int status = new ProcessBuilder("sync").inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("sync ended with " + status);
        }
    }

    /** Deletes the directory and waits for the deletion to reach the disk. */
    public static void remove(Path directory) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        sync();
    }

    /** Reads every file, so that whoever reads it next finds it in the page cache. */
    public static void warm(Path directory) throws IOException {
        byte[] buffer = new byte[1 << 20];
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    while (in.read(buffer) >= 0) {
                        // Only to have it read.
                    }
                }
            }
        }
    }
}
