// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory with two checkpoints, page files of one stream and of several, and segments before and behind them. */
@DisplayName("A journal with checkpoints and page files, written in an earlier or in this format")
class GoldenReclaimedJournalTest {

    private static final String VERSION = "1.1";

    /** What does not depend on where it lies. */
    private record Thing(int stream, int bodyHash) {}

    @ParameterizedTest(name = "format {0}")
    @ValueSource(strings = VERSION)
    @DisplayName("gives back the state and every body, and goes on")
    void loads(String version) throws IOException {
        SimDisk written = new SimDisk(1);
        SteppedOwner expected = write(written);
        if (Boolean.getBoolean("golden.write")) {
            GoldenFiles.write(name(VERSION), written);
            fail("wrote " + GoldenFiles.path(name(VERSION)) + "; run again without golden.write");
        }
        SimDisk disk = new SimDisk(1);
        Map<String, byte[]> files = GoldenFiles.read(name(version), SteppedOwner.SEGMENT_BYTES);
        files.forEach(disk::put);
        assertEquals(2, count(files, "checkpoint-"));
        assertEquals(count(written.fileNames(), "page-"), count(files, "page-"));

        SteppedOwner owner = SteppedOwner.open(SteppedOwner.smallest(disk).build());

        assertEquals(things(expected), things(owner));
        assertEquals(Map.of(), owner.readAll());
        owner.take(List.copyOf(owner.state().things().keySet()));
        owner.checkpoint();
        owner.put(1, 40);
        owner.checkpoint();
        assertEquals(0, count(disk.fileNames(), "page-"), "page files of which nothing is live");
    }

    private static SteppedOwner write(SimDisk disk) throws IOException {
        SteppedOwner owner = SteppedOwner.open(SteppedOwner.smallest(disk).build());
        puts(owner, 1, 12, 100);
        puts(owner, 2, 3, 700);
        puts(owner, 3, 1, 0);
        owner.checkpoint();
        puts(owner, 1, 20, 300);
        owner.take(List.of(0, 2, 4, 17));
        owner.checkpoint();
        puts(owner, 4, 6, 200);
        owner.checkpoint();
        owner.take(List.of(1, 13));
        puts(owner, 2, 2, 900);
        owner.journal().writerIdle();
        disk.killProcess();
        return owner;
    }

    private static void puts(SteppedOwner owner, int stream, int count, int bodyBytes) {
        IntStream.range(0, count).forEach(i -> owner.put(stream, bodyBytes + Integer.BYTES + i));
    }

    private static String name(String version) {
        return "journal-reclaimed-" + version;
    }

    private static Map<Integer, Thing> things(SteppedOwner owner) {
        Map<Integer, Thing> things = new TreeMap<>();
        owner.state()
                .things()
                .forEach((number, thing) -> things.put(number, new Thing(thing.stream(), thing.bodyHash())));
        return things;
    }

    private static long count(Map<String, byte[]> files, String prefix) {
        return count(files.keySet(), prefix);
    }

    private static long count(Iterable<String> names, String prefix) {
        int count = 0;
        for (String name : names) {
            count += name.startsWith(prefix) ? 1 : 0;
        }
        return count;
    }
}
