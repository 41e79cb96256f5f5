// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.reclaim;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.page.PageReader;
import io.mambamq.journal.read.ReaderAgent;
import io.mambamq.journal.read.RecordReader;
import io.mambamq.journal.read.SegmentIndex;
import io.mambamq.journal.write.SegmentPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What reclaiming works with.
 *
 * @param index of the log's segments
 * @param log reads records of the log, for the pages thread alone
 * @param pages reads records of page files, for the pages thread alone
 * @param pageFileNumber the next number for a page file; of the pages thread
 * @param durablePosition up to which the log is durable
 * @param recordsAppended how many records were appended since the start
 * @param failed why the journal has failed, or null
 * @param stop stops the journal for this reason
 * @param wakePages after something was handed to the pages thread
 * @param wakeWriter after something that an append may wait for has changed
 */
public record ReclaimParts(
        IoLayer io,
        SegmentPool pool,
        SegmentIndex index,
        RecordReader log,
        PageReader pages,
        ReaderAgent reader,
        AtomicLong pageFileNumber,
        LongSupplier durablePosition,
        LongSupplier recordsAppended,
        Supplier<@Nullable JournalException> failed,
        Consumer<Throwable> stop,
        Runnable wakePages,
        Runnable wakeWriter) {}
