// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import io.mambamq.journal.format.EncodedRecords;
import io.mambamq.journal.write.AppendWaiter;
import io.mambamq.journal.write.PendingAppend;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Records for one append, encoded with their checksums on the appender's thread into one reusable buffer; get one from
 * {@link Journal#newBatch}. Confined to its appender until the append; it then belongs to the journal until its
 * completion is called, and can be cleared and used again after that.
 */
public final class RecordBatch {

    private final EncodedRecords records;
    private final int recordBytesMax;
    private final long batchBytesMax;
    private final Ticket ticket;
    private final AppendWaiter waiter = new AppendWaiter();
    private boolean inRecord;
    private boolean handedOver;

    RecordBatch(int initialBytes, int recordBytesMax, long batchBytesMax) {
        this.records = new EncodedRecords(initialBytes);
        this.recordBytesMax = recordBytesMax;
        this.batchBytesMax = batchBytesMax;
        this.ticket = new Ticket(records);
    }

    /**
     * Starts a record and returns the buffer to encode its body into: little endian, standing at the body's first byte,
     * limited to {@code bodyBytesMax}. Use absolute indices only relative to where it stands. It is valid until
     * {@link #endRecord}.
     *
     * @param userType 0 to 255, the caller's
     * @param stream any number, the caller's
     * @throws IllegalArgumentException where the body may be larger than the journal takes
     */
    public ByteBuffer beginRecord(int userType, int stream, int bodyBytesMax) {
        checkOwned();
        if (inRecord) {
            throw new IllegalStateException("the previous record was not ended");
        }
        if (userType < 0 || userType > 255) {
            throw new IllegalArgumentException("userType must be 0 to 255, is " + userType);
        }
        if (bodyBytesMax < 0 || bodyBytesMax > recordBytesMax) {
            throw new IllegalArgumentException(
                    "a record body must be 0 to " + recordBytesMax + " bytes, asked for " + bodyBytesMax);
        }
        if ((long) records.sizeBytes() + bodyBytesMax > batchBytesMax) {
            throw new IllegalArgumentException("a batch holds at most " + batchBytesMax + " bytes, has "
                    + records.sizeBytes() + " and would get " + bodyBytesMax + " more");
        }
        inRecord = true;
        return records.begin(userType, stream, bodyBytesMax);
    }

    /** Ends the record where the buffer of {@link #beginRecord} stands now. */
    public void endRecord() {
        checkOwned();
        if (!inRecord) {
            throw new IllegalStateException("no record was begun");
        }
        inRecord = false;
        records.end();
    }

    /** Adds a record whose body is {@code length} bytes of {@code body}. */
    public void add(int userType, int stream, byte[] body, int offset, int length) {
        beginRecord(userType, stream, length).put(body, offset, length);
        endRecord();
    }

    /** Adds a record whose body is the remaining bytes of both buffers, which are left as they are. */
    public void add(int userType, int stream, ByteBuffer first, ByteBuffer second) {
        beginRecord(userType, stream, first.remaining() + second.remaining())
                .put(first.duplicate())
                .put(second.duplicate());
        endRecord();
    }

    public int count() {
        return records.count();
    }

    /** Bytes of the encoded records with their headers. */
    public int sizeBytes() {
        return records.sizeBytes();
    }

    /**
     * Where the record lies, to read it again with {@link Journal#tryRead}. Positions grow with the order of appends
     * over the whole life of the journal. Valid from the completion, when durable, until {@link #clear}.
     */
    public long position(int index) {
        checkOwned();
        if (index < 0 || index >= records.count()) {
            throw new IndexOutOfBoundsException("record " + index + " of " + records.count());
        }
        return ticket.positions().positionOf(index, records.offset(index));
    }

    /** Forgets all records; the buffer is kept unless one large record blew it up. */
    public void clear() {
        checkOwned();
        inRecord = false;
        records.clear();
        ticket.positions().clear();
    }

    /** The journal takes the batch over. */
    PendingAppend handOver(Executor executor, Completion completion) {
        checkComplete();
        handedOver = true;
        ticket.completion = completion;
        ticket.prepare(executor, null);
        return ticket;
    }

    /** The journal takes the batch over; {@link #awaitOutcome} gives it back. */
    PendingAppend handOverAndWait() {
        checkComplete();
        handedOver = true;
        waiter.begin();
        ticket.prepare(Runnable::run, waiter);
        return ticket;
    }

    /**
     * Waits until the batch is durable.
     *
     * @throws JournalException where it was not appended
     */
    void awaitOutcome() throws JournalException {
        waiter.await();
        handedOver = false;
        JournalException failure = ticket.failure();
        if (failure != null) {
            // Others wait with it: each gets one with its own stack.
            throw new JournalException(failure.kind(), String.valueOf(failure.getMessage()), failure);
        }
    }

    /** It did not take it after all. */
    void handBack() {
        handedOver = false;
    }

    private void checkComplete() {
        checkOwned();
        if (inRecord) {
            throw new IllegalStateException("the last record was not ended");
        }
    }

    private void checkOwned() {
        if (handedOver) {
            throw new IllegalStateException("the batch belongs to the journal until its completion is called");
        }
    }

    private final class Ticket extends PendingAppend {

        private @Nullable Completion completion;

        Ticket(EncodedRecords records) {
            super(records);
        }

        @Override
        protected void complete(@Nullable JournalException cause) {
            Completion told = Objects.requireNonNull(completion);
            completion = null;
            handedOver = false;
            if (cause == null) {
                told.durable(RecordBatch.this);
            } else {
                told.failed(RecordBatch.this, cause);
            }
        }
    }
}
