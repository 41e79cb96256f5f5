// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.core.command.Command;
import io.mambamq.journal.inspect.CheckpointSummary;
import io.mambamq.journal.inspect.Finding;
import io.mambamq.journal.inspect.InspectedRecord;
import io.mambamq.journal.inspect.InspectionListener;
import io.mambamq.journal.inspect.LostRange;
import io.mambamq.journal.inspect.PageFileSummary;
import io.mambamq.journal.inspect.SegmentSummary;
import io.mambamq.journal.inspect.WholeRecord;
import io.mambamq.server.cli.output.JsonWriter;
import io.mambamq.server.cli.output.Text;
import io.mambamq.server.cli.output.TextTable;
import io.mambamq.server.log.LogRecord;
import io.mambamq.server.rebuild.CheckpointedState;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what {@code verify} says. */
final class VerifyReport implements InspectionListener {

    private final Path journal;
    private final Progress progress;
    private final List<Finding> findings = new ArrayList<>();
    private final List<LostRange> lost = new ArrayList<>();
    private final List<SegmentSummary> segments = new ArrayList<>();
    private final List<CheckpointSummary> checkpoints = new ArrayList<>();
    private final List<PageFileSummary> pageFiles = new ArrayList<>();
    private final RecordHistogram histogram = new RecordHistogram();
    private final TransactionCensus transactions;

    /** @param checkpointed what the log goes on from */
    VerifyReport(Path journal, CheckpointedState checkpointed, Progress progress) {
        this.journal = journal;
        this.transactions = new TransactionCensus(checkpointed);
        this.progress = progress;
    }

    @Override
    public void finding(Finding finding) {
        findings.add(finding);
    }

    @Override
    public void lost(LostRange range) {
        lost.add(range);
    }

    @Override
    public void segment(SegmentSummary summary) {
        segments.add(summary);
    }

    @Override
    public void checkpoint(CheckpointSummary summary) {
        checkpoints.add(summary);
    }

    @Override
    public void pageFile(PageFileSummary summary) {
        pageFiles.add(summary);
    }

    @Override
    public void progress(String file, long doneBytes, long totalBytes) {
        progress.at(file, doneBytes, totalBytes);
    }

    @Override
    public void record(InspectedRecord record, ByteBuffer body, @Nullable WholeRecord whole) {
        Command command = whole == null ? null : LogRecord.command(whole.userType(), whole.body());
        String kind = command == null ? record.kindName() + " type " + record.userType() : CommandText.name(command);
        histogram.add(record.intact() ? kind : "damaged", record.sizeBytes());
        if (whole != null && command != null && !record.paged()) {
            transactions.add(whole.position(), command);
        }
    }

    int exitCode() {
        return findings.stream()
                .mapToInt(finding -> DataExit.of(finding.verdict()))
                .max()
                .orElse(DataExit.CLEAN);
    }

    void print(PrintWriter out) {
        out.println("journal " + journal);
        out.println();
        printSegments(out);
        printFiles(out);
        histogram.table().print(out);
        TextTable unfinished = new TextTable("unfinished transaction", "state", ">messages sent");
        transactions.unfinished().forEach(one -> unfinished.row(one.id(), stateText(one), one.messages()));
        if (!unfinished.isEmpty()) {
            out.println();
            unfinished.print(out);
        }
        findings.forEach(finding -> FindingText.print(finding, out));
        FindingText.printLost(lost, out);
        out.println();
        out.println("verdict: " + verdict());
    }

    private void printSegments(PrintWriter out) {
        TextTable table = new TextTable(
                "segment", ">id", ">batches", ">records", ">bytes", ">padding", ">first", ">last", "chain");
        for (SegmentSummary segment : segments) {
            table.row(
                    segment.segment().name(),
                    segment.segment().knownHeader().segmentId(),
                    segment.batches(),
                    segment.records(),
                    segment.bytes(),
                    Text.percent(segment.paddingPercent()),
                    segment.firstSeq(),
                    segment.lastSeq(),
                    segment.whole() ? "ok" : "broken");
        }
        table.print(out);
        out.println();
    }

    private void printFiles(PrintWriter out) {
        TextTable table = new TextTable("file", ">bytes", "holds", "state");
        for (CheckpointSummary checkpoint : checkpoints) {
            String number =
                    checkpoint.header() == null ? "?" : "" + checkpoint.header().number();
            table.row(
                    checkpoint.file(),
                    checkpoint.bytes(),
                    "checkpoint " + number + ", " + Text.count(checkpoint.pieces(), "piece"),
                    checkpoint.whole() ? "ok" : "broken");
        }
        for (PageFileSummary page : pageFiles) {
            table.row(
                    page.file(),
                    page.sizeBytes(),
                    Text.count(page.records(), "record") + " of " + Text.count(page.streams(), "stream"),
                    page.whole() ? "ok" : "broken");
        }
        if (!table.isEmpty()) {
            table.print(out);
            out.println();
        }
    }

    void write(JsonWriter json) {
        json.beginObject().field("journal", journal.toString()).field("exitCode", exitCode());
        json.field("verdict", verdict());
        json.beginArray("segments");
        for (SegmentSummary segment : segments) {
            json.beginObject()
                    .field("file", segment.segment().name())
                    .field("segmentId", segment.segment().knownHeader().segmentId())
                    .field("batches", segment.batches())
                    .field("records", segment.records())
                    .field("bytes", segment.bytes())
                    .field("paddingPercent", segment.paddingPercent())
                    .field("firstBatch", segment.firstSeq())
                    .field("lastBatch", segment.lastSeq())
                    .field("provenBatch", segment.provenSeq())
                    .field("chainOk", segment.whole())
                    .end();
        }
        json.end();
        writeFiles(json);
        histogram.write(json, "recordHistogram");
        json.beginArray("unfinishedTransactions");
        transactions
                .unfinished()
                .forEach(one -> json.beginObject()
                        .field("id", one.id().toString())
                        .field("state", stateText(one))
                        .field("messagesSent", one.messages())
                        .end());
        json.end().beginArray("findings");
        findings.forEach(finding -> FindingText.write(finding, json));
        json.end();
        FindingText.writeLost(lost, json);
        json.end();
    }

    private void writeFiles(JsonWriter json) {
        json.beginArray("checkpointFiles");
        for (CheckpointSummary checkpoint : checkpoints) {
            json.beginObject()
                    .field("file", checkpoint.file())
                    .field("pieces", checkpoint.pieces())
                    .field("bytes", checkpoint.bytes())
                    .field("whole", checkpoint.whole())
                    .end();
        }
        json.end().beginArray("pageFiles");
        for (PageFileSummary page : pageFiles) {
            json.beginObject()
                    .field("file", page.file())
                    .field("records", page.records())
                    .field("whole", page.whole())
                    .end();
        }
        json.end();
    }

    private String verdict() {
        return switch (exitCode()) {
            case DataExit.CLEAN -> "clean";
            case DataExit.UNFINISHED ->
                "an unfinished write, which a start puts right; nothing that was confirmed is lost";
            case DataExit.DAMAGED -> "damaged; a start may refuse. mamba data repair says what can be saved";
            default -> "cannot be judged by this version";
        };
    }

    private static String stateText(TransactionCensus.Unfinished unfinished) {
        return unfinished.state().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
