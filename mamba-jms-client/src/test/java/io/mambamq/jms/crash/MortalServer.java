// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import io.mambamq.testkit.process.ChildJvm;
import io.mambamq.testkit.process.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A standalone server that dies and comes back on the same port and data. Started and killed by one thread; clients of any
 * thread wait for its next life in {@link #awaitUp}.
 */
final class MortalServer implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final Path data;
    private final int port;
    private final String heap;
    private ChildJvm process;
    private boolean up;
    private boolean closed;

    private MortalServer(Path data, int port, String heap) throws IOException {
        this.data = data;
        this.port = port;
        this.heap = heap;
        this.process = launch();
    }

    static MortalServer launch(Path data) throws IOException {
        return launch(data, "-Xmx512m");
    }

    /** With that much heap, as the JVM's option says it. */
    static MortalServer launch(Path data, String heap) throws IOException {
        return new MortalServer(data, FreePort.find(), heap);
    }

    String url() {
        return "mamba://127.0.0.1:" + port;
    }

    /** Returns when the server accepts connections. */
    void becomeReady() throws InterruptedException {
        process.awaitLine(START_TIMEOUT);
        setUp(true);
    }

    /** {@code kill -9}, whatever it is doing, then the next life begins. */
    void killAndLaunch() throws IOException {
        setUp(false);
        process.kill();
        process = launch();
    }

    /** Lets a start run for that long, usually too short to finish. */
    void letRun(Duration duration) throws InterruptedException {
        process.exitsWithin(duration);
    }

    /** For clients: waits for a living server. False once there will be none any more. */
    synchronized boolean awaitUp() throws InterruptedException {
        while (!up && !closed) {
            wait();
        }
        return up;
    }

    @Override
    public void close() {
        process.kill();
        synchronized (this) {
            closed = true;
            up = false;
            notifyAll();
        }
    }

    private synchronized void setUp(boolean value) {
        up = value;
        notifyAll();
    }

    private ChildJvm launch() throws IOException {
        return ChildJvm.start(
                List.of(heap, "-XX:TieredStopAtLevel=1"),
                "io.mambamq.server.cli.MambaCommand",
                List.of("server", "--data", data.toString(), "--port", Integer.toString(port)),
                "is ready on");
    }
}
