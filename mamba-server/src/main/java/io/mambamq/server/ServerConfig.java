// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import io.mambamq.core.RedeliverySettings;
import io.mambamq.journal.BackEnd;
import io.mambamq.journal.file.FileIoLayer;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import io.mambamq.server.connection.ConnectionLimits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server works; immutable.
 *
 * @param dataDirectory created if missing, locked while the server runs
 * @param listener null for none: then only connections within this JVM are possible
 * @param io how the journal's files are accessed: the operating system's, or one that fails for a test
 * @param journal how the journal is kept
 * @param destinations which queues and topics there are
 * @param redelivery what becomes of messages that applications did not accept; the largest dead letter is set to the
 *     largest message that clients take
 * @param cacheBytesMax what the cache of recent messages may take; older ones are read back from the journal
 * @param connectionsMax connections open at the same time, the ones within this JVM included
 * @param limits what one connection may cost
 * @param access who is let in
 * @param closeTimeoutMs how long closing waits for the log and for clients to go, each
 */
public record ServerConfig(
        Path dataDirectory,
        @Nullable ListenAddress listener,
        IoLayer.Factory io,
        JournalSettings journal,
        DestinationSettings destinations,
        RedeliverySettings redelivery,
        long cacheBytesMax,
        int connectionsMax,
        ConnectionLimits limits,
        AccessSettings access,
        long closeTimeoutMs) {
    private static final long CACHE_BYTES_DEFAULT_MAX = 256L << 20;
    private static final int CACHE_PART_OF_HEAP = 8;

    /** What a command adds to the message in it, with room to spare. */
    private static final int COMMAND_OVERHEAD_BYTES = 64 << 10;

    /**
     * Checks the limits, and chooses the journal's segment size if it is to be derived.
     *
     * @throws IllegalArgumentException if one cannot be; names it
     */
    public ServerConfig {
        requireAtLeast(0, cacheBytesMax, "cacheBytesMax");
        requireAtLeast(1, connectionsMax, "connectionsMax");
        requireAtLeast(1, closeTimeoutMs, "closeTimeoutMs");
        journal = journal.sizedFor(batchBytesMax(limits));
        redelivery = redelivery.withDeadLetterBytesMax(limits.frameBytesMax());
    }

    /** The largest record of the journal: a command that holds the largest message. */
    public int recordBytesMax() {
        return recordBytesMax(limits);
    }

    /** The most that is appended to the journal at once. */
    public long batchBytesMax() {
        return batchBytesMax(limits);
    }

    /** Where the users are. */
    public Path usersFile() {
        return access.usersFileIn(dataDirectory);
    }

    private static int recordBytesMax(ConnectionLimits limits) {
        return limits.frameBytesMax() + COMMAND_OVERHEAD_BYTES;
    }

    private static long batchBytesMax(ConnectionLimits limits) {
        return 2L * recordBytesMax(limits);
    }

    static void requireAtLeast(long least, long value, String name) {
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
        private JournalSettings journal = JournalSettings.DEFAULT;
        private DestinationSettings destinations = DestinationSettings.DEFAULT;
        private RedeliverySettings redelivery = RedeliverySettings.DEFAULT;
        private long cacheBytesMax =
                Math.min(CACHE_BYTES_DEFAULT_MAX, Runtime.getRuntime().maxMemory() / CACHE_PART_OF_HEAP);
        private int connectionsMax = 10_000;
        private ConnectionLimits limits = ConnectionLimits.DEFAULT;
        private AccessSettings access = AccessSettings.DEFAULT;
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

        public Builder journal(JournalSettings value) {
            journal = value;
            return this;
        }

        /** See {@link JournalSettings#bytesMax}. */
        public Builder journalBytesMax(long value) {
            journal = journal.withBytesMax(value);
            return this;
        }

        /** See {@link JournalSettings#pageBytesMax}. */
        public Builder pageBytesMax(long value) {
            journal = journal.withPageBytesMax(value);
            return this;
        }

        /** See {@link JournalSettings#segmentBytes}. */
        public Builder journalSegmentBytes(int value) {
            journal = journal.withSegmentBytes(value);
            return this;
        }

        public Builder backEnd(BackEnd value) {
            journal = journal.withBackEnd(value);
            return this;
        }

        /** See {@link JournalSettings#syncIntervalMs}. */
        public Builder syncIntervalMs(int value) {
            journal = journal.withSyncIntervalMs(value);
            return this;
        }

        /** See {@link JournalSettings#syncBatchSize}. */
        public Builder syncBatchSize(int value) {
            journal = journal.withSyncBatchSize(value);
            return this;
        }

        /** See {@link JournalSettings#syncFailureMs}. */
        public Builder syncFailureMs(int value) {
            journal = journal.withSyncFailureMs(value);
            return this;
        }

        /** Whether queues and topics come into being with their first message, consumer or browser; true by default. */
        public Builder autoCreateDestinations(boolean value) {
            destinations = destinations.withAutoCreate(value);
            return this;
        }

        /** A queue or topic that exists from the start, in any case. */
        public Builder declare(DestinationName name) {
            destinations = destinations.with(name);
            return this;
        }

        /** When messages come again that applications did not accept, and when not any more. */
        public Builder redeliveryPolicy(RedeliveryPolicy value) {
            redelivery = redelivery.withPolicy(value);
            return this;
        }

        /**
         * The queue where messages go whose attempts are used up; {@code DLQ} by default.
         *
         * @throws IllegalArgumentException if the name cannot be a queue's; says why
         */
        public Builder deadLetterQueue(String name) {
            redelivery = redelivery.withDeadLetterQueue(DestinationName.queue(name));
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

        /** See {@link ConnectionLimits#withMessageBytesMax}. */
        public Builder messageBytesMax(long value) {
            limits = limits.withMessageBytesMax(value);
            return this;
        }

        public Builder access(AccessSettings value) {
            access = value;
            return this;
        }

        public Builder closeTimeoutMs(long value) {
            closeTimeoutMs = value;
            return this;
        }

        /**
         * The configuration, checked.
         *
         * @throws IllegalArgumentException if a value cannot be; names it
         */
        public ServerConfig build() {
            return new ServerConfig(
                    dataDirectory,
                    listener,
                    io,
                    journal,
                    destinations,
                    redelivery,
                    cacheBytesMax,
                    connectionsMax,
                    limits,
                    access,
                    closeTimeoutMs);
        }
    }
}
