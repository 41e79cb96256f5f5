// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mambamq.core.command.Publish;
import io.mambamq.core.command.Restarted;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.SubscriptionIds;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.snapshot.SnapshotFormatException;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.message.EncodedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is in snapshots out there must be readable for as long as logs begin with them: the golden file has the pieces of a
 * small state, a line of hex each. A difference is a change of the format, which needs a new version number beside the old
 * one; {@code -Dgolden.write=true} writes the file anew, for review as a diff.
 */
@DisplayName("Version 1 of snapshots")
class SnapshotFormatTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/io/mambamq/core/durable");
    private static final int GOLDEN_PIECE_BYTES = 400;
    /** Of a piece before its first entry. */
    private static final int PIECE_HEAD_BYTES = 5;

    private final SampleState sample = SampleState.withTopics();

    /** A sample and the file that has its snapshot. */
    private enum Golden {
        QUEUES("snapshot-1.golden"),
        TOPICS("snapshot-1-topics.golden"),
        LARGE_BODIES("snapshot-1-large-bodies.golden");

        private final String file;

        Golden(String file) {
            this.file = file;
        }

        Path file() {
            return DIRECTORY.resolve(file);
        }

        DurableState state() {
            SampleState sample = switch (this) {
                case QUEUES -> new SampleState();
                case TOPICS -> SampleState.withTopics();
                case LARGE_BODIES -> SampleState.withLargeBodies();
            };
            return sample.state;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("is written byte for byte as it was agreed on")
    void isWrittenAsAgreed(Golden golden) throws IOException {
        List<String> lines = TakenSnapshot.of(golden.state(), GOLDEN_PIECE_BYTES).pieces.stream()
                .map(HexFormat.of()::formatHex)
                .toList();
        if (Boolean.getBoolean("golden.write")) {
            Files.write(golden.file(), lines);
            fail("wrote " + golden.file() + "; look at the difference, and run again without golden.write");
        }
        assertEquals(Files.readAllLines(golden.file()), lines);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("is read back as the state that it was")
    void isReadBack(Golden golden) throws IOException {
        List<byte[]> pieces = Files.readAllLines(golden.file()).stream()
                .map(HexFormat.of()::parseHex)
                .toList();

        DurableState restored = TakenSnapshot.restored(pieces);

        assertEquals(golden.state().digest(), restored.digest());
        assertEquals(TakenSnapshot.liveIn(golden.state()), TakenSnapshot.liveIn(restored));
    }

    @Test
    @DisplayName("is refused by name when it is of a newer version")
    void newerVersion() {
        byte[] piece = onePiece();
        piece[0] = 2;

        SnapshotFormatException e = assertThrows(SnapshotFormatException.class, () -> restore(piece, piece.length));

        assertTrue(e.getMessage().contains("newer"), e::getMessage);
    }

    @Test
    @DisplayName("is refused when it is cut anywhere")
    void cutAnywhere() {
        byte[] piece = onePiece();
        for (int length = 0; length < piece.length; length++) {
            int cut = length;
            assertThrows(SnapshotFormatException.class, () -> restore(piece, cut), () -> "cut at " + cut);
        }
    }

    @ParameterizedTest(name = "by {0}")
    @ValueSource(ints = {0x01, 0x02, 0x08, 0x40, 0x7F, 0x80, 0xFF})
    @DisplayName("is refused, or read as some other state that is whole, when a byte is changed")
    void changedAnywhere(int change) {
        for (int index = 0; index < onePiece().length; index++) {
            byte[] piece = onePiece();
            piece[index] ^= (byte) change;
            try {
                restartAndSend(restore(piece, piece.length));
            } catch (SnapshotFormatException e) {
                assertTrue(e.getMessage().length() > 10, "it says what is wrong");
            }
        }
    }

    @Test
    @DisplayName("is refused when an entry is missing or doubled")
    void entriesMissingOrDoubled() {
        List<byte[]> entries = entries(onePiece());
        for (int i = 0; i < entries.size(); i++) {
            List<byte[]> missing = new ArrayList<>(entries);
            missing.remove(i);
            List<byte[]> doubled = new ArrayList<>(entries);
            doubled.add(i, entries.get(i));

            assertRefused(missing, "without entry " + i);
            assertRefused(doubled, "with entry " + i + " twice");
        }
    }

    private static void assertRefused(List<byte[]> entries, String message) {
        byte[] piece = pieceOf(entries);
        assertThrows(SnapshotFormatException.class, () -> restore(piece, piece.length), message);
    }

    private byte[] onePiece() {
        return TakenSnapshot.of(sample.state, Integer.MAX_VALUE).pieces.get(0);
    }

    private static DurableState restore(byte[] piece, int length) {
        DurableState state = new DurableState();
        state.restore(piece, 0, length);
        state.endRestore();
        return state;
    }

    /** Goes through all that is there; a state that is not whole would throw. */
    private static void restartAndSend(DurableState state) {
        state.apply(1L << 40, new Restarted(0));
        for (QueueIndex queue : state.catalog().queues()) {
            EncodedMessage message = SampleState.message(SampleState.headers());
            if (queue.subscription() != null) {
                int topicId = queue.subscription().topicId();
                state.apply(1L << 41, new Publish(topicId, SubscriptionIds.of(queue.id()), message));
            } else if (!queue.isTopic()) {
                state.apply(1L << 41, new Send(queue.id(), message));
            }
        }
        state.digest();
    }

    private static List<byte[]> entries(byte[] piece) {
        List<byte[]> entries = new ArrayList<>();
        int start = PIECE_HEAD_BYTES;
        while (start < piece.length) {
            int end = start + 2 + Byte.toUnsignedInt(piece[start]) + (Byte.toUnsignedInt(piece[start + 1]) << 8);
            entries.add(Arrays.copyOfRange(piece, start, end));
            start = end;
        }
        return entries;
    }

    private static byte[] pieceOf(List<byte[]> entries) {
        ArraySink sink = new ArraySink(64);
        sink.putByte(1);
        sink.putInt(0);
        entries.forEach(sink::putBytes);
        return sink.toByteArray();
    }
}
