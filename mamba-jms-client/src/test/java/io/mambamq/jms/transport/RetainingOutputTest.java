// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.Async;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.frame.Drain;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.resume.RetainedOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RetainingOutputTest {
    /** Takes so many bytes, and then breaks. */
    private static final class BrittleTransport implements Transport {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int bytesLeft;

        BrittleTransport(int bytesLeft) {
            this.bytesLeft = bytesLeft;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return -1;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int count = Math.min(length, bytesLeft);
            taken.write(bytes, offset, count);
            bytesLeft -= count;
            if (count < length) {
                throw new IOException("broken");
            }
        }

        byte[] taken() {
            return taken.toByteArray();
        }

        @Override
        public void readTimeoutMs(int timeoutMs) {}

        @Override
        public String peer() {
            return "brittle";
        }

        @Override
        public void close() {}
    }

    /** Takes nothing until it breaks. */
    private static final class HangingTransport implements Transport {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch broken = new CountDownLatch(1);

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return -1;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            begun.countDown();
            Async.unchecked(broken::await);
            throw new IOException("broken");
        }

        @Override
        public void readTimeoutMs(int timeoutMs) {}

        @Override
        public String peer() {
            return "hanging";
        }

        @Override
        public void close() {}
    }

    private static final int UNBREAKABLE = Integer.MAX_VALUE;

    private final AtomicReference<Transport> lost = new AtomicReference<>();

    private RetainingOutput to(Transport first) {
        return new RetainingOutput(first, (transport, cause) -> lost.set(transport));
    }

    private static ArraySink bytes(int... values) {
        ArraySink sink = new ArraySink(values.length);
        for (int value : values) {
            sink.putByte(value);
        }
        return sink;
    }

    private static byte[] array(int... values) {
        return bytes(values).toByteArray();
    }

    @Test
    void whatATransportDidNotTakeTheNextOneBeginsWith() throws Exception {
        BrittleTransport first = new BrittleTransport(3);
        BrittleTransport second = new BrittleTransport(UNBREAKABLE);
        RetainingOutput output = to(first);

        output.write(bytes(1, 2));
        output.write(bytes(3, 4));
        assertEquals(first, lost.get());
        output.write(bytes(5));
        assertTrue(output.resumeFrom(2));
        output.resume(second, 2);
        output.write(bytes(6));

        assertArrayEquals(array(1, 2, 3), first.taken());
        assertArrayEquals(array(3, 4, 5, 6), second.taken());
    }

    @Test
    void whatWasReceivedCannotBeHadAgain() {
        RetainingOutput output = to(new BrittleTransport(UNBREAKABLE));
        output.write(bytes(1, 2, 3));
        output.acknowledge(2);

        assertFalse(output.resumeFrom(1));
        assertTrue(output.resumeFrom(2));
        assertThrows(ProtocolException.class, () -> output.resumeFrom(4));
        assertThrows(ProtocolException.class, () -> output.acknowledge(4));
    }

    @Test
    void moreThanIsRetainedCannotBeSentAgain() {
        BrittleTransport first = new BrittleTransport(1);
        RetainingOutput output = to(first);
        output.write(bytes(1, 2));
        assertTrue(output.resumeFrom(1));

        output.write(bytes(new int[RetainedOutput.BYTES_MAX + 1]));

        assertThrows(IOException.class, () -> output.resume(new BrittleTransport(UNBREAKABLE), 1));
        assertFalse(output.resumeFrom(1));
    }

    @Test
    void aLateFailureOfAnOldTransportDoesNotConcernItsSuccessor() throws Exception {
        BrittleTransport first = new BrittleTransport(UNBREAKABLE);
        BrittleTransport second = new BrittleTransport(UNBREAKABLE);
        RetainingOutput output = to(first);
        output.resume(second, 0);

        output.detach(first);
        output.write(bytes(1));

        assertArrayEquals(array(1), second.taken());
    }

    @Test
    void aWriterThatHangsInALostTransportKeepsNobodyFromTheNext() throws Exception {
        // Given a writer in a transport that takes nothing, and says nothing
        HangingTransport first = new HangingTransport();
        BrittleTransport second = new BrittleTransport(UNBREAKABLE);
        RetainingOutput output = to(first);
        CompletableFuture<Void> writing = Async.run(() -> {
            output.write(bytes(1));
            output.write(bytes(2));
        });
        first.begun.await();

        // When another transport takes its place
        output.resume(second, 0);

        // Then it has what is in the hands of the writer already, which goes on with it
        assertArrayEquals(array(1), second.taken());
        first.broken.countDown();
        writing.get(10, TimeUnit.SECONDS);
        assertArrayEquals(array(1, 2), second.taken());
    }

    // ---- many threads, many transports

    private static final int THREADS = 4;
    private static final int FRAMES_EACH = 5_000;
    private static final int FRAME_BYTES = encoded(1, 1).length;

    private final Random random = new Random(1);
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    private static byte[] encoded(int session, int number) {
        ArraySink sink = new ArraySink(32);
        FrameCodec.encode(new Drain(session, number), sink);
        return sink.toByteArray();
    }

    @Test
    void manyThreadsOverTransportsThatBreakAtAnyByteMakeOneStream() throws Exception {
        // Given threads that say something all the time over transports that take a random number of bytes each
        BrittleTransport current = new BrittleTransport(random.nextInt(2_000));
        RetainingOutput output = to(current);
        CompletableFuture<Void> said = saying(new FrameWriter(output));

        // When each is followed by another, whose other side has received the whole frames of those before
        while (!said.isDone()) {
            if (lost.compareAndSet(current, null)) {
                current = next(output, current, random.nextInt(2_000));
            }
        }
        said.get(10, TimeUnit.SECONDS);
        receive(next(output, current, UNBREAKABLE));

        // Then all of it has come once, and of each thread in its order
        assertStreamIsWhole();
    }

    private static CompletableFuture<Void> saying(FrameWriter writer) {
        List<CompletableFuture<Void>> talking = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int session = thread + 1;
            talking.add(Async.run(() -> {
                for (int number = 0; number < FRAMES_EACH; number++) {
                    writer.append(new Drain(session, number));
                    writer.flush();
                }
            }));
        }
        return CompletableFuture.allOf(talking.toArray(CompletableFuture[]::new));
    }

    private BrittleTransport next(RetainingOutput output, BrittleTransport before, int bytes) {
        receive(before);
        BrittleTransport next = new BrittleTransport(bytes);
        assertTrue(output.resumeFrom(stream.size()));
        try {
            output.resume(next, stream.size());
        } catch (IOException e) {
            lost.set(next);
        }
        return next;
    }

    /** A part of a frame at its end counts for nothing. */
    private void receive(BrittleTransport transport) {
        byte[] bytes = transport.taken();
        stream.write(bytes, 0, bytes.length - bytes.length % FRAME_BYTES);
    }

    private void assertStreamIsWhole() {
        byte[] bytes = stream.toByteArray();
        assertEquals(THREADS * FRAMES_EACH * FRAME_BYTES, bytes.length);
        int[] numbers = new int[THREADS];
        for (int position = 0; position < bytes.length; position += FRAME_BYTES) {
            Drain frame = (Drain)
                    FrameCodec.decode(bytes, position + FrameCodec.LENGTH_BYTES, FRAME_BYTES - FrameCodec.LENGTH_BYTES);
            assertEquals(numbers[frame.session() - 1]++, frame.consumer());
        }
    }
}
