// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.provider;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.MambaTopic;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Mamba, over TCP. */
public final class MambaProvider implements Provider {
    private Path directory;
    private MambaServer server;

    @Override
    public void start() throws Exception {
        directory = Files.createTempDirectory("mamba-client-test");
        startServer();
    }

    private void startServer() throws Exception {
        server = MambaServer.start(ServerConfig.builder(directory)
                .listen("127.0.0.1", 0)
                .journalSegmentBytes(16 << 20)
                .build());
    }

    @Override
    public void restart() throws Exception {
        server.close();
        startServer();
    }

    @Override
    public void stop() throws Exception {
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    public MambaServer server() {
        return server;
    }

    @Override
    public Connections connections() {
        return Connections.of(factory());
    }

    public MambaConnectionFactory factory(String... options) {
        String query = options.length == 0 ? "" : "?" + String.join("&", List.of(options));
        return new MambaConnectionFactory(server.url() + query);
    }

    @Override
    public Queue queue(String name) {
        return new MambaQueue(name);
    }

    @Override
    public Topic topic(String name) {
        return new MambaTopic(name);
    }
}
