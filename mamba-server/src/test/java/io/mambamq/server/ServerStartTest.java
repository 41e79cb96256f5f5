// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.server.ServerStartException.Reason;
import io.mambamq.server.client.FrameClient;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.SessionClient;
import io.mambamq.server.client.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be in the way of a server, and what is left behind when it is. */
@Timeout(120)
class ServerStartTest {
    @TempDir
    Path directory;

    @Test
    void aDirectoryIsForOneServerAtATime() throws Exception {
        try (MambaServer first = TestServer.start(directory)) {
            ServerStartException refusal = refusal(TestServer.config(directory).build());

            assertEquals(Reason.DATA_DIRECTORY_LOCKED, refusal.reason());
            assertTrue(refusal.getMessage().contains(directory.toRealPath().toString()), refusal.getMessage());
            assertTrue(first.port() > 0);
        }
        TestServer.start(directory).close();
    }

    @Test
    void aPortIsForOneServerAtATime() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerStartException refusal = refusal(TestServer.config(directory)
                    .listen("127.0.0.1", other.getLocalPort())
                    .build());

            assertEquals(Reason.PORT_IN_USE, refusal.reason());
            assertTrue(refusal.getMessage().contains("port " + other.getLocalPort()), refusal.getMessage());
        }
        // The directory was released again.
        TestServer.start(directory).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "no such host.invalid"})
    void onlyLoopbackAddressesArePossible(String host) {
        ServerStartException refusal =
                refusal(TestServer.config(directory).listen(host, 0).build());

        assertEquals(Reason.ADDRESS_NOT_POSSIBLE, refusal.reason());
        assertTrue(refusal.getMessage().contains(host), refusal.getMessage());
        assertEquals(0, directory.toFile().list().length, "nothing was created");
    }

    @Test
    void aFileIsNoDataDirectory() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");

        assertEquals(
                Reason.DATA_DIRECTORY_UNUSABLE,
                refusal(TestServer.config(file).build()).reason());
        assertEquals(
                Reason.DATA_DIRECTORY_UNUSABLE,
                refusal(TestServer.config(file.resolve("below")).build()).reason());
    }

    @Test
    void aJournalThatIsAFileCannotBeUsed() throws Exception {
        Files.writeString(directory.resolve("journal"), "x");

        assertEquals(
                Reason.DATA_DIRECTORY_UNUSABLE,
                refusal(TestServer.config(directory).build()).reason());
    }

    @Test
    void aBrokerIdThatIsNoneIsNotReplacedSilently() throws Exception {
        TestServer.start(directory).close();
        Files.writeString(directory.resolve("broker.id"), "not an id");

        ServerStartException refusal = refusal(TestServer.config(directory).build());

        assertEquals(Reason.DATA_DIRECTORY_UNUSABLE, refusal.reason());
        assertEquals("not an id", Files.readString(directory.resolve("broker.id")));
    }

    @Test
    void aDamagedJournalIsRefusedAndLeftAsItIs() throws Exception {
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = FrameClient.connected(server.port())) {
            SessionClient session = SessionClient.open(client);
            session.send(Messages.text("q", "the message that is damaged"));
            session.send(Messages.text("q", "a later one, which proves it"));
        }
        Path segment = damage("the message that is damaged");
        byte[] before = Files.readAllBytes(segment);

        ServerStartException refusal = refusal(TestServer.config(directory).build());

        assertEquals(Reason.JOURNAL_DAMAGED, refusal.reason());
        assertTrue(refusal.getMessage().contains(segment.getFileName().toString()), refusal.getMessage());
        assertTrue(
                refusal.getMessage().contains("mamba data verify --data " + directory.toRealPath()),
                refusal.getMessage());
        assertArrayEquals(before, Files.readAllBytes(segment));
    }

    private static ServerStartException refusal(ServerConfig config) {
        return assertThrows(
                ServerStartException.class, () -> MambaServer.start(config).close());
    }

    /** Flips one bit of the text on the disk; returns the file. */
    private Path damage(String text) throws IOException {
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
            if (at >= 0) {
                bytes[at] ^= 1;
                Files.write(file, bytes);
                return file;
            }
        }
        throw new AssertionError("the text is in no file");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("journal"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
