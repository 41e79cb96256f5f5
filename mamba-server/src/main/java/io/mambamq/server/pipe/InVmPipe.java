// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.pipe;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.Transport;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection within this JVM. What the broker writes and the client does not take yet waits in the output; beyond the
 * high-water mark the connection is not read any more, as with a socket.
 */
public final class InVmPipe implements Transport {
    private static final int RING_BYTES = 128 << 10;
    private static final int OUTPUT_HIGH_BYTES = 1 << 20;
    private static final int OUTPUT_LOW_BYTES = 256 << 10;
    private static final int OUTPUT_INITIAL_BYTES = 4 << 10;
    private static final int OUTPUT_RETAINED_BYTES = 64 << 10;

    // shared by both ends
    private final ByteRing toBroker = new ByteRing(RING_BYTES);
    private final ByteRing toClient = new ByteRing(RING_BYTES);
    private final Executor loop;
    private final AtomicBoolean readScheduled = new AtomicBoolean();
    private final AtomicBoolean flushScheduled = new AtomicBoolean();
    private volatile boolean clientClosed;
    /** The client took bytes from a full ring: only then does it have to wake the broker up. */
    private volatile boolean outputWaits;

    // the broker's thread
    private final ByteBuffer input = ByteBuffer.allocate(RING_BYTES);
    private @Nullable Connection connection;
    private ArraySink output = new ArraySink(OUTPUT_INITIAL_BYTES);
    private int outputSent;
    private boolean writable = true;
    private boolean reading = true;
    private boolean outputEnded;
    private boolean closed;

    private InVmPipe(Executor loop) {
        this.loop = loop;
    }

    /**
     * Opens a connection. On the broker's thread.
     *
     * @param acceptor makes the connection that the pipe carries; null to refuse it
     * @return the client's end; null if it was refused
     */
    public static @Nullable ByteChannel open(Executor loop, Function<Transport, @Nullable Connection> acceptor) {
        InVmPipe pipe = new InVmPipe(loop);
        pipe.connection = acceptor.apply(pipe);
        return pipe.connection == null ? null : new InVmChannel(pipe);
    }

    // ---- from the client's end

    ByteRing toBroker() {
        return toBroker;
    }

    ByteRing toClient() {
        return toClient;
    }

    void clientHasWritten() {
        schedule(readScheduled, this::readInput);
    }

    void clientHasRead() {
        if (outputWaits) {
            schedule(flushScheduled, this::continueOutput);
        }
    }

    void clientHasClosed() {
        clientClosed = true;
        toBroker.endInput();
        toClient.close();
        // The output first: as long as it waits, nothing might be read, not even the end.
        schedule(flushScheduled, this::continueOutput);
        schedule(readScheduled, this::readInput);
    }

    private void schedule(AtomicBoolean scheduled, Runnable task) {
        if (scheduled.compareAndSet(false, true)) {
            try {
                loop.execute(task);
            } catch (RejectedExecutionException e) {
                // The broker's thread has ended, and the broker with it.
                toBroker.close();
                toClient.endInput();
            }
        }
    }

    // ---- the broker's thread

    private void readInput() {
        readScheduled.set(false);
        if (closed || !reading || connection == null) {
            return;
        }
        input.clear();
        int count = toBroker.poll(input);
        if (count > 0) {
            connection.onBytes(input.flip());
            // Back in line: others have their turn before the rest of a long input.
            schedule(readScheduled, this::readInput);
        } else if (count < 0) {
            connection.onTransportClosed();
        }
    }

    private void continueOutput() {
        flushScheduled.set(false);
        if (!closed) {
            push();
        }
    }

    @Override
    public void carry(Connection next) {
        connection = next;
    }

    @Override
    public ByteSink sink() {
        return output;
    }

    @Override
    public void flush() {
        push();
    }

    private void push() {
        boolean again = true;
        while (again && outputSent < output.position()) {
            int count = toClient.offer(ByteBuffer.wrap(output.array(), outputSent, output.position() - outputSent));
            outputSent += Math.max(count, 0);
            boolean waits = count >= 0 && outputSent < output.position();
            // The flag first, then a second look: a client that emptied the ring in between saw no flag.
            again = waits && !outputWaits;
            outputWaits = waits;
            if (count < 0) {
                outputSent = output.position();
            }
        }
        compactOutput();
        if (outputEnded && output.position() == 0) {
            toClient.endInput();
        }
        updateWritable();
    }

    private void compactOutput() {
        int waiting = output.position() - outputSent;
        boolean retained = output.array().length <= OUTPUT_RETAINED_BYTES;
        if (waiting == 0 && retained) {
            output.clear();
            outputSent = 0;
        } else if (waiting == 0 || (!retained && outputSent > waiting)) {
            // Copies at most what was sent since the last time.
            ArraySink rest = new ArraySink(Math.max(waiting, OUTPUT_INITIAL_BYTES));
            rest.putBytes(output.array(), outputSent, waiting);
            output = rest;
            outputSent = 0;
        }
    }

    private void updateWritable() {
        int waiting = output.position() - outputSent;
        boolean now = writable ? waiting <= OUTPUT_HIGH_BYTES : waiting <= OUTPUT_LOW_BYTES;
        if (now != writable && connection != null) {
            writable = now;
            connection.onWritabilityChanged();
        }
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void setReading(boolean value) {
        reading = value;
        if (value) {
            schedule(readScheduled, this::readInput);
        }
    }

    @Override
    public void closeOutput() {
        outputEnded = true;
        push();
    }

    @Override
    public void close() {
        closed = true;
        toBroker.close();
        toClient.endInput();
    }

    @Override
    public boolean isWithinJvm() {
        return true;
    }

    @Override
    public String peer() {
        return clientClosed ? "in-VM (closed)" : "in-VM";
    }
}
