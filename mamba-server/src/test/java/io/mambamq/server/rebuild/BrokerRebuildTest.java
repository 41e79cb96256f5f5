// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.Publish;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.Stage;
import io.mambamq.core.command.Subscribe;
import io.mambamq.journal.file.FileIoLayer;
import io.mambamq.journal.inspect.JournalInspection;
import io.mambamq.server.client.Messages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A broker rebuilt from its journal")
@Timeout(120)
class BrokerRebuildTest {
    private static final int SEEDS = Integer.getInteger("sim.seeds", 100) / 20;

    @TempDir
    Path temporary;

    @Test
    @DisplayName("has exactly what was there: from the checkpoint, the page files and the log behind it")
    void intact() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Path directory = temporary.resolve("intact" + seed);
            WrittenBroker written = WrittenBroker.write(seed, directory);
            assertTrue(written.checkpoints() > 2);
            assertTrue(names(directory).stream().anyMatch(name -> name.endsWith(".mp")));
            Rebuilt rebuilt = Rebuilt.of(directory);
            assertFalse(rebuilt.report.hasDamage(), rebuilt.report.toString());
            rebuilt.assertExactly(written);
        }
    }

    @Test
    @DisplayName("has exactly what was there where the newest checkpoint is damaged: the one before it serves")
    void newestCheckpointDamaged() throws Exception {
        WrittenBroker written = WrittenBroker.write(1, temporary);
        flip("checkpoint-" + newestCheckpoint() % 2 + ".mj", 64 + 24 + 8);
        Rebuilt rebuilt = Rebuilt.of(temporary);
        assertTrue(rebuilt.report.hasDamage());
        rebuilt.assertExactly(written);
    }

    @Test
    @DisplayName("has every message that was there where both checkpoints are damaged, and maybe consumed ones")
    void bothCheckpointsDamaged() throws Exception {
        WrittenBroker written = WrittenBroker.write(2, temporary);
        flip("checkpoint-0.mj", 64 + 24 + 8);
        flip("checkpoint-1.mj", 64 + 24 + 8);
        Rebuilt rebuilt = Rebuilt.of(temporary);
        assertTrue(rebuilt.report.hasDamage());
        for (String queue : written.queueNames()) {
            // Who subscribed was in the checkpoints only.
            if (queue.startsWith("queue")) {
                assertTrue(rebuilt.texts(queue).containsAll(written.texts(queue)), queue);
            }
        }
        assertTrue(rebuilt.report.lostMessages().stream()
                .anyMatch(lost -> lost.reason().contains("subscriptions")));
    }

    @Test
    @DisplayName("loses no message but those whose record is damaged, wherever a bit of the log is flipped")
    void logDamaged() throws Exception {
        Path original = temporary.resolve("original");
        WrittenBroker written = WrittenBroker.write(3, original);
        Random random = new Random(3);
        for (int i = 0; i < 5 * SEEDS; i++) {
            Path copy = temporary.resolve("copy" + i);
            copyAll(original, copy);
            List<String> logs =
                    names(copy).stream().filter(name -> name.startsWith("wal-")).toList();
            flip(copy.resolve(logs.get(random.nextInt(logs.size()))), 1024 + random.nextInt(15 << 10));
            Rebuilt rebuilt = Rebuilt.of(copy);
            long lostAtMost = rebuilt.report.lostRanges().stream()
                            .mapToLong(range -> range.records() < 0 ? range.batches() : range.records())
                            .sum()
                    + rebuilt.report.lostMessages().size();
            long missing = 0;
            for (String queue : written.queueNames()) {
                List<String> left = written.texts(queue);
                left.removeAll(rebuilt.texts(queue));
                missing += left.size();
            }
            assertTrue(missing <= lostAtMost, missing + " missing in " + copy + ": " + rebuilt.report);
        }
    }

    private long newestCheckpoint() throws IOException {
        try (JournalInspection inspection = JournalInspection.open(FileIoLayer::open, temporary)) {
            return inspection.root().superblock().checkpointNumber();
        }
    }

    private void flip(String name, long offset) throws IOException {
        flip(temporary.resolve(name), offset);
    }

    private static void flip(Path path, long offset) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(offset);
            int value = file.read();
            file.seek(offset);
            file.write(value ^ 1);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> "" + file.getFileName()).sorted().toList();
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : names(from)) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
    }

    /** What the commands of a rebuild bring. */
    private static final class Rebuilt {
        private final Map<Integer, String> names = new TreeMap<>();
        private final Map<String, List<String>> queues = new TreeMap<>();
        private final List<String> staged = new ArrayList<>();
        private final List<Prepare> prepared = new ArrayList<>();
        private final RebuildReport report;

        private Rebuilt(JournalInspection inspection) throws IOException {
            report = BrokerRebuild.read(inspection).writeTo(command -> {
                switch (command.type()) {
                    case SEND -> {
                        Send send = (Send) command;
                        queues.computeIfAbsent(send.message().destination().name(), name -> new ArrayList<>())
                                .add(WrittenBroker.textOf(send.message()));
                        names.put(send.queueId(), send.message().destination().name());
                    }
                    case SUBSCRIBE -> {
                        Subscribe subscribe = (Subscribe) command;
                        names.put(
                                subscribe.id(), subscribe.subscription().name().name());
                    }
                    case PUBLISH -> {
                        Publish publish = (Publish) command;
                        publish.subscriptions()
                                .forEach(id -> queues.computeIfAbsent(names.get(id), name -> new ArrayList<>())
                                        .add(WrittenBroker.textOf(publish.message())));
                    }
                    case STAGE -> staged.add(Messages.textOf(((Stage) command).message()));
                    case PREPARE -> prepared.add((Prepare) command);
                    default -> {
                        // Of no interest.
                    }
                }
            });
        }

        static Rebuilt of(Path directory) throws IOException {
            try (JournalInspection inspection = JournalInspection.open(FileIoLayer::open, directory)) {
                return new Rebuilt(inspection);
            }
        }

        List<String> texts(String queue) {
            return queues.getOrDefault(queue, List.of());
        }

        void assertExactly(WrittenBroker written) {
            for (String queue : written.queueNames()) {
                assertEquals(written.texts(queue), texts(queue), queue);
            }
            assertEquals(List.of("staged in doubt"), staged);
            assertEquals(1, prepared.size());
            assertEquals(WrittenBroker.IN_DOUBT, prepared.get(0).transaction());
            assertEquals(1, prepared.get(0).settles().size());
            assertEquals("queue-1", names.get(prepared.get(0).settles().get(0).queueId()));
        }
    }
}
