// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.inspect.JournalInspection;
import io.mambamq.server.rebuild.CheckpointedState;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code mamba data verify}: reads every byte that counts. */
@Command(
        name = "verify",
        description = "Checks everything: both superblock copies, every segment header, batch, record and padding "
                + "of the log, checkpoints and page files; also what a start does not read. Goes on behind "
                + "damage and tells all of it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = DataTask.EXIT_CODES,
        exitCodeList = {
            DataTask.EXIT_CLEAN,
            DataTask.EXIT_UNFINISHED,
            DataTask.EXIT_USAGE,
            DataTask.EXIT_DAMAGED,
            DataTask.EXIT_NOT_READABLE
        })
final class VerifyCommand extends DataTask {

    @Override
    int run() throws IOException {
        try (JournalInspection inspection = open()) {
            VerifyReport report = new VerifyReport(options().journal(), checkpointed(inspection), progress());
            inspection.walk(report);
            if (options().json()) {
                report.write(json());
            } else {
                report.print(out());
            }
            return report.exitCode();
        }
    }

    /** Only the list of transactions needs it: where it cannot be understood, all else is checked nevertheless. */
    private CheckpointedState checkpointed(JournalInspection inspection) {
        try {
            return CheckpointedState.read(inspection);
        } catch (IOException e) {
            err().println(
                            "mamba: transactions are listed as far as the log tells of them, for in the newest checkpoint "
                                    + e.getMessage());
            return CheckpointedState.empty();
        }
    }
}
