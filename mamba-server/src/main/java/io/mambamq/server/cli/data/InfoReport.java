// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.format.LogEnd;
import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.inspect.CheckpointSummary;
import io.mambamq.journal.inspect.InspectedSegment;
import io.mambamq.journal.inspect.JournalInspection;
import io.mambamq.journal.inspect.PageFileSummary;
import io.mambamq.journal.inspect.SegmentSummary;
import io.mambamq.server.cli.output.JsonWriter;
import io.mambamq.server.cli.output.Text;
import io.mambamq.server.cli.output.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code info} says, as text or as JSON. */
record InfoReport(
        Path journal,
        JournalInspection inspection,
        List<CheckpointSummary> checkpoints,
        List<PageFileSummary> pageFiles,
        List<SegmentSummary> newest,
        List<Duration> checkpointAges) {

    /** Where the log ends in one segment. */
    private record Extent(long lastSeq, long endOffset) {}

    void print(PrintWriter out) {
        Superblock superblock = inspection.root().superblock();
        out.println("journal          " + journal);
        out.println("format           " + version());
        out.println("journal id       " + superblock.journalId());
        out.println("blocks           " + Text.bytes(superblock.blockBytes()) + " in segments of "
                + Text.bytes(superblock.segmentBytes()));
        out.println("starts           " + superblock.epoch());
        out.println("closed in order  "
                + (superblock.cleanShutdown() ? "yes, after batch " + superblock.cleanEndSeq() : "no"));
        out.println("checkpoint       " + checkpointText());
        out.println("page files       " + pageFileText());
        out.println("lock             free: no broker has the directory open");
        out.println();
        TextTable table = new TextTable(
                "file",
                ">segment",
                "state",
                ">start",
                ">first batch",
                ">last batch",
                ">from position",
                ">to position",
                ">fill");
        inspection.segments().forEach(segment -> addRow(table, segment));
        table.print(out);
    }

    private void addRow(TextTable table, InspectedSegment segment) {
        SegmentHeader header = segment.header();
        Extent extent = segment.isLog() ? extent(segment) : null;
        if (header == null || extent == null) {
            table.row(segment.name(), header == null ? "-" : header.segmentId(), state(segment));
            return;
        }
        table.row(
                segment.name(),
                header.segmentId(),
                state(segment),
                header.epoch(),
                header.firstBatchSeq(),
                extent.lastSeq() < header.firstBatchSeq() ? "-" : extent.lastSeq(),
                header.basePosition(),
                header.basePosition() + extent.endOffset(),
                Text.percent(fillPercent(header, extent)));
    }

    void write(JsonWriter json) {
        Superblock superblock = inspection.root().superblock();
        json.beginObject()
                .field("journal", journal.toString())
                .field("format", version())
                .field("journalId", superblock.journalId().toString())
                .field("blockBytes", superblock.blockBytes())
                .field("segmentBytes", superblock.segmentBytes())
                .field("epoch", superblock.epoch())
                .field("cleanShutdown", superblock.cleanShutdown())
                .field("cleanEndSeq", superblock.cleanEndSeq())
                .field("oldestSegmentId", superblock.oldestSegmentId())
                .field("locked", false);
        writeCheckpoints(json, superblock);
        json.beginArray("segments");
        inspection.segments().forEach(segment -> writeSegment(json, segment));
        json.end().beginArray("pageFiles");
        for (PageFileSummary page : pageFiles) {
            json.beginObject()
                    .field("file", page.file())
                    .field("bytes", page.sizeBytes())
                    .field("records", page.records())
                    .field("streams", page.streams())
                    .end();
        }
        json.end().end();
    }

    private void writeCheckpoints(JsonWriter json, Superblock superblock) {
        json.beginObject("checkpoint")
                .field("number", superblock.checkpointNumber())
                .field("position", superblock.checkpointPosition())
                .end();
        json.beginArray("checkpointFiles");
        for (int i = 0; i < checkpoints.size(); i++) {
            CheckpointSummary checkpoint = checkpoints.get(i);
            json.beginObject()
                    .field("file", checkpoint.file())
                    .field(
                            "number",
                            checkpoint.header() == null
                                    ? 0
                                    : checkpoint.header().number())
                    .field(
                            "position",
                            checkpoint.header() == null
                                    ? 0
                                    : checkpoint.header().position())
                    .field("pieces", checkpoint.pieces())
                    .field("bytes", checkpoint.bytes())
                    .field("whole", checkpoint.whole())
                    .field("ageSeconds", checkpointAges.get(i).toSeconds())
                    .end();
        }
        json.end();
    }

    private void writeSegment(JsonWriter json, InspectedSegment segment) {
        json.beginObject()
                .field("file", segment.name())
                .field("slot", segment.slot())
                .field("state", state(segment));
        SegmentHeader header = segment.header();
        Extent extent = segment.isLog() ? extent(segment) : null;
        if (header != null) {
            json.field("segmentId", header.segmentId())
                    .field("epoch", header.epoch())
                    .field("firstBatch", header.firstBatchSeq());
            if (extent != null) {
                json.field("lastBatch", extent.lastSeq())
                        .field("fromPosition", header.basePosition())
                        .field("toPosition", header.basePosition() + extent.endOffset())
                        .field("fillPercent", fillPercent(header, extent));
            }
        }
        json.end();
    }

    private String version() {
        String version = inspection.root().version();
        return version.isEmpty() ? "unknown: the superblock is damaged" : version;
    }

    private String checkpointText() {
        long number = inspection.root().superblock().checkpointNumber();
        if (number == 0) {
            return "none";
        }
        for (int i = 0; i < checkpoints.size(); i++) {
            CheckpointSummary checkpoint = checkpoints.get(i);
            if (checkpoint.header() != null && checkpoint.header().number() == number) {
                return "number " + number + " at position "
                        + checkpoint.header().position() + ", "
                        + Text.bytes(checkpoint.bytes()) + ", " + Text.age(checkpointAges.get(i)) + " old"
                        + (checkpoint.whole() ? "" : ", damaged");
            }
        }
        return "number " + number + ", of which the file is missing or damaged";
    }

    private String pageFileText() {
        if (pageFiles.isEmpty()) {
            return "none";
        }
        long records = pageFiles.stream().mapToLong(PageFileSummary::records).sum();
        long bytes = pageFiles.stream().mapToLong(PageFileSummary::sizeBytes).sum();
        return pageFiles.size() + ", with " + Text.count(records, "record") + " in " + Text.bytes(bytes);
    }

    private @Nullable Extent extent(InspectedSegment segment) {
        LogEnd seal = inspection.sealOf(segment);
        if (seal != null) {
            return new Extent(seal.batchSeq(), seal.offset());
        }
        return newest.stream()
                .filter(summary -> summary.segment().equals(segment))
                .map(summary -> new Extent(summary.lastSeq(), summary.endOffset()))
                .findFirst()
                .orElse(null);
    }

    private static double fillPercent(SegmentHeader header, Extent extent) {
        long room = header.segmentBytes() - header.dataOffset();
        return 100.0 * (extent.endOffset() - header.dataOffset()) / room;
    }

    private static String state(InspectedSegment segment) {
        return segment.state().name().toLowerCase(Locale.ROOT);
    }
}
