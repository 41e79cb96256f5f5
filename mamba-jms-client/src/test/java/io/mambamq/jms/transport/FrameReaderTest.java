// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Drained;
import io.mambamq.protocol.frame.FrameCodec;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final int FRAME_BYTES_MAX = 200_000;

    /** Gives its bytes in pieces, each after a time out. */
    private static final class Pieces implements Transport {
        private final byte[] bytes;
        private final int pieceBytes;
        private int position;
        private boolean timedOut;

        Pieces(byte[] bytes, int pieceBytes) {
            this.bytes = bytes;
            this.pieceBytes = pieceBytes;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            timedOut = !timedOut;
            if (timedOut) {
                throw new SocketTimeoutException("nothing yet");
            }
            if (position == bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(length, pieceBytes), bytes.length - position);
            System.arraycopy(bytes, position, buffer, offset, count);
            position += count;
            return count;
        }

        @Override
        public void write(byte[] written, int offset, int length) {}

        @Override
        public void readTimeoutMs(int timeoutMs) {}

        @Override
        public String peer() {
            return "pieces";
        }

        @Override
        public void close() {}
    }

    private static byte[] encoded(int frames, String text) {
        ArraySink sink = new ArraySink(1024);
        for (int i = 1; i <= frames; i++) {
            FrameCodec.encode(new Drained(i, i), sink);
            FrameCodec.encode(new Close(null, text), sink);
        }
        return sink.toByteArray();
    }

    private static Object next(FrameReader reader) throws IOException {
        while (true) {
            try {
                return reader.next();
            } catch (SocketTimeoutException e) {
                assertEquals("nothing yet", e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000, 1_000_000})
    void framesComeWholeHoweverTheirBytesArrive(int pieceBytes) throws Exception {
        String text = "x".repeat(Math.min(50_000, 100 * pieceBytes));
        FrameReader reader = new FrameReader(new Pieces(encoded(5, text), pieceBytes), FRAME_BYTES_MAX);
        for (int i = 1; i <= 5; i++) {
            assertEquals(new Drained(i, i), next(reader));
            assertEquals(new Close(null, text), next(reader));
        }
        assertThrows(EOFException.class, () -> next(reader));
    }

    @Test
    void aFrameMayBeLargerThanTheBuffer() throws Exception {
        ArraySink sink = new ArraySink(16);
        FrameCodec.encode(new Close(null, "x".repeat(0xFFFF)), sink);
        FrameReader reader = new FrameReader(new Pieces(sink.toByteArray(), 4_096), FRAME_BYTES_MAX);

        assertInstanceOf(Close.class, next(reader));
    }

    @ParameterizedTest
    @ValueSource(ints = {FRAME_BYTES_MAX + 1, Integer.MAX_VALUE, -1})
    void aLengthThatLiesCostsNothing(int length) {
        ArraySink sink = new ArraySink(4);
        sink.putInt(length);
        FrameReader reader = new FrameReader(new Pieces(sink.toByteArray(), 4), FRAME_BYTES_MAX);

        ProtocolException failure = assertThrows(ProtocolException.class, () -> next(reader));

        assertEquals(ErrorCode.RESOURCE_LIMIT, failure.code());
    }

    @Test
    void anotherProtocolIsRecognised() {
        FrameReader reader =
                new FrameReader(new Pieces("HTTP/1.1 400".getBytes(StandardCharsets.US_ASCII), 100), FRAME_BYTES_MAX);
        assertThrows(SocketTimeoutException.class, reader::readPreface);

        assertThrows(ProtocolException.class, reader::readPreface);
    }
}
