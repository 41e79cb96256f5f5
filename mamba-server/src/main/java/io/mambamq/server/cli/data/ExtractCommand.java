// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.inspect.JournalInspection;
import io.mambamq.server.cli.output.JsonWriter;
import io.mambamq.server.data.DataDirectory;
import io.mambamq.server.rebuild.BrokerRebuild;
import io.mambamq.server.rebuild.NewJournal;
import io.mambamq.server.rebuild.RebuildReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code mamba data extract}: the messages of a directory into a new one. */
@Command(
        name = "extract",
        description = {
            "Writes everything that can be read into a new data directory: destinations, messages in their order, transactions "
                    + "in doubt, the broker's id. A server started on it finds what one started on the old one would.",
            "The old directory stays as it is."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = DataTask.EXIT_CODES,
        exitCodeList = {
            "0:everything was brought over",
            DataTask.EXIT_USAGE,
            "3:everything was brought over that could be read; the rest is listed",
            DataTask.EXIT_NOT_READABLE
        })
final class ExtractCommand extends DataTask {

    @Option(names = "--to", paramLabel = "NEWDIR", required = true, description = "The new data directory.")
    private Path to;

    @SuppressWarnings("NullAway.Init") // picocli fills the option in
    ExtractCommand() {}

    @Override
    int run() throws IOException {
        checkNew(to);
        try (JournalInspection inspection = open()) {
            BrokerRebuild rebuild = BrokerRebuild.read(inspection);
            Path journal = DataDirectory.journalIn(to);
            RebuildReport report = NewJournal.fill(journal, inspection.root().superblock(), rebuild);
            DataDirectory.copyBrokerId(options().data(), to);
            DataDirectory.copyUsers(options().data(), to);
            if (options().json()) {
                JsonWriter json = json().beginObject().field("to", to.toString());
                RebuildText.write(report, json);
                json.end();
            } else {
                RebuildText.print(report, out());
                out().println("written to " + to);
            }
            return report.hasDamage() ? DataExit.DAMAGED : DataExit.CLEAN;
        }
    }

    private void checkNew(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new ParameterException(
                        spec().commandLine(), "--to " + directory + " is not empty; name a directory that is new");
            }
        }
    }
}
