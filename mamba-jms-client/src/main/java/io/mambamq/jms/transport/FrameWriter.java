// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.transport;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gathers the frames of all threads and writes them in the order in which they were appended. Whoever flushes while nobody
 * writes becomes the writer and writes everything gathered, also what comes in meanwhile; the others go on at once. So k busy
 * sessions cost about one system call, and no lock is held while one runs.
 *
 * <p>What is gathered is bounded by what may be under way: each session's send credit and its prefetched deliveries.
 */
public final class FrameWriter {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int KEPT_BYTES_MAX = 1024 * 1024;

    /** Takes what was gathered: whole frames, or a preface before them. By one thread at a time. */
    @FunctionalInterface
    public interface Output {
        void write(ArraySink frames) throws IOException;
    }

    private final Output output;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private ArraySink gathering = new ArraySink(BUFFER_BYTES);
    private boolean writing;

    /** Owned by the thread that set {@link #writing}. */
    private ArraySink outgoing = new ArraySink(BUFFER_BYTES);

    public FrameWriter(Transport transport) {
        this(frames -> transport.write(frames.array(), 0, frames.position()));
    }

    public FrameWriter(Output output) {
        this.output = output;
    }

    /**
     * Adds a frame without writing it.
     *
     * @throws IllegalArgumentException if a field does not fit its place
     */
    public void append(Frame frame) {
        lock.lock();
        try {
            FrameCodec.encode(frame, gathering);
        } finally {
            lock.unlock();
        }
    }

    /** Adds bytes that are no frame: the preface. */
    public void appendRaw(byte[] bytes) {
        lock.lock();
        try {
            gathering.putBytes(bytes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sees to it that what was appended is written, by this thread or by one that is writing already.
     *
     * @throws IOException if this thread wrote and could not; the output is of no more use, and what is appended from then on
     *     goes nowhere
     */
    public void flush() throws IOException {
        if (!startWriting()) {
            return;
        }
        do {
            output.write(outgoing);
            outgoing = emptied(outgoing);
        } while (goOnWriting());
    }

    private boolean startWriting() {
        lock.lock();
        try {
            if (writing || gathering.position() == 0) {
                return false;
            }
            writing = true;
            swap();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean goOnWriting() {
        lock.lock();
        try {
            writing = gathering.position() > 0;
            if (writing) {
                swap();
            }
            return writing;
        } finally {
            lock.unlock();
        }
    }

    private void swap() {
        ArraySink full = gathering;
        gathering = outgoing;
        outgoing = full;
    }

    private static ArraySink emptied(ArraySink sink) {
        if (sink.array().length > KEPT_BYTES_MAX) {
            return new ArraySink(BUFFER_BYTES);
        }
        sink.clear();
        return sink;
    }
}
