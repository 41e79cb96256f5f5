// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.server.client.Messages;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {
    private static final int FRAME_BYTES_MAX = 1 << 20;

    private final FrameAssembler assembler = new FrameAssembler(FRAME_BYTES_MAX);
    private final List<String> frames = new ArrayList<>();

    @Test
    void theSameFramesComeOutHoweverTheBytesAreCut() {
        EncodedMessage message = Messages.text("q", "a text");
        List<Frame> sent = List.of(
                new Ping(),
                new Send(1, 1, 0, true, message),
                new Credit(1, 2, 3, 4),
                new Send(1, 2, 0, false, message));
        byte[] stream = encode(sent);
        List<String> expected = describe(sent);

        for (int cut = 0; cut <= stream.length; cut++) {
            for (int second = cut; second <= stream.length; second += 7) {
                frames.clear();
                read(stream, 0, cut);
                read(stream, cut, second);
                read(stream, second, stream.length);
                assertEquals(expected, frames, "cut at " + cut + " and " + second);
            }
        }
    }

    @Test
    void aMessageKeepsItsBytesWhenTheNextFramesAreRead() {
        List<EncodedMessage> messages = new ArrayList<>();
        byte[] stream = encode(List.of(
                new Send(1, 1, 0, true, Messages.text("q", "first")),
                new Ping(),
                new Send(1, 2, 0, true, Messages.text("q", "second"))));

        assembler.read(ByteBuffer.wrap(stream), (array, length) -> {
            if (FrameCodec.decode(array, 0, length) instanceof Send send) {
                messages.add(send.message());
            }
            return true;
        });

        assertEquals(
                List.of("first", "second"),
                messages.stream().map(Messages::textOf).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, FRAME_BYTES_MAX + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void aLengthOutOfRangeIsRefusedBeforeAnythingIsAllocated(int length) {
        ArraySink sink = new ArraySink(8);
        sink.putInt(length);
        sink.putInt(0);

        ProtocolException refusal =
                assertThrows(ProtocolException.class, () -> read(sink.toByteArray(), 0, sink.position()));

        assertEquals(ErrorCode.PROTOCOL_ERROR, refusal.code());
        assertEquals(0, assembler.heldBytes());
    }

    @Test
    void aLengthThatLiesCostsNoMoreThanTwiceWhatArrives() {
        ArraySink sink = new ArraySink(8);
        sink.putInt(FRAME_BYTES_MAX);
        read(sink.toByteArray(), 0, sink.position());

        byte[] part = new byte[10_000];
        for (int arrived = part.length; arrived < FRAME_BYTES_MAX; arrived += part.length) {
            read(part, 0, part.length);
            assertTrue(assembler.heldBytes() <= Math.max(64 << 10, 2 * arrived), "holds " + assembler.heldBytes());
        }
    }

    @Test
    void nothingIsReadAfterTheReceiverHadEnough() {
        byte[] stream = encode(List.of(new Ping(), new Ping()));

        ByteBuffer in = ByteBuffer.wrap(stream);
        assembler.read(in, (array, length) -> false);

        assertEquals(stream.length / 2, in.position());
    }

    private void read(byte[] bytes, int from, int to) {
        assembler.read(ByteBuffer.wrap(bytes, from, to - from), (array, length) -> {
            frames.add(describe(FrameCodec.decode(array, 0, length)));
            return true;
        });
    }

    private static byte[] encode(List<Frame> frames) {
        ArraySink sink = new ArraySink(256);
        frames.forEach(frame -> FrameCodec.encode(frame, sink));
        return sink.toByteArray();
    }

    private static List<String> describe(List<Frame> frames) {
        return frames.stream().map(FrameAssemblerTest::describe).toList();
    }

    private static String describe(Frame frame) {
        return frame instanceof Send send
                ? "Send " + send.sequence() + Messages.textOf(send.message())
                : frame.toString();
    }
}
