// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.inspect.InspectedRecord;
import io.mambamq.journal.inspect.InspectedSegment;
import io.mambamq.journal.inspect.InspectionListener;
import io.mambamq.journal.inspect.PageFileSummary;
import io.mambamq.journal.inspect.SegmentSummary;
import io.mambamq.journal.inspect.WholeRecord;
import io.mambamq.server.cli.output.JsonWriter;
import io.mambamq.server.cli.output.Text;
import io.mambamq.server.cli.output.TextTable;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what {@code stats} says. Batches that were issued with the same batch as the last durable one belong to one
 * sync.
 */
final class StatsReport implements InspectionListener {

    /** Records and bytes of one stream, with headers. */
    private record Amount(long records, long bytes) {
        Amount plus(Amount other) {
            return new Amount(records + other.records, bytes + other.bytes);
        }
    }

    private final Progress progress;
    private final CountHistogram recordsPerBatch = new CountHistogram();
    private final CountHistogram batchesPerSync = new CountHistogram();
    private final CountHistogram recordsPerSync = new CountHistogram();
    private final Map<Integer, Amount> streams = new TreeMap<>();
    private long writtenBytes;
    private long recordBytes;
    private long bodyBytes;
    private long pageFileBytes;
    private long idleSeals;

    // of the sync that is being read
    private long syncDurableSeq = -1;
    private long syncBatches;
    private long syncRecords;

    StatsReport(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void batch(InspectedSegment segment, BatchHeader batch, long offset) {
        if (batch.recordCount() == 0) {
            idleSeals++;
            return;
        }
        recordsPerBatch.add(batch.recordCount());
        if (batch.durableSeq() != syncDurableSeq) {
            finish();
            syncDurableSeq = batch.durableSeq();
        }
        syncBatches++;
        syncRecords += batch.recordCount();
    }

    /** No more batches: counts the last sync. */
    void finish() {
        if (syncBatches > 0) {
            batchesPerSync.add(syncBatches);
            recordsPerSync.add(syncRecords);
        }
        syncBatches = 0;
        syncRecords = 0;
    }

    @Override
    public void record(InspectedRecord record, ByteBuffer body, @Nullable WholeRecord whole) {
        if (record.intact() && !record.paged()) {
            bodyBytes += record.bodyBytes();
            streams.merge(record.stream(), new Amount(1, record.sizeBytes()), Amount::plus);
        }
    }

    @Override
    public void segment(SegmentSummary summary) {
        writtenBytes += summary.bytes();
        recordBytes += summary.recordBytes();
    }

    @Override
    public void pageFile(PageFileSummary summary) {
        pageFileBytes += summary.sizeBytes();
    }

    @Override
    public void progress(String file, long doneBytes, long totalBytes) {
        progress.at(file, doneBytes, totalBytes);
    }

    private double amplification() {
        return bodyBytes == 0 ? 0 : (double) writtenBytes / bodyBytes;
    }

    void print(PrintWriter out) {
        out.println("written to the log      " + Text.bytes(writtenBytes));
        out.println("records with headers    " + Text.bytes(recordBytes));
        out.println("bodies of records       " + Text.bytes(bodyBytes));
        out.println("written per body byte   " + Text.ratio(amplification()));
        out.println("idle seals              " + idleSeals);
        out.println("in page files           " + Text.bytes(pageFileBytes));
        out.println();
        out.println(Text.count(recordsPerBatch.samples(), "batch") + " with " + Text.ratio(recordsPerBatch.mean())
                + " records on average");
        recordsPerBatch.table("records", "batches").print(out);
        out.println();
        out.println(Text.count(recordsPerSync.samples(), "sync") + " with " + Text.ratio(recordsPerSync.mean())
                + " records in " + Text.ratio(batchesPerSync.mean()) + " batches on average");
        recordsPerSync.table("records", "syncs").print(out);
        out.println();
        TextTable table = new TextTable(">stream", ">records", ">bytes");
        streams.forEach((stream, amount) -> table.row(stream, amount.records(), amount.bytes()));
        table.print(out);
    }

    void write(JsonWriter json) {
        json.beginObject()
                .field("writtenBytes", writtenBytes)
                .field("recordBytes", recordBytes)
                .field("bodyBytes", bodyBytes)
                .field("pageFileBytes", pageFileBytes)
                .field("idleSeals", idleSeals);
        recordsPerBatch.write(json, "recordsPerBatch");
        batchesPerSync.write(json, "batchesPerSync");
        recordsPerSync.write(json, "recordsPerSync");
        json.beginArray("streams");
        streams.forEach((stream, amount) -> json.beginObject()
                .field("stream", stream)
                .field("records", amount.records())
                .field("bytes", amount.bytes())
                .end());
        json.end().end();
    }
}
