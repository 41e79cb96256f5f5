// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import io.mambamq.journal.file.FileIoLayer;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.server.connection.ConnectionLimits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server works; immutable.
 *
 * @param dataDirectory created if missing, locked while the server runs
 * @param listener null for none: then only connections within this JVM are possible
 * @param io how the journal's files are accessed: the operating system's, or one that fails for a test
 * @param journalSegmentBytes size of the journal's files; fixed when the directory is created, later values are ignored
 * @param cacheBytesMax what the cache of recent messages may take; older ones are read back from the journal
 * @param connectionsMax connections open at the same time, the ones within this JVM included
 * @param limits what one connection may cost
 * @param closeTimeoutMs how long closing waits for the log and for clients to go, each
 */
public record ServerConfig(
        Path dataDirectory,
        @Nullable ListenAddress listener,
        IoLayer.Factory io,
        int journalSegmentBytes,
        long cacheBytesMax,
        int connectionsMax,
        ConnectionLimits limits,
        long closeTimeoutMs) {
    private static final long CACHE_BYTES_DEFAULT_MAX = 256L << 20;
    private static final int CACHE_PART_OF_HEAP = 8;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one cannot be; names it
     */
    public ServerConfig {
        requireAtLeast(0, cacheBytesMax, "cacheBytesMax");
        requireAtLeast(1, connectionsMax, "connectionsMax");
        requireAtLeast(1, closeTimeoutMs, "closeTimeoutMs");
    }

    private static void requireAtLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
        }
    }

    /** Starts from the defaults: a listener on the loopback address, the default port. */
    public static Builder builder(Path dataDirectory) {
        return new Builder(dataDirectory);
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private final Path dataDirectory;
        private @Nullable ListenAddress listener = ListenAddress.DEFAULT;
        private IoLayer.Factory io = FileIoLayer::open;
        private int journalSegmentBytes = 64 << 20;
        private long cacheBytesMax =
                Math.min(CACHE_BYTES_DEFAULT_MAX, Runtime.getRuntime().maxMemory() / CACHE_PART_OF_HEAP);
        private int connectionsMax = 10_000;
        private ConnectionLimits limits = ConnectionLimits.DEFAULT;
        private long closeTimeoutMs = 10_000;

        private Builder(Path dataDirectory) {
            this.dataDirectory = dataDirectory;
        }

        /** Waits for clients there; port 0 picks a free one. */
        public Builder listen(String host, int port) {
            listener = new ListenAddress(host, port);
            return this;
        }

        /** Only connections within this JVM. */
        public Builder withoutListener() {
            listener = null;
            return this;
        }

        public Builder io(IoLayer.Factory value) {
            io = value;
            return this;
        }

        public Builder journalSegmentBytes(int value) {
            journalSegmentBytes = value;
            return this;
        }

        public Builder cacheBytesMax(long value) {
            cacheBytesMax = value;
            return this;
        }

        public Builder connectionsMax(int value) {
            connectionsMax = value;
            return this;
        }

        public Builder limits(ConnectionLimits value) {
            limits = value;
            return this;
        }

        public Builder closeTimeoutMs(long value) {
            closeTimeoutMs = value;
            return this;
        }

        public ServerConfig build() {
            return new ServerConfig(
                    dataDirectory,
                    listener,
                    io,
                    journalSegmentBytes,
                    cacheBytesMax,
                    connectionsMax,
                    limits,
                    closeTimeoutMs);
        }
    }
}
