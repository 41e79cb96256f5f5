// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One Open Liberty server in a directory of its own, run as a child process. Owned by one thread; close() is for any. */
final class LibertyServer {

    private static final String NAME = "demo";
    private static final String READY = "CWWKF0011I";
    private static final long START_TIME_MAX_S = 300;
    private static final long STOP_TIME_MAX_S = 30;

    private final Path liberty;
    private final Path directory;
    private final int httpPort;
    private Process process;
    private boolean closed;

    private LibertyServer(Path liberty, Path directory, int httpPort) {
        this.liberty = liberty;
        this.directory = directory;
        this.httpPort = httpPort;
    }

    /** Makes a server in a new directory below the given one, from the template, on a free port. */
    static LibertyServer create(Path liberty, Path template, Path parent) throws IOException {
        Path directory = Files.createTempDirectory(Files.createDirectories(parent), "demo-");
        copy(template, directory.resolve("servers").resolve(NAME));
        return new LibertyServer(liberty, directory, freePort());
    }

    Path directory() {
        return directory;
    }

    int httpPort() {
        return httpPort;
    }

    /** Returns when the server says that it is ready, its application started. */
    void start() throws IOException, InterruptedException {
        awaitReady(launch());
    }

    /** kill -9: nothing in the server gets a chance to save anything. */
    synchronized void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Asks the server to stop, and kills it if it does not. */
    synchronized void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_TIME_MAX_S, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** Kills the server if it runs; it cannot be started again. */
    synchronized void close() throws InterruptedException {
        closed = true;
        kill();
    }

    synchronized boolean running() {
        return process != null && process.isAlive();
    }

    synchronized boolean closed() {
        return closed;
    }

    void deleteDirectory() throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private synchronized Process launch() throws IOException {
        if (closed) {
            throw new IOException("The demo is being stopped");
        }
        Path tools = liberty.resolve("bin/tools");
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + tools.resolve("ws-javaagent.jar"),
                "-Djava.awt.headless=true",
                "-Xmx512m",
                "@" + liberty.resolve("lib/platform/java/java9.options"),
                "-jar",
                tools.resolve("ws-server.jar").toString(),
                NAME);
        builder.redirectErrorStream(true)
                .directory(directory.resolve("servers").resolve(NAME).toFile());
        builder.environment().put("WLP_USER_DIR", directory.toString());
        builder.environment().remove("WLP_OUTPUT_DIR");
        builder.environment().put("HTTP_PORT", String.valueOf(httpPort)); // ${http.port} in server.xml
        process = builder.start();
        return process;
    }

    private void awaitReady(Process started) throws IOException, InterruptedException {
        var ready = new CompletableFuture<Boolean>();
        var reader = new Thread(() -> readConsole(started, ready), "liberty-console");
        reader.setDaemon(true);
        reader.start();
        try {
            if (!ready.get(START_TIME_MAX_S, TimeUnit.SECONDS)) {
                throw new IOException("Open Liberty ended while it was starting; its console: " + console());
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("Open Liberty did not start; its console: " + console(), e);
        }
    }

    private void readConsole(Process started, CompletableFuture<Boolean> ready) {
        try (var lines = started.inputReader(StandardCharsets.UTF_8);
                BufferedWriter console =
                        Files.newBufferedWriter(console(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                console.write(line);
                console.newLine();
                console.flush();
                if (line.contains(READY)) {
                    ready.complete(true);
                }
            }
            ready.complete(false);
        } catch (IOException | UncheckedIOException e) {
            ready.completeExceptionally(e);
        }
    }

    private Path console() {
        return directory.resolve("console.log");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
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
}
