// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.inspect.JournalInspection;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code mamba data verify}: reads every byte that counts. */
@Command(
        name = "verify",
        description = {
            "Checks everything: both superblock copies, every segment header, batch, record and padding of the log,",
            "checkpoints and page files; also what a start does not read. Goes on behind damage and tells all of it."
        },
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
            VerifyReport report = new VerifyReport(options().journal(), progress());
            inspection.walk(report);
            if (options().json()) {
                report.write(json());
            } else {
                report.print(out());
            }
            return report.exitCode();
        }
    }
}
