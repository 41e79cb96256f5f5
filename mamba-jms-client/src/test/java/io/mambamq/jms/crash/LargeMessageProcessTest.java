// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.testkit.process.ChildJvm;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Large messages between processes with 256 MiB of heap")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LargeMessageProcessTest {
    private static final String QUEUE = "large";
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final long GIBIBYTE = Long.getLong("large.bytes", 1L << 30);
    private static final Pattern DONE =
            Pattern.compile("(?:sent|received) (\\d+ " + LargeMessageClient.DONE + " [0-9a-f]+), .*");

    @Test
    @DisplayName("A body of 1 GiB passes through, and survives kill -9 of the server in between")
    void oneGibibyte(@TempDir Path directory) throws Exception {
        try (MortalServer server = MortalServer.launch(directory.resolve("broker"), "-Xmx256m")) {
            server.becomeReady();
            String sent = run(server, "send", Long.toString(GIBIBYTE));
            server.killAndLaunch();
            server.becomeReady();
            assertEquals(sent, run(server, "receive"));
        }
    }

    @Test
    @DisplayName("Killed in the middle of it, a sender leaves nothing behind")
    void senderKilled(@TempDir Path directory) throws Exception {
        try (MortalServer server = MortalServer.launch(directory.resolve("broker"), "-Xmx256m")) {
            server.becomeReady();
            try (ChildJvm sender = start(server, "send", Long.toString(GIBIBYTE / 4))) {
                sender.awaitLine(TIMEOUT);
            }
            assertQueueIsEmpty(server);
        }
    }

    @Test
    @DisplayName("Killed in the middle of it, a server has no part of it afterwards, and takes it then")
    void serverKilled(@TempDir Path directory) throws Exception {
        try (MortalServer server = MortalServer.launch(directory.resolve("broker"), "-Xmx256m")) {
            server.becomeReady();
            try (ChildJvm sender = start(server, "send", Long.toString(GIBIBYTE / 4))) {
                sender.awaitLine(TIMEOUT);
                server.killAndLaunch();
            }
            server.becomeReady();
            assertQueueIsEmpty(server);
            assertEquals(run(server, "send", "5000000"), run(server, "receive"));
        }
    }

    private static void assertQueueIsEmpty(MortalServer server) {
        try (JMSContext context = new MambaConnectionFactory(server.url()).createContext()) {
            assertNull(context.createConsumer(context.createQueue(QUEUE)).receiveNoWait());
        }
    }

    private static ChildJvm start(MortalServer server, String... arguments) throws Exception {
        List<String> all = new java.util.ArrayList<>(List.of(server.url(), QUEUE));
        all.addAll(List.of(arguments));
        return ChildJvm.start(
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                LargeMessageClient.class.getName(),
                all,
                LargeMessageClient.READY);
    }

    /** Runs a client to its end; how many bytes with which checksum passed. */
    private static String run(MortalServer server, String... arguments) throws Exception {
        try (ChildJvm client = start(server, arguments)) {
            int status = client.awaitExit(TIMEOUT);
            String output = String.join("\n", client.output());
            assertEquals(0, status, output);
            System.err.println(output);
            Matcher done = DONE.matcher(client.output().get(client.output().size() - 1));
            return done.matches() ? done.group(1) : output;
        }
    }
}
