// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.server;

import io.mambamq.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** An application server in a directory of its own, started as a child process. Owned by the thread that created it. */
public abstract class ApplicationServer implements AutoCloseable {
    private static final Duration START_TIME_MAX = Duration.ofMinutes(5);
    private static final Duration STOP_TIME_MAX = Duration.ofMinutes(1);

    private final Path directory;
    private final int httpPort;
    private final String readyLine;
    private ChildJvm process;

    /** @param readyLine part of the line that the server prints when it is ready, its applications started */
    ApplicationServer(Path directory, int httpPort, String readyLine) {
        this.directory = directory;
        this.httpPort = httpPort;
        this.readyLine = readyLine;
    }

    /** What starts the server as one process, which is the server's JVM. */
    abstract ProcessBuilder command();

    /** Where the embedded broker keeps its data, if it is not told. */
    public abstract Path brokerData();

    /** Returns when the server says that it is ready. */
    public final void start() throws IOException, InterruptedException {
        launch();
        awaitReady();
    }

    /** Starts the server without waiting for it. */
    public final void launch() throws IOException {
        process = ChildJvm.start(command(), readyLine);
    }

    /** Returns when the launched server says that it is ready. */
    public final void awaitReady() throws InterruptedException {
        process.awaitLine(START_TIME_MAX);
    }

    /** {@code kill -9}. */
    public final void kill() {
        process.kill();
    }

    /** Asks the server to stop and waits until it has. */
    public final void stop() throws InterruptedException {
        process.terminate(STOP_TIME_MAX);
    }

    /** Configuration, logs, the database, and where a {@code HaltPoint} is armed: in {@code halt}. */
    public final Path directory() {
        return directory;
    }

    public final int httpPort() {
        return httpPort;
    }

    @Override
    public final void close() {
        if (process != null) {
            process.close();
        }
    }
}
