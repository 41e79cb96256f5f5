// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.BackEnd;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.server.client.FrameClient;
import io.mambamq.server.client.LogWatch;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.SessionClient;
import io.mambamq.server.connection.ConnectionLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose log may not become large, and much to store. */
@Timeout(180)
class JournalLimitTest {
    private static final int MIB = 1 << 20;
    private static final int LIMIT_BYTES = 12 * MIB;
    private static final String PADDING = "x".repeat(60_000);

    /** More than twice what the log holds. */
    private static final int MESSAGES = 500;

    /** Messages of 64 KiB at the most, so that a small log is large enough. */
    private static final ConnectionLimits SMALL_MESSAGES = new ConnectionLimits(64 << 10, 64 << 10, 10_000, 10);

    @TempDir
    Path directory;

    @Test
    void theLogStaysWithinItsLimitWhateverIsStored() throws Exception {
        ServerConfig config = config().build();
        assertEquals(MIB, config.journal().segmentBytes());
        try (MambaServer server = MambaServer.start(config);
                FrameClient client = FrameClient.connected(server.connectInVm())) {
            SessionClient session = SessionClient.open(client);
            for (int i = 0; i < MESSAGES; i++) {
                session.send(Messages.text("backlog", textOf(i)));
                assertTrue(logFiles() * MIB <= LIMIT_BYTES, logFiles() + " segments after message " + i);
            }
        }
        assertTrue(pageFileBytes() > LIMIT_BYTES, "what the log does not hold is in page files");

        try (LogWatch logWatch = new LogWatch("io.mambamq.journal");
                MambaServer server = MambaServer.start(config);
                FrameClient client = FrameClient.connected(server.connectInVm())) {
            assertEquals(List.of(), logWatch.with("MAMBA000102"), "what was there before is no unfinished write");
            SessionClient session = SessionClient.open(client);
            session.attach("backlog");
            List<String> expected = IntStream.range(0, MESSAGES)
                    .mapToObj(JournalLimitTest::textOf)
                    .toList();
            assertTrue(expected.equals(session.receiveAllTexts()), "all messages come back, in order");
        }
    }

    @Test
    void aLowerLimitShrinksALogThatExists() throws Exception {
        send(config().journalBytesMax(2 * LIMIT_BYTES).journalSegmentBytes(MIB).build(), MESSAGES);
        assertTrue(logFiles() * MIB > LIMIT_BYTES);

        send(config().build(), MESSAGES);

        assertTrue(logFiles() * MIB <= LIMIT_BYTES, logFiles() + " segments");
    }

    @Test
    void segmentsTooLargeForTheLimitRaiseItWithAWarning() throws Exception {
        send(config().journalBytesMax(1 << 30).journalSegmentBytes(4 * MIB).build(), 1);
        try (LogWatch logWatch = new LogWatch("io.mambamq.journal")) {
            send(config().build(), MESSAGES);

            long leastBytes = 8 * 4 * MIB + 4 * config().build().batchBytesMax();
            List<String> warnings = logWatch.with("MAMBA000125");
            assertEquals(1, warnings.size());
            assertTrue(warnings.get(0).contains(leastBytes + " bytes"), warnings.get(0));
            assertTrue(warnings.get(0).contains("configured " + LIMIT_BYTES), warnings.get(0));
            assertTrue(logFiles() * 4L * MIB <= leastBytes, logFiles() + " segments");
        }
    }

    @Test
    void sendsAreRefusedWhilePageFilesArePastTheirLimitAndTakenAgainWhenEnoughIsConsumed() throws Exception {
        ServerConfig config = config().pageBytesMax(MIB).build();
        try (LogWatch logWatch = new LogWatch("io.mambamq.server");
                MambaServer server = MambaServer.start(config);
                FrameClient client = FrameClient.connected(server.connectInVm())) {
            SessionClient session = SessionClient.open(client);
            int sent = 0;
            while (session.trySend(Messages.text("backlog", textOf(sent)))) {
                sent++;
                assertTrue(sent < MESSAGES, "the limit was reached long ago");
            }
            assertTrue(pageFileBytes() > MIB && pageFileBytes() <= MIB + LIMIT_BYTES, pageFileBytes() + " bytes");
            assertTrue(logWatch.with("MAMBA000206").get(0).contains("page files"));

            session.attach("backlog");
            for (Deliver delivery : session.receiveAll()) {
                session.settle(SettleOutcome.ACCEPTED, delivery);
                sent--;
            }
            assertEquals(0, sent, "all that was confirmed is there, and can be consumed");

            EncodedMessage next = Messages.text("backlog", "next");
            while (!session.trySend(next)) {
                // Until a checkpoint has found out, a second later at most.
                Thread.onSpinWait();
            }
        }
    }

    private ServerConfig.Builder config() {
        return ServerConfig.builder(directory)
                .withoutListener()
                .limits(SMALL_MESSAGES)
                .journalBytesMax(LIMIT_BYTES)
                .backEnd(BackEnd.BUFFERED)
                .cacheBytesMax(MIB);
    }

    private static void send(ServerConfig config, int messages) throws Exception {
        try (MambaServer server = MambaServer.start(config);
                FrameClient client = FrameClient.connected(server.connectInVm())) {
            SessionClient session = SessionClient.open(client);
            for (int i = 0; i < messages; i++) {
                session.send(Messages.text("backlog", textOf(i)));
            }
        }
    }

    private static String textOf(int message) {
        return message + PADDING;
    }

    /** Segments on the disk, the one included that is being prepared: it changes its name at the end. */
    private long logFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            return files.map(file -> "" + file.getFileName())
                    .filter(name -> name.startsWith("wal-"))
                    .map(name -> name.replace(".tmp", ""))
                    .distinct()
                    .count();
        }
    }

    private long pageFileBytes() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".mp"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
