// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.jms.Async;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.frame.Drain;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrameWriterTest {
    /** Remembers each write, which takes until it is let go. */
    private static final class SlowTransport implements Transport {
        private final List<String> writes = new CopyOnWriteArrayList<>();
        private final Semaphore begun = new Semaphore(0);
        private final Semaphore mayEnd = new Semaphore(0);
        private volatile boolean broken;

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return -1;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            writes.add(Arrays.toString(Arrays.copyOfRange(bytes, offset, offset + length)));
            begun.release();
            mayEnd.acquireUninterruptibly();
            if (broken) {
                throw new IOException("broken");
            }
        }

        @Override
        public void readTimeoutMs(int timeoutMs) {}

        @Override
        public String peer() {
            return "slow";
        }

        @Override
        public void close() {}
    }

    private final SlowTransport transport = new SlowTransport();
    private final FrameWriter writer = new FrameWriter(transport);

    private static Frame frame(int number) {
        return new Drain(number, number);
    }

    private static String bytesOf(int... numbers) {
        ArraySink sink = new ArraySink(64);
        for (int number : numbers) {
            FrameCodec.encode(frame(number), sink);
        }
        return Arrays.toString(sink.toByteArray());
    }

    @Test
    void nothingIsWrittenBeforeItIsFlushed() throws Exception {
        transport.mayEnd.release();
        writer.flush();
        writer.append(frame(1));
        writer.append(frame(2));
        assertEquals(List.of(), transport.writes);

        writer.flush();

        assertEquals(List.of(bytesOf(1, 2)), transport.writes);
    }

    @Test
    void whatComesWhileOneThreadWritesIsWrittenByItAtOnceAndHoldsNobodyUp() throws Exception {
        writer.append(frame(1));
        CompletableFuture<Void> writing = Async.run(writer::flush);
        transport.begun.acquire();
        for (int number = 2; number <= 5; number++) {
            writer.append(frame(number));
            writer.flush();
        }
        assertEquals(List.of(bytesOf(1)), transport.writes);

        transport.mayEnd.release(2);
        writing.get(10, TimeUnit.SECONDS);

        assertEquals(List.of(bytesOf(1), bytesOf(2, 3, 4, 5)), transport.writes);
    }

    @Test
    void theWriterLearnsOfAFailure() {
        transport.broken = true;
        transport.mayEnd.release();
        writer.append(frame(1));

        assertThrows(IOException.class, writer::flush);
    }

    @Test
    void aLargeBufferIsNotKept() throws Exception {
        transport.mayEnd.release(2);
        writer.appendRaw(new byte[3 << 20]);
        writer.flush();
        writer.append(frame(1));
        writer.flush();

        assertEquals(bytesOf(1), transport.writes.get(1));
    }
}
