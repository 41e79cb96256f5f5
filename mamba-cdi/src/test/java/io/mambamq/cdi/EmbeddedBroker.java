// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.server.AccessSettings;
import io.mambamq.server.AnonymousAccess;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import io.mambamq.server.access.UserFile;
import io.mambamq.server.access.Users;
import jakarta.jms.JMSContext;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real broker, which {@code mamba.url} names; it knows anna, whose password is secret, and lets in whoever says no name. */
final class EmbeddedBroker implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private Path directory;
    private MambaServer server;
    private int port;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        directory = Files.createTempDirectory("mamba-cdi-test");
        new UserFile(directory.resolve("users")).write(Users.NONE.with("anna", "secret".toCharArray()));
        start();
        System.setProperty("mamba.url", server.url().toString());
    }

    /** On the port it had before. */
    void start() throws Exception {
        server = MambaServer.start(ServerConfig.builder(directory.resolve("data"))
                .listen("127.0.0.1", port)
                .access(new AccessSettings(directory.resolve("users"), AnonymousAccess.ALWAYS))
                .journalSegmentBytes(16 << 20)
                .build());
        port = URI.create(server.url().toString()).getPort();
    }

    void stop() throws Exception {
        server.close();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        System.clearProperty("mamba.url");
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A context outside of CDI. */
    JMSContext context() {
        return new MambaConnectionFactory("mamba://127.0.0.1:" + port).createContext();
    }

    /** A client id, or anything else that nobody else uses. */
    static String newName() {
        return "cdi-" + NAMES.incrementAndGet();
    }
}
