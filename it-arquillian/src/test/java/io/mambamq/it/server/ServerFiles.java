// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.server;

import io.mambamq.it.xa.HaltingXaDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** What is put into a server's directory: the adapter, Derby and files of this module, which the build gathers in one template. */
final class ServerFiles {
    private static final Duration TOOL_TIME_MAX = Duration.ofMinutes(5);

    private ServerFiles() {}

    static Path template() {
        return Path.of(System.getProperty("server.template"));
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** A new directory below the one of this build's servers. */
    static Path newDirectory(String name) throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("server.directories"))), name + "-");
    }

    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** The files of one directory into another one that is there. */
    static void copyInto(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    static void export(Archive<?> archive, Path file) {
        archive.as(ZipExporter.class).exportTo(file.toFile());
    }

    /** The database driver that stops where a test wants it. */
    static void exportHaltingDriver(Path file) {
        export(
                ShrinkWrap.create(JavaArchive.class, "halting.jar").addPackage(HaltingXaDataSource.class.getPackage()),
                file);
    }

    /**
     * Runs a tool of the server to its end; returns what it printed.
     *
     * @throws IOException if it fails; shows what it printed
     */
    static String run(ProcessBuilder tool) throws IOException, InterruptedException {
        Path output = Files.createTempFile("tool", ".txt");
        Process process =
                tool.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(TOOL_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        String printed = Files.readString(output);
        Files.delete(output);
        if (!ended || process.exitValue() != 0) {
            throw new IOException(tool.command() + " failed:\n" + printed);
        }
        return printed;
    }
}
