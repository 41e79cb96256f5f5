// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Send;
import io.mambamq.server.client.FrameClient;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.SessionClient;
import io.mambamq.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The standalone server as a process, as a user or a service manager sees it. */
@Timeout(240)
class ServerProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern READY =
            Pattern.compile("Mamba \\S+ is ready on mamba://127\\.0\\.0\\.1:(\\d+), data in (.+)");

    @TempDir
    Path directory;

    @Test
    void itSaysWhenItIsReadyAndEndsInOrderWhenToldTo() throws Exception {
        try (ChildJvm server = server("--data", directory.toString(), "--port", "0")) {
            server.awaitLine(PATIENCE);
            Matcher ready = ready(server);
            assertEquals(directory.toRealPath().toString(), ready.group(2));
            try (FrameClient client = FrameClient.connected(Integer.parseInt(ready.group(1)))) {
                SessionClient.open(client).send(Messages.text("q", "hello"));
            }

            assertEquals(0, server.terminate(PATIENCE));
        }
    }

    @Test
    void aSecondServerOnTheDirectorySaysSoAndLeaves() throws Exception {
        try (ChildJvm first = server("--data", directory.toString(), "--port", "0")) {
            first.awaitLine(PATIENCE);
            try (ChildJvm second = server("--data", directory.toString(), "--port", "0")) {
                assertEquals(4, second.awaitExit(PATIENCE));
                assertPlain(second, "is in use by process " + first.pid());
            }
            try (ChildJvm third = server(
                    "--data",
                    directory.resolve("other").toString(),
                    "--port",
                    ready(first).group(1))) {
                assertEquals(5, third.awaitExit(PATIENCE));
                assertPlain(third, "port " + ready(first).group(1));
            }
        }
    }

    @Test
    void aKilledServersDirectoryCanBeUsedAtOnce() throws Exception {
        try (ChildJvm killed = server("--data", directory.toString(), "--port", "0")) {
            killed.awaitLine(PATIENCE);
            killed.kill();
        }
        try (ChildJvm next = server("--data", directory.toString(), "--port", "0")) {
            next.awaitLine(PATIENCE);
            assertEquals(0, next.terminate(PATIENCE));
        }
    }

    @Test
    void aFailedJournalEndsTheProcessWithACodeOfItsOwn() throws Exception {
        try (ChildJvm server = server("--data", directory.toString(), "--port", "0")) {
            server.awaitLine(PATIENCE);
            try (FrameClient client =
                    FrameClient.connected(Integer.parseInt(ready(server).group(1)))) {
                SessionClient.open(client);
                // From now on every write to a file fails, as with a broken disk.
                assumeTrue(limitFileSize(server.pid()), "there is no prlimit here");
                client.send(new Send(1, 1, 0, true, Messages.text("q", "never confirmed")));

                assertEquals(ErrorCode.LOG_FAILED, client.expect(Close.class).code());
            }
            assertEquals(6, server.awaitExit(PATIENCE));
            assertTrue(
                    String.join("\n", server.output()).contains("MAMBA000204"),
                    server.output().toString());
        }
    }

    private static boolean limitFileSize(long pid) throws InterruptedException {
        try {
            return new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=1")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aWrongCommandLineIsExplained() throws Exception {
        try (ChildJvm unknown = server("--data", directory.toString(), "--prot", "1")) {
            assertEquals(2, unknown.awaitExit(PATIENCE));
            assertTrue(String.join("\n", unknown.output()).contains("--prot"));
        }
        try (ChildJvm stranger = server("--data", directory.toString(), "--host", "0.0.0.0")) {
            assertEquals(2, stranger.awaitExit(PATIENCE));
            assertPlain(stranger, "0.0.0.0 is not a loopback address");
        }
    }

    @Test
    void aFileIsNoDataDirectory() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");
        try (ChildJvm server = server("--data", file.toString(), "--port", "0")) {
            assertEquals(4, server.awaitExit(PATIENCE));
            assertPlain(server, file.toString());
        }
    }

    /** One line for a person, without a stack trace. */
    private static void assertPlain(ChildJvm server, String part) {
        List<String> lines = server.output();
        String last = lines.get(lines.size() - 1);
        assertTrue(last.startsWith("mamba: ") && last.contains(part), lines.toString());
        assertTrue(
                lines.stream().noneMatch(line -> line.contains("Exception") || line.startsWith("\tat ")),
                lines.toString());
    }

    private static Matcher ready(ChildJvm server) {
        return server.output().stream()
                .map(READY::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .orElseThrow();
    }

    private static ChildJvm server(String... options) throws IOException {
        List<String> arguments = new java.util.ArrayList<>(List.of("server"));
        arguments.addAll(List.of(options));
        return ChildJvm.start(List.of("-Xmx256m"), "io.mambamq.server.cli.MambaCommand", arguments, "is ready on");
    }
}
