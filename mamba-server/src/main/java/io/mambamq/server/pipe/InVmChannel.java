// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.pipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;

/**
 * The client's end of a pipe: one thread may read while another writes; closing from a third ends both their waits.
 */
final class InVmChannel implements ByteChannel {
    private final InVmPipe pipe;
    private volatile boolean open = true;

    InVmChannel(InVmPipe pipe) {
        this.pipe = pipe;
    }

    /** Waits for at least one byte; -1 at the end. */
    @Override
    public int read(ByteBuffer target) throws IOException {
        requireOpen();
        if (!target.hasRemaining()) {
            return 0;
        }
        int count = pipe.toClient().read(target);
        if (count < 0) {
            requireOpen();
        } else {
            pipe.clientHasRead();
        }
        return count;
    }

    /** Writes all of the source, waiting for room. */
    @Override
    public int write(ByteBuffer source) throws IOException {
        int written = 0;
        while (source.hasRemaining()) {
            requireOpen();
            int count = pipe.toBroker().write(source);
            if (count < 0) {
                throw new ClosedChannelException();
            }
            written += count;
            pipe.clientHasWritten();
        }
        return written;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        pipe.clientHasClosed();
    }

    private void requireOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}
