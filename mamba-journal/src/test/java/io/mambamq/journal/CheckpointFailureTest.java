// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimCrash;
import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A checkpoint that carries records, rewrites a page file and frees segments, and does not get to its end")
class CheckpointFailureTest {

    /** More file operations than such a checkpoint has. */
    private static final int OPERATIONS_MAX = 200;

    private SimDisk disk = new SimDisk(1);

    @ParameterizedTest(name = "and then the machine stops: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("ends the journal for good, whichever file operation fails, and nothing confirmed is lost")
    void failsAtEveryOperation(boolean powerLost) throws IOException {
        int failing = 0;
        boolean reached = true;
        while (reached) {
            failing++;
            assertTrue(failing < OPERATIONS_MAX);
            SteppedOwner owner = beforeTheCheckpoint(failing);
            disk.faults().failOperationAt(failing);
            JournalException cause = owner.tryCheckpoint();
            reached = disk.faults().errors() > 0;
            disk.faults().failOperationAt(Long.MAX_VALUE);
            if (reached) {
                String where = "operation " + failing;
                owner.journal().runUntilIdle();
                assertTrue(owner.journal().hasFailed(), where);
                assertNotNull(cause, where);
                assertEquals(JournalException.Kind.IO, cause.kind(), where);
                assertFalse(owner.tryPut(1, 50).isDurable(), where + ": nothing is confirmed any more");
                owner.close();
            }
            end(powerLost);
            assertComesBack(owner, "operation " + failing);
        }
        assertTrue(failing > 30, failing + " operations");
    }

    @ParameterizedTest(name = "and the page cache is lost: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "leaves nothing behind when the process ends at any file operation: what it began is deleted at the start")
    void crashesAtEveryOperation(boolean powerLost) throws IOException {
        int crashing = 0;
        int orphans = 0;
        boolean reached = true;
        while (reached) {
            crashing++;
            assertTrue(crashing < OPERATIONS_MAX);
            SteppedOwner owner = beforeTheCheckpoint(crashing);
            disk.faults().crashAtOperation(crashing);
            reached = crashes(owner);
            end(powerLost);
            List<String> left = pageFiles();
            SteppedOwner reopened = assertComesBack(owner, "operation " + crashing);
            orphans += left.size() - pageFiles().size();
            reopened.take(reopened.state().things().keySet());
            reopened.checkpoint();
            reopened.put(1, 50);
            reopened.checkpoint();
            assertEquals(List.of(), pageFiles(), "operation " + crashing + ": nothing is live in page files");
        }
        assertTrue(crashing > 30, crashing + " operations");
        assertTrue(orphans > 0, "page files of a checkpoint that never came into force");
    }

    @Test
    @DisplayName("deletes a page file whose checkpoint never came into force, and its unfinished form")
    void orphans() throws IOException {
        SteppedOwner owner = beforeTheCheckpoint(1);
        List<String> pagesBefore = pageFiles();
        Map<String, byte[]> before = new TreeMap<>();
        disk.fileNames().forEach(name -> before.put(name, disk.content(name)));
        owner.checkpoint();
        String orphan = pageFiles().get(pageFiles().size() - 1);
        assertFalse(before.containsKey(orphan));

        before.forEach(disk::put);
        disk.put("page-0000000099.mp.tmp", disk.content(orphan));
        disk.killProcess();

        assertComesBack(owner, "orphans");
        assertEquals(pagesBefore, pageFiles());
        assertFalse(disk.fileNames().contains("page-0000000099.mp.tmp"));
    }

    /** A journal whose next checkpoint has everything to do. */
    private SteppedOwner beforeTheCheckpoint(int seed) throws IOException {
        disk = new SimDisk(seed);
        SteppedOwner owner = SteppedOwner.open(SteppedOwner.smallest(disk).build());
        puts(owner, 1, 12);
        puts(owner, 2, 3);
        owner.checkpoint();
        puts(owner, 1, 12);
        owner.checkpoint();
        owner.take(owner.state().things().keySet().stream().limit(11).toList());
        puts(owner, 3, 9);
        owner.checkpoint();
        puts(owner, 1, 9);
        return owner;
    }

    private static void puts(SteppedOwner owner, int stream, int count) {
        for (int i = 0; i < count; i++) {
            owner.put(stream, 100 + 20 * i);
        }
    }

    private boolean crashes(SteppedOwner owner) {
        try {
            owner.tryCheckpoint();
        } catch (SimCrash e) {
            // Elsewhere than where a crash looks like a failure.
        }
        return disk.faults().isCrashed();
    }

    private void end(boolean powerLost) {
        if (powerLost) {
            disk.losePower();
        } else {
            disk.killProcess();
        }
    }

    private SteppedOwner assertComesBack(SteppedOwner owner, String where) throws IOException {
        SteppedOwner reopened = SteppedOwner.open(SteppedOwner.smallest(disk).build());
        assertTrue(reopened.has(owner.state()), where + ": the state is what was confirmed");
        assertEquals(Map.of(), reopened.readAll(), where);
        return reopened;
    }

    private List<String> pageFiles() {
        return disk.fileNames().stream()
                .filter(name -> name.startsWith("page-"))
                .toList();
    }
}
