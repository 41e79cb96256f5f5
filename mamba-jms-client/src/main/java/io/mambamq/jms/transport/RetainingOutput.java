// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.transport;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.resume.RetainedOutput;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes to one transport after the other, and retains what it wrote until the other side has received it. Without a transport it only
 * retains. A {@link FrameWriter} writes, one thread at a time; any thread may do the rest meanwhile, and no lock is held while bytes move.
 */
public final class RetainingOutput implements FrameWriter.Output {
    /** Told of each transport that cannot be written to; by the thread that writes. */
    @FunctionalInterface
    public interface Loss {
        void onLost(Transport transport, IOException cause);
    }

    private static final int BUFFER_BYTES = 16 * 1024;

    private final Loss loss;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final RetainedOutput retained = new RetainedOutput();
    /** Null once it is lost, until another has what it has to begin with. */
    private @Nullable Transport transport;

    public RetainingOutput(Transport first, Loss loss) {
        this.transport = first;
        this.loss = loss;
    }

    /** Never fails: what does not get through is retained. */
    @Override
    public void write(ArraySink frames) {
        Transport present = retain(frames);
        if (present == null) {
            return;
        }
        try {
            present.write(frames.array(), 0, frames.position());
        } catch (IOException e) {
            detach(present);
            loss.onLost(present, e);
        }
    }

    private @Nullable Transport retain(ArraySink frames) {
        lock.lock();
        try {
            retained.append(frames, 0);
            return transport;
        } finally {
            lock.unlock();
        }
    }

    /** From now on that transport gets nothing more. */
    public void detach(Transport lost) {
        lock.lock();
        try {
            if (transport == lost) {
                transport = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The other side says that it has received so much.
     *
     * @throws io.mambamq.protocol.ProtocolException if that cannot be
     */
    public void acknowledge(long bytes) {
        lock.lock();
        try {
            retained.acknowledge(bytes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Prepares to write again what the other side, which comes back, has not received.
     *
     * @return false if not all of it is retained
     * @throws io.mambamq.protocol.ProtocolException if it cannot have received so much
     */
    public boolean resumeFrom(long received) {
        lock.lock();
        try {
            return retained.resumeFrom(received);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes to the next transport what it has to begin with, from that position on, and what comes up meanwhile; then it takes the
     * place of the one before.
     *
     * @throws IOException if it is lost meanwhile, or more came up than is retained; another may follow
     */
    public void resume(Transport next, long received) throws IOException {
        ArraySink again = new ArraySink(BUFFER_BYTES);
        long position = received;
        while (!hasBegun(next, position)) {
            again.clear();
            position = copy(position, again);
            next.write(again.array(), 0, again.position());
        }
    }

    /** True if nothing is left to write again, and what comes next goes there. */
    private boolean hasBegun(Transport next, long position) {
        lock.lock();
        try {
            boolean all = position == retained.end();
            if (all) {
                transport = next;
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    private long copy(long position, ArraySink target) throws IOException {
        lock.lock();
        try {
            if (position < retained.start()) {
                throw new IOException("more was sent than is retained");
            }
            return retained.copyChunk(position, target);
        } finally {
            lock.unlock();
        }
    }
}
