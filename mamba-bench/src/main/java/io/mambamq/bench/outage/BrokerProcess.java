// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.outage;

import io.mambamq.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A broker that ends, in order or not, and starts again on its port and its data. */
final class BrokerProcess implements AutoCloseable {
    private static final List<String> JVM_OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseParallelGC");
    private static final Duration START_TIME_MAX = Duration.ofMinutes(2);
    private static final Duration END_TIME_MAX = Duration.ofMinutes(1);

    private final Path data;
    private final int port;
    private ChildJvm process;

    private BrokerProcess(Path data, int port, ChildJvm process) {
        this.data = data;
        this.port = port;
        this.process = process;
    }

    /** Returns when it is ready. */
    static BrokerProcess start(Path data, int port) throws IOException, InterruptedException {
        return new BrokerProcess(data, port, launch(data, port));
    }

    private static ChildJvm launch(Path data, int port) throws IOException, InterruptedException {
        ChildJvm launched = ChildJvm.start(
                JVM_OPTIONS,
                "io.mambamq.server.cli.MambaCommand",
                List.of("server", "--data", data.toString(), "--port", String.valueOf(port)),
                "is ready on");
        launched.awaitLine(START_TIME_MAX);
        return launched;
    }

    String url() {
        return "mamba://127.0.0.1:" + port;
    }

    /** Ends in order; returns when the process is gone. */
    void terminate() throws InterruptedException {
        process.terminate(END_TIME_MAX);
    }

    /** Returns when the process is gone. */
    void kill() {
        process.kill();
    }

    /** Returns when it is ready. */
    void startAgain() throws IOException, InterruptedException {
        process = launch(data, port);
    }

    @Override
    public void close() {
        process.close();
    }
}
