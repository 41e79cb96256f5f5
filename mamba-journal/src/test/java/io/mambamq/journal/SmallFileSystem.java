// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real file system that can be filled: ext4 in an image on a loop device, or a tmpfs where loop devices are refused.
 * Mounting needs root on Linux; a test that cannot have it is skipped with the reason.
 */
final class SmallFileSystem implements AutoCloseable {

    private static final long COMMAND_SECONDS_MAX = 60;

    private final Path root;
    private final String kind;

    private SmallFileSystem(Path root, String kind) {
        this.root = root;
        this.kind = kind;
    }

    /** Mounts below {@code parent}, or aborts the test. */
    static SmallFileSystem mount(Path parent, int sizeMib) throws IOException {
        Path root = Files.createDirectories(parent.resolve("mounted"));
        Path image = parent.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength((long) sizeMib << 20);
        }
        String ext4 = runAll(
                List.of("mkfs.ext4", "-q", "-F", image.toString()),
                List.of("mount", "-o", "loop", image.toString(), root.toString()));
        if (ext4.isEmpty()) {
            return new SmallFileSystem(root, "ext4 on a loop device");
        }
        String tmpfs = runAll(List.of("mount", "-t", "tmpfs", "-o", "size=" + sizeMib + "m", "tmpfs", root.toString()));
        if (tmpfs.isEmpty()) {
            return new SmallFileSystem(root, "tmpfs");
        }
        return abort("needs a small file system, and may mount neither ext4 (" + ext4 + ") nor tmpfs (" + tmpfs
                + "); run it as root");
    }

    Path root() {
        return root;
    }

    /** For messages. */
    String kind() {
        return kind;
    }

    @Override
    public void close() {
        String failure = runAll(List.of("umount", root.toString()));
        if (!failure.isEmpty()) {
            throw new IllegalStateException("cannot unmount " + root + ": " + failure);
        }
    }

    /** Why a command failed, or nothing. */
    @SafeVarargs
    private static String runAll(List<String>... commands) {
        for (List<String> command : commands) {
            String failure = run(command);
            if (!failure.isEmpty()) {
                return failure;
            }
        }
        return "";
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return command.get(0) + " does not end";
            }
            return process.exitValue() == 0 ? "" : command.get(0) + " says: " + output;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
