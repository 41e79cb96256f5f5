// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.server.cli.output.JsonWriter;
import io.mambamq.server.cli.output.TextTable;
import io.mambamq.server.rebuild.LostMessage;
import io.mambamq.server.rebuild.RebuildReport;
import java.io.PrintWriter;

/** What a rebuild brought over and what not, as text and as JSON. */
final class RebuildText {
    private RebuildText() {}

    static void print(RebuildReport report, PrintWriter out) {
        report.findings().stream()
                .filter(finding -> DataExit.of(finding.verdict()) != DataExit.CLEAN)
                .forEach(finding -> FindingText.print(finding, out));
        FindingText.printLost(report.lostRanges(), out);
        if (!report.lostMessages().isEmpty()) {
            out.println();
            TextTable table = new TextTable("lost from", ">sequence", ">position", "because");
            for (LostMessage message : report.lostMessages()) {
                table.row(message.queue(), message.sequence(), message.position(), message.reason());
            }
            table.print(out);
        }
        out.println();
        out.println("queues                     " + report.queues());
        out.println("messages                   " + report.messages());
        out.println("transactions in doubt      " + report.prepared());
        out.println("heuristic outcomes         " + report.heuristic());
        out.println("open, so rolled back       " + report.rolledBack());
        out.println("not persistent, so dropped " + report.nonPersistent());
        if (report.settlesDropped() > 0) {
            out.println(
                    "consumed, may come back    " + report.settlesDropped()
                            + "   (behind the damage it is not certain which messages were consumed; they come again, redelivered)");
        }
    }

    static void write(RebuildReport report, JsonWriter json) {
        json.field("queues", report.queues())
                .field("messages", report.messages())
                .field("preparedTransactions", report.prepared())
                .field("heuristicOutcomes", report.heuristic())
                .field("openTransactionsRolledBack", report.rolledBack())
                .field("nonPersistentDropped", report.nonPersistent())
                .field("consumedMayComeBack", report.settlesDropped());
        json.beginArray("findings");
        report.findings().forEach(finding -> FindingText.write(finding, json));
        json.end();
        FindingText.writeLost(report.lostRanges(), json);
        json.beginArray("lostMessages");
        for (LostMessage message : report.lostMessages()) {
            json.beginObject()
                    .field("queue", message.queue())
                    .field("sequence", message.sequence())
                    .field("position", message.position())
                    .field("reason", message.reason())
                    .end();
        }
        json.end();
    }
}
