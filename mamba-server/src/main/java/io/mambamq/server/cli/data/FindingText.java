// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.inspect.Finding;
import io.mambamq.journal.inspect.LostRange;
import io.mambamq.server.cli.output.JsonWriter;
import io.mambamq.server.cli.output.Text;
import io.mambamq.server.cli.output.TextTable;
import java.io.PrintWriter;
import java.util.List;

/** Findings and lost ranges, as text and as JSON. */
final class FindingText {
    private FindingText() {}

    static void print(Finding finding, PrintWriter out) {
        out.println();
        out.println(finding.verdict().text() + ": " + finding.file() + " at offset " + finding.offset()
                + (finding.batchSeq() > 0 ? ", batch " + finding.batchSeq() : ""));
        out.println("  expected  " + finding.expected());
        out.println("  found     " + finding.found());
        if (finding.proof() != null) {
            out.println("  proof     " + finding.proof());
        }
        finding.neighbourhood().lines().forEach(line -> out.println("  " + line.stripTrailing()));
    }

    static void write(Finding finding, JsonWriter json) {
        json.beginObject()
                .field("verdict", finding.verdict().text())
                .field("file", finding.file())
                .field("offset", finding.offset())
                .field("batch", finding.batchSeq())
                .field("expected", finding.expected())
                .field("found", finding.found())
                .field("proof", finding.proof())
                .field("bytes", finding.neighbourhood())
                .end();
    }

    static void printLost(List<LostRange> lost, PrintWriter out) {
        if (lost.isEmpty()) {
            return;
        }
        out.println();
        TextTable table =
                new TextTable("not readable in", ">at offset", ">from position", ">to position", ">records", "because");
        for (LostRange range : lost) {
            table.row(
                    range.file(),
                    range.offset(),
                    range.fromPosition(),
                    range.toPosition(),
                    range.records() == LostRange.RECORDS_UNKNOWN
                            ? "all of " + Text.count(range.batches(), "batch")
                            : range.records(),
                    range.reason());
        }
        table.print(out);
    }

    static void writeLost(List<LostRange> lost, JsonWriter json) {
        json.beginArray("lost");
        for (LostRange range : lost) {
            json.beginObject()
                    .field("file", range.file())
                    .field("offset", range.offset())
                    .field("fromPosition", range.fromPosition())
                    .field("toPosition", range.toPosition())
                    .field("batches", range.batches());
            if (range.records() != LostRange.RECORDS_UNKNOWN) {
                json.field("records", range.records());
            }
            json.field("reason", range.reason()).end();
        }
        json.end();
    }
}
