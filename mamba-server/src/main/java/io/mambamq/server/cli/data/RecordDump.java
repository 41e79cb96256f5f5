// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.core.command.Command;
import io.mambamq.journal.format.RecordHeader;
import io.mambamq.journal.inspect.Finding;
import io.mambamq.journal.inspect.InspectedRecord;
import io.mambamq.journal.inspect.InspectionListener;
import io.mambamq.journal.inspect.Verdict;
import io.mambamq.journal.inspect.WholeRecord;
import io.mambamq.server.cli.data.DumpCommand.Bodies;
import io.mambamq.server.cli.output.JsonWriter;
import io.mambamq.server.log.LogRecord;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints records as they come. */
final class RecordDump implements InspectionListener {

    private final RecordFilter filter;
    private final Bodies bodies;
    private final boolean json;
    private final PrintWriter out;
    private final PrintWriter err;
    private boolean damage;

    RecordDump(RecordFilter filter, Bodies bodies, boolean json, PrintWriter out, PrintWriter err) {
        this.filter = filter;
        this.bodies = bodies;
        this.json = json;
        this.out = out;
        this.err = err;
    }

    boolean hasDamage() {
        return damage;
    }

    @Override
    public void finding(Finding finding) {
        if (finding.verdict().weight() != Verdict.Weight.NONE) {
            damage |= finding.verdict().weight() == Verdict.Weight.LOSES;
            err.println("mamba: " + finding.verdict().text() + " in " + finding.file() + " at offset "
                    + finding.offset() + ": expected " + finding.expected() + ", found " + finding.found());
        }
    }

    @Override
    public void record(InspectedRecord record, ByteBuffer body, @Nullable WholeRecord whole) {
        if (!filter.wants(record)) {
            return;
        }
        Command command = whole == null ? null : LogRecord.command(whole.userType(), whole.body());
        if (json) {
            writeJson(record, body, command);
        } else {
            writeText(record, body, command);
        }
    }

    private void writeText(InspectedRecord record, ByteBuffer body, @Nullable Command command) {
        String place = record.paged() ? "paged" : "batch " + record.batchSeq() + " start " + record.epoch();
        String state = state(record);
        out.println(String.format(
                Locale.ROOT,
                "%d %s:%d %s %s type %d stream %d %d bytes %s%s",
                record.position(),
                record.file(),
                record.offset(),
                place,
                record.kindName(),
                record.userType(),
                record.stream(),
                record.bodyBytes(),
                state,
                command == null ? "" : " | " + CommandText.name(command) + " " + CommandText.fields(command)));
        if (bodies != Bodies.none) {
            out.println("  " + bodyText(body));
        }
    }

    private void writeJson(InspectedRecord record, ByteBuffer body, @Nullable Command command) {
        JsonWriter line = new JsonWriter(out);
        line.beginObject()
                .field("position", record.position())
                .field("file", record.file())
                .field("offset", record.offset())
                .field("paged", record.paged())
                .field("batch", record.batchSeq())
                .field("epoch", record.epoch())
                .field("kind", record.kindName())
                .field("userType", record.userType())
                .field("stream", record.stream())
                .field("bytes", record.bodyBytes())
                .field("crcOk", record.intact());
        if (command != null) {
            line.field("command", CommandText.name(command)).field("fields", CommandText.fields(command));
        }
        if (bodies != Bodies.none) {
            line.field("body", bodyText(body));
        }
        line.end();
    }

    private static String state(InspectedRecord record) {
        if (!record.intact()) {
            return "CRC WRONG";
        }
        return (record.flags() & RecordHeader.FLAG_DAMAGED) == 0 ? "crc ok" : "crc ok, copied damaged";
    }

    private String bodyText(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        if (bodies == Bodies.hex) {
            return HexFormat.of().formatHex(bytes);
        }
        StringBuilder text = new StringBuilder();
        new String(bytes, StandardCharsets.UTF_8)
                .codePoints()
                .map(c -> Character.isISOControl(c) || c == 0xFFFD ? '.' : c)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
