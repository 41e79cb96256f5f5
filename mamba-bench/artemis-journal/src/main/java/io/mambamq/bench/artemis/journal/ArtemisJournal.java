// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.artemis.journal;

import io.mambamq.bench.journal.load.JournalUnderLoad;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.utils.actors.OrderedExecutorFactory;
import org.apache.activemq.artemis.utils.collections.SparseArrayLinkedList;
import org.apache.activemq.artemis.utils.critical.EmptyCriticalAnalyzer;
import org.jspecify.annotations.Nullable;

/**
 * Artemis' journal as its JournalStorageManager sets it up: ordered executors over a pool of threads, a timed buffer of 490
 * KiB, 1 write in flight for NIO and 4096 for ASYNCIO, data sync on, pool of files without limit.
 *
 * <p>What differs favours Artemis: files of 64 MiB, not 10, so that it changes files more rarely; no compaction, which would
 * find nothing to do; a buffer timer of 0.1 or 0.5 ms where the library has 3.33 ms built in for NIO and 0.5 for ASYNCIO.
 *
 * <p>Each append has sync=true: only then does its callback mean that the record was synced.
 */
public final class ArtemisJournal implements JournalUnderLoad {
    private static final int BUFFER_BYTES = 490 * 1024;
    private static final int IN_FLIGHT_MAX_NIO = 1;
    private static final int IN_FLIGHT_MAX_AIO = 4096;
    private static final int FREE_FILES_MIN = 2;
    private static final int OPEN_TIMEOUT_S = 5;
    private static final int UNLIMITED = -1;
    private static final int THREADS_MAX = 5;
    private static final byte ADD_MESSAGE = 31;

    private final boolean aio;
    private final int bufferTimeoutNs;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS_MAX);
    private final AtomicLong ids = new AtomicLong();
    private @Nullable SequentialFileFactory files;
    private @Nullable JournalImpl journal;

    /** Options: {@code NIO} or {@code ASYNCIO}, a comma, the buffer's timer in microseconds. */
    public ArtemisJournal(String options) {
        String[] parts = options.split(",", -1);
        this.aio = parts[0].equals("ASYNCIO");
        this.bufferTimeoutNs = (int) TimeUnit.MICROSECONDS.toNanos(Integer.parseInt(parts[1]));
    }

    @Override
    public void create(Path directory, int fileCount) throws Exception {
        loadBroker(directory, fileCount);
    }

    @Override
    public int freeFiles() {
        return opened().getFreeFilesCount();
    }

    @Override
    public long syncs() {
        return -1;
    }

    @Override
    public Append blockingAppend(byte[] body) {
        JournalImpl target = opened();
        return () -> target.appendAddRecord(ids.incrementAndGet(), ADD_MESSAGE, BodyPersister.INSTANCE, body, true);
    }

    @Override
    public Append asyncAppend(byte[] body, Runnable durable) {
        JournalImpl target = opened();
        Outcome outcome = new Outcome(durable);
        return () ->
                target.appendAddRecord(ids.incrementAndGet(), ADD_MESSAGE, BodyPersister.INSTANCE, body, true, outcome);
    }

    @Override
    public long load(Path directory) throws Exception {
        return loadBroker(directory, FREE_FILES_MIN);
    }

    @Override
    public void close() throws Exception {
        if (journal != null) {
            journal.stop();
        }
        if (files != null) {
            files.stop();
        }
        threads.shutdown();
    }

    /** As the broker loads its message journal: every record into a list, which it then walks and empties. */
    private long loadBroker(Path directory, int fileCount) throws Exception {
        SequentialFileFactory factory = fileFactory(directory.toFile());
        factory.start();
        files = factory;
        JournalImpl loaded = new JournalImpl(
                new OrderedExecutorFactory(threads),
                FILE_BYTES,
                fileCount,
                UNLIMITED,
                0,
                0,
                OPEN_TIMEOUT_S,
                factory,
                "load",
                "amq",
                aio ? IN_FLIGHT_MAX_AIO : IN_FLIGHT_MAX_NIO,
                0,
                (failure, message, file) -> JournalUnderLoad.abort(failure),
                0);
        journal = loaded;
        loaded.start();
        SparseArrayLinkedList<RecordInfo> records = new SparseArrayLinkedList<>();
        loaded.load(records, new ArrayList<>(), (id, added, deleted) -> {}, false);
        AtomicLong bytes = new AtomicLong();
        return records.clear(record -> bytes.addAndGet(record.data.length));
    }

    private SequentialFileFactory fileFactory(File directory) {
        if (!aio) {
            return new NIOSequentialFileFactory(
                    directory,
                    true,
                    BUFFER_BYTES,
                    bufferTimeoutNs,
                    IN_FLIGHT_MAX_NIO,
                    false,
                    (failure, message, file) -> JournalUnderLoad.abort(failure),
                    EmptyCriticalAnalyzer.getInstance());
        }
        if (!AIOSequentialFileFactory.isSupported(directory)) {
            throw new IllegalStateException("no ASYNCIO here: it takes Linux and libaio (package libaio1 or libaio)");
        }
        return new AIOSequentialFileFactory(
                directory,
                BUFFER_BYTES,
                bufferTimeoutNs,
                IN_FLIGHT_MAX_AIO,
                false,
                (failure, message, file) -> JournalUnderLoad.abort(failure),
                EmptyCriticalAnalyzer.getInstance());
    }

    private JournalImpl opened() {
        return Objects.requireNonNull(journal);
    }
}
