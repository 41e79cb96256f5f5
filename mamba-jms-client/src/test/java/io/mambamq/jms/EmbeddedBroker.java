// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real server for a test class, over TCP; each test uses queues of its own. */
public final class EmbeddedBroker implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger QUEUES = new AtomicInteger();

    private Path directory;
    private MambaServer server;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        directory = Files.createTempDirectory("mamba-client-test");
        start();
    }

    private void start() throws Exception {
        server = MambaServer.start(ServerConfig.builder(directory)
                .listen("127.0.0.1", 0)
                .journalSegmentBytes(16 << 20)
                .build());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Stops the server and starts it with the same data; factories made before lead nowhere. */
    public void restart() throws Exception {
        server.close();
        start();
    }

    public MambaServer server() {
        return server;
    }

    public MambaConnectionFactory factory(String... options) {
        String query = options.length == 0 ? "" : "?" + String.join("&", List.of(options));
        return new MambaConnectionFactory(server.url() + query);
    }

    /** A queue that nobody else uses. */
    public static MambaQueue newQueue() {
        return new MambaQueue("test-" + QUEUES.incrementAndGet());
    }
}
