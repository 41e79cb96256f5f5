// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file behind a {@link FileChannel}. */
class ChannelFile implements IoFile {

    private final FileChannel channel;

    ChannelFile(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public long sizeBytes() throws IOException {
        return channel.size();
    }

    @Override
    public int read(ByteBuffer dst, long offset) throws IOException {
        return channel.read(dst, offset);
    }

    @Override
    public int write(ByteBuffer src, long offset) throws IOException {
        return channel.write(src, offset);
    }

    @Override
    public void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
