// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.inspect.JournalInspection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mamba data dump}: every record, a line each. */
@Command(
        name = "dump",
        description = {
            "Prints a line per record: first those in page files, then the log. Messages are not shown, unless asked for.",
            "Records of page files are marked; their positions are those that they had in the log."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = DataTask.EXIT_CODES,
        exitCodeList = {
            DataTask.EXIT_CLEAN,
            DataTask.EXIT_USAGE,
            "3:something could not be read; standard error says what",
            DataTask.EXIT_NOT_READABLE
        })
final class DumpCommand extends DataTask {

    /** How bodies are shown. */
    enum Bodies {
        /** As hexadecimal digits. */
        hex,
        /** As text, with a point for what is none. */
        text,
        /** Not at all. */
        none
    }

    @Option(names = "--stream", paramLabel = "N", description = "Only records of this stream.")
    private @Nullable Integer stream;

    @Option(names = "--type", paramLabel = "T", description = "Only records of this user type.")
    private @Nullable Integer type;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            defaultValue = "0",
            description = "Only records at this position or behind it.")
    private long from;

    @Option(
            names = "--to",
            paramLabel = "POSITION",
            defaultValue = "" + Long.MAX_VALUE,
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Only records in front of this position.")
    private long to;

    @Option(
            names = "--bodies",
            paramLabel = "hex|text|none",
            defaultValue = "none",
            description = "How to show bodies. Default: ${DEFAULT-VALUE}")
    private Bodies bodies = Bodies.none;

    @Override
    int run() throws IOException {
        RecordFilter filter = new RecordFilter(stream, type, from, to);
        try (JournalInspection inspection = open()) {
            RecordDump dump = new RecordDump(filter, bodies, options().json(), out(), err());
            inspection.walkPageFiles(dump);
            inspection.walkLog(dump);
            return dump.hasDamage() ? DataExit.DAMAGED : DataExit.CLEAN;
        }
    }
}
