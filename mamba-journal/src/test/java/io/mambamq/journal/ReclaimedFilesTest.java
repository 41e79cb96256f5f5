// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.DamagedJournal.Outcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A journal with checkpoints and page files, and one file cut, gone, blank, exchanged or out of date")
class ReclaimedFilesTest {

    private static final int STEP = Boolean.getBoolean("damage.full") ? 1 : 7;

    @SuppressWarnings("NullAway.Init") // before each test
    private DamagedJournal journal;

    @BeforeEach
    void write() throws IOException {
        journal = DamagedJournal.write();
    }

    @Test
    @DisplayName("is refused when a segment or page file is shorter; one copy of superblock and checkpoint suffices")
    void truncated() throws IOException {
        for (String name : journal.names("")) {
            byte[] content = journal.content(name);
            for (int size = 0; size < content.length; size += STEP) {
                Outcome outcome = journal.with(name, Arrays.copyOf(content, size));
                // What is cut off a copy of the superblock behind its fields is zeros, and reads as such.
                boolean copyLeft = name.startsWith("checkpoint-") || (name.equals("super") && size > 88);
                boolean expected = copyLeft ? outcome.isAsBefore() : outcome.isRefusedFor(name);
                assertTrue(expected, name + " cut to " + size + ": " + outcome);
            }
        }
    }

    @Test
    @DisplayName("is refused when a file is missing or holds only zeros that it needs")
    void missingOrZero() throws IOException {
        for (String name : journal.names("")) {
            boolean needed = !name.startsWith("checkpoint-") && !(name.startsWith("wal-") && journal.isFree(name));
            for (byte[] content : Arrays.asList(null, new byte[journal.content(name).length])) {
                Outcome outcome = journal.with(name, content);
                String where = name + (content == null ? " missing: " : " zeros: ") + outcome;
                if (needed) {
                    assertDamage(outcome, where);
                } else {
                    assertTrue(outcome.isAsBefore(), where);
                }
            }
        }
    }

    @Test
    @DisplayName("is refused when a file bears the name of another one, or reads the same from it")
    void exchanged() throws IOException {
        for (String kind : List.of("checkpoint-", "page-", "wal-")) {
            List<String> names = journal.names(kind);
            assertTrue(names.size() > 1);
            for (String name : names) {
                for (String other : names) {
                    if (!name.equals(other)) {
                        exchange(name, other);
                    }
                }
            }
        }
    }

    private void exchange(String name, String other) throws IOException {
        byte[] content = journal.content(name);
        byte[] otherContent = journal.content(other);
        Outcome twice = journal.with(name, otherContent);
        assertDamageOrAsBefore(twice, "what is in " + other + " stands in " + name + " too: " + twice);
        Outcome exchanged = journal.with(Map.of(name, otherContent, other, content));
        assertDamage(exchanged, name + " and " + other + " are exchanged: " + exchanged);
    }

    @Test
    @DisplayName("never gives back another state or another body with any file as it once was")
    void earlierVersions() throws IOException {
        int versions = 0;
        int refused = 0;
        for (Map.Entry<String, List<byte[]>> file : journal.earlier().entrySet()) {
            for (byte[] content : file.getValue()) {
                Outcome outcome = journal.with(file.getKey(), content);
                String where = "version " + versions + ", of " + file.getKey() + ": " + outcome;
                assertDamageOrAsBefore(outcome, where);
                versions++;
                refused += outcome.refusal() == null ? 0 : 1;
            }
        }
        assertTrue(versions > 70, versions + " versions");
        assertTrue(refused > 30 && refused < versions, refused + " refused of " + versions);
    }

    @Test
    @DisplayName("needs one copy of the superblock only, and it may be the one before")
    void earlierSuperblockCopy() throws IOException {
        for (byte[] earlier : journal.earlier().get("super")) {
            for (int copy = 0; copy < 2; copy++) {
                byte[] content = journal.content("super").clone();
                System.arraycopy(earlier, copy * 4096, content, copy * 4096, 4096);
                Outcome outcome = journal.with("super", content);
                assertTrue(outcome.isAsBefore(), "copy " + copy + ": " + outcome);
            }
        }
    }

    private static void assertDamageOrAsBefore(Outcome outcome, String where) {
        if (!outcome.isAsBefore()) {
            assertDamage(outcome, where);
        }
    }

    /** It is not opened, with a report. */
    private static void assertDamage(Outcome outcome, String where) {
        assertFalse(outcome.isAsBefore(), where);
        JournalException refusal = outcome.refusal();
        assertNotNull(refusal, where);
        assertEquals(JournalException.Kind.CORRUPT, refusal.kind(), where);
        assertTrue(String.valueOf(refusal.getMessage()).contains(" at offset "), where);
    }
}
